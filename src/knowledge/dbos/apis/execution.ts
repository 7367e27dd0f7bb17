import type { ApiTable } from '../../vocabulary/apis.ts';
import { HANDLE, LAUNCHED, NOT_IN_STEPS, SDK } from './places.ts';

/** Running steps, starting workflows, and setting the context in which they start. */
export const execution = {
  [`${SDK}#DBOS.runStep`]: {
    family: 'step',
    result: 'promise',
    steps: 1,
    at: {
      workflow: 'records',
      step: 'degrades',
      transaction: 'throws',
      outside: 'degrades',
      'before-launch': 'throws',
    },
    runs: { argument: 0, role: 'step' },
    options: 1,
    reason:
      'In a step it runs inline as part of the outer step, and its own retries and timeout are ignored; outside a workflow it is a plain call.',
  },
  [`${SDK}#DBOS.startWorkflow`]: {
    family: 'start',
    result: 'function',
    steps: 0,
    at: LAUNCHED,
    refersTo: 0,
    options: 1,
    reason:
      'The first call only gives back a function, or an object with the methods; nothing starts before that is called.',
  },
  [`${SDK}#DBOS.startWorkflow()`]: {
    family: 'start',
    result: 'promise',
    steps: 1,
    at: NOT_IN_STEPS,
    returns: HANDLE,
    reason: 'In a transaction that runs outside a workflow it works, on its own connection.',
  },
  [`${SDK}#DBOS.startWorkflow().*`]: {
    family: 'start',
    result: 'promise',
    steps: 1,
    at: NOT_IN_STEPS,
    returns: HANDLE,
  },
  [`${SDK}#DBOS.enqueueWorkflowWithOptions`]: {
    family: 'start',
    result: 'promise',
    steps: 1,
    at: NOT_IN_STEPS,
    options: 0,
    returns: HANDLE,
    since: '4.26.0',
  },
  [`${SDK}#DBOS.enqueueWorkflowWithOptionsPortable`]: {
    family: 'start',
    result: 'promise',
    steps: 1,
    at: NOT_IN_STEPS,
    options: 0,
    returns: HANDLE,
    since: '4.26.0',
  },
  [`${SDK}#DBOS.withNextWorkflowID`]: {
    family: 'context',
    result: 'promise',
    steps: 0,
    at: LAUNCHED,
    runs: { argument: 1, role: 'inherit' },
    reason: 'It changes the shared context while the callback runs, so code that runs beside it sees the change.',
  },
  [`${SDK}#DBOS.withAuthedContext`]: {
    family: 'context',
    result: 'promise',
    steps: 0,
    at: LAUNCHED,
    runs: { argument: 2, role: 'inherit' },
  },
  [`${SDK}#DBOS.withNamedContext`]: {
    family: 'context',
    result: 'promise',
    steps: 0,
    at: LAUNCHED,
    runs: { argument: 1, role: 'inherit' },
    reason: 'The name is ignored.',
  },
  [`${SDK}#DBOS.withWorkflowQueue`]: {
    family: 'context',
    result: 'promise',
    steps: 0,
    at: LAUNCHED,
    runs: { argument: 1, role: 'inherit' },
  },
  [`${SDK}#DBOS.withWorkflowTimeout`]: {
    family: 'context',
    result: 'promise',
    steps: 0,
    at: LAUNCHED,
    runs: { argument: 1, role: 'inherit' },
  },
  [`${SDK}#Debouncer`]: {
    family: 'debounce',
    result: 'value',
    steps: 0,
    at: {},
    options: 0,
    refersToKey: 'workflow',
  },
  [`${SDK}#Debouncer().debounce`]: {
    family: 'debounce',
    result: 'promise',
    steps: 2,
    at: {
      workflow: 'records',
      step: 'acts-then-throws',
      transaction: 'throws',
      'before-launch': 'throws',
    },
    returns: HANDLE,
    bound: true,
    reason:
      'It delays the waiting workflow as one step, and starts one as a second step when none waits. In a step the delay is done before the call for the handle throws.',
  },
} satisfies ApiTable;

/**
 * What calling a registered function does. Not names of the SDK: the analysis asks for them when a call goes to a function that was
 * registered in that role.
 */
export const registered = {
  'registered:workflow': {
    family: 'start',
    result: 'promise',
    steps: 2,
    at: NOT_IN_STEPS,
    reason: 'A direct call takes one number for the start and one for the result (dbos.js, the invoker of a workflow).',
  },
  'registered:step': {
    family: 'step',
    result: 'promise',
    steps: 1,
    at: {
      workflow: 'records',
      step: 'degrades',
      transaction: 'throws',
      outside: 'degrades',
      'before-launch': 'throws',
    },
    reason:
      'In a step it runs inline as part of the outer step; outside a workflow it is a plain call without retries or timeout.',
  },
  'registered:transaction': {
    family: 'transaction',
    result: 'promise',
    steps: 1,
    at: NOT_IN_STEPS,
    reason: 'Outside a workflow it is a database transaction without exactly-once, a documented use.',
  },
} satisfies ApiTable;

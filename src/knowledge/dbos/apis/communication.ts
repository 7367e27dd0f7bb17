import type { ApiTable } from '../../vocabulary/apis.ts';
import { LAUNCHED, NOT_IN_STEPS, SDK, WORKFLOW_ONLY } from './places.ts';

/** Messages, events, streams, sleeping, recorded substitutes, patches. */
export const communication = {
  [`${SDK}#DBOS.recv`]: {
    family: 'communication',
    result: 'promise',
    steps: 2,
    at: WORKFLOW_ONLY,
    options: 1,
    waits: 1,
    reason: 'One number for the message, one for the durable deadline.',
  },
  [`${SDK}#DBOS.send`]: {
    family: 'send',
    result: 'promise',
    steps: 1,
    at: { workflow: 'records', step: 'degrades', transaction: 'degrades', 'before-launch': 'throws' },
    options: 4,
    reason:
      'In a step it is sent at least once. In a transaction it goes out on another connection: it survives a rollback, and is repeated when the transaction is retried.',
  },
  [`${SDK}#DBOS.setEvent`]: {
    family: 'communication',
    result: 'promise',
    steps: 1,
    at: WORKFLOW_ONLY,
    options: 2,
  },
  [`${SDK}#DBOS.getEvent`]: {
    family: 'communication',
    result: 'promise',
    steps: 2,
    at: NOT_IN_STEPS,
    options: 2,
    waits: 2,
    reason: 'One number for the event, one for the durable deadline.',
  },
  [`${SDK}#DBOS.writeStream`]: {
    family: 'stream-write',
    result: 'promise',
    steps: 1,
    at: {
      workflow: 'records',
      step: 'degrades',
      transaction: 'throws',
      outside: 'throws',
      'before-launch': 'throws',
    },
    options: 2,
    reason: 'In a step each attempt writes again.',
  },
  [`${SDK}#DBOS.closeStream`]: {
    family: 'stream-write',
    result: 'promise',
    steps: 1,
    closes: true,
    at: { workflow: 'records', transaction: 'throws', outside: 'throws', 'before-launch': 'throws' },
  },
  [`${SDK}#DBOS.readStream`]: {
    family: 'stream-read',
    result: 'stream',
    steps: 1,
    at: { workflow: 'records', 'before-launch': 'throws' },
    options: 2,
    reason: 'One number for each value. Nothing runs, and nothing throws, before the first value is asked for.',
  },
  [`${SDK}#DBOS.readStreamOffset`]: {
    family: 'stream-read',
    result: 'promise',
    steps: 1,
    at: { workflow: 'records', 'before-launch': 'throws' },
    options: 3,
    since: '4.27.0',
  },
  [`${SDK}#DBOS.sleep`]: {
    family: 'sleep',
    result: 'promise',
    steps: 1,
    waits: 0,
    at: { workflow: 'records', step: 'degrades', transaction: 'throws' },
    reason:
      'In a step it is a plain timer that starts over after a crash. Outside a workflow it is a timer, before launch too.',
  },
  [`${SDK}#DBOS.sleepms`]: {
    family: 'sleep',
    result: 'promise',
    steps: 1,
    waits: 0,
    at: { workflow: 'records', step: 'degrades', transaction: 'throws' },
  },
  [`${SDK}#DBOS.sleepSeconds`]: {
    family: 'sleep',
    result: 'promise',
    steps: 1,
    waits: 0,
    at: { workflow: 'records', step: 'degrades', transaction: 'throws' },
  },
  [`${SDK}#DBOS.now`]: { family: 'deterministic', result: 'promise', steps: 1, at: { workflow: 'records' } },
  [`${SDK}#DBOS.randomUUID`]: { family: 'deterministic', result: 'promise', steps: 1, at: { workflow: 'records' } },
  [`${SDK}#DBOS.patch`]: {
    family: 'patch',
    result: 'promise',
    steps: 1,
    at: WORKFLOW_ONLY,
    since: '4.6.0',
    reason:
      'It takes its number after an await, and none in a run that predates the patch, so it must not run beside other durable calls.',
  },
  [`${SDK}#DBOS.deprecatePatch`]: {
    family: 'patch',
    result: 'promise',
    steps: 1,
    at: WORKFLOW_ONLY,
    since: '4.6.0',
    reason: 'It takes a number only when the run recorded the patch.',
  },
} satisfies ApiTable;

const VALUE = { family: 'info', result: 'value', steps: 0, at: {}, property: true } as const;
const QUESTION = { family: 'info', result: 'value', steps: 0, at: {} } as const;
/*
 * What is called outside of a workflow is no step for the engine, but a transaction there is one. Within a workflow are its steps, too.
 */
const IN_WORKFLOW = { yes: ['workflow'], no: ['step', 'transaction', 'outside'] } as const;
// Outside of workflows a step is called as the function that it is.
const WITHIN_WORKFLOW = { yes: ['workflow', 'step', 'transaction'], no: ['transaction', 'outside'] } as const;
const IN_STEP = { yes: ['step'], no: ['workflow', 'transaction', 'outside'] } as const;
const IN_TRANSACTION = { yes: ['transaction'], no: ['workflow', 'step', 'outside'] } as const;
// A workflow and its steps run only while the engine does.
const INITIALIZED = { yes: ['workflow', 'step', 'transaction', 'outside'], no: ['outside'] } as const;
const IN_EITHER = { yes: ['step', 'transaction'], no: ['workflow', 'step', 'outside'] } as const;

/** Facts about the running workflow and the process, and the logger. */
export const info = {
  [`${SDK}#DBOS.workflowID`]: { ...VALUE, tellsPlace: WITHIN_WORKFLOW },
  [`${SDK}#DBOS.stepID`]: { ...VALUE, tellsPlace: IN_EITHER, reason: 'Undefined outside steps and transactions.' },
  [`${SDK}#DBOS.stepStatus`]: {
    ...VALUE,
    tellsPlace: IN_STEP,
    reason: 'Undefined outside a step; its `timeoutSignal` is undefined unless the step has `timeoutMS`.',
  },
  [`${SDK}#DBOS.authenticatedUser`]: VALUE,
  [`${SDK}#DBOS.authenticatedRoles`]: VALUE,
  [`${SDK}#DBOS.assumedRole`]: VALUE,
  [`${SDK}#DBOS.applicationVersion`]: VALUE,
  [`${SDK}#DBOS.executorID`]: {
    ...VALUE,
    since: '4.7.0',
    reason: 'Another process that recovers the workflow has another one.',
  },
  [`${SDK}#DBOS.isInTransaction`]: { ...QUESTION, tellsPlace: IN_TRANSACTION },
  [`${SDK}#DBOS.isInStep`]: { ...QUESTION, tellsPlace: IN_STEP },
  [`${SDK}#DBOS.isWithinWorkflow`]: { ...QUESTION, tellsPlace: WITHIN_WORKFLOW },
  [`${SDK}#DBOS.isInWorkflow`]: { ...QUESTION, tellsPlace: IN_WORKFLOW },
  [`${SDK}#DBOS.isInitialized`]: { ...QUESTION, tellsPlace: INITIALIZED },
  [`${SDK}#DBOS.logger`]: { ...VALUE, family: 'log' },
  [`${SDK}#DBOS.logger.*`]: { family: 'log', result: 'nothing', steps: 0, at: {} },
  [`${SDK}#DBOS.span`]: { ...VALUE, family: 'log' },
  [`${SDK}#DBOS.span.**`]: { family: 'log', result: 'nothing', steps: 0, at: {} },
  [`${SDK}#DBOS.tracer`]: { ...VALUE, family: 'log' },
  [`${SDK}#DBOS.tracer.**`]: { family: 'log', result: 'value', steps: 0, at: {} },
  [`${SDK}#DBOS.logRegisteredEndpoints`]: { family: 'log', result: 'nothing', steps: 0, at: {} },
  [`${SDK}#Error.isStreamTimeoutError`]: { ...QUESTION, since: '4.27.0' },
  [`${SDK}#Error.isWorkflowIDInUseError`]: { ...QUESTION, since: '5.1.0' },
  [`${SDK}#Error.getDBOSErrorCode`]: QUESTION,
} satisfies ApiTable;

/** The handle of a workflow: the answer of `startWorkflow`, `retrieveWorkflow` and the like, whichever class it has. */
export const handle = {
  [`${SDK}#WorkflowHandle().getResult`]: {
    family: 'handle',
    result: 'promise',
    steps: 1,
    at: { workflow: 'records', transaction: 'throws' },
    options: 0,
    bound: true,
    outcome: true,
    reason: 'The number is taken when it is called, after whatever was awaited before it.',
  },
  [`${SDK}#WorkflowHandle().getStatus`]: {
    family: 'handle',
    result: 'promise',
    steps: 1,
    at: { workflow: 'records', transaction: 'throws' },
    returns: `${SDK}#WorkflowStatus()`,
    bound: true,
    reason:
      'As the very first durable call of a workflow it is not recorded: step number 0 is taken for none (system_database.js).',
  },
  [`${SDK}#WorkflowHandle().workflowID`]: {
    family: 'handle',
    result: 'value',
    steps: 0,
    at: {},
    property: true,
  },
  [`${SDK}#DBOS.retrieveWorkflow`]: {
    family: 'handle',
    result: 'value',
    steps: 0,
    at: { ...LAUNCHED, step: 'throws', transaction: 'throws' },
    returns: `${SDK}#WorkflowHandle()`,
    reason: 'It gives a handle without asking the database, so there is nothing to record.',
  },
} satisfies ApiTable;

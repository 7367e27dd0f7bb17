import type { ApiSpec, ApiTable } from '../../vocabulary/apis.ts';
import { BEFORE_LAUNCH_ONLY, HANDLE, LAUNCHED, QUEUE, SDK } from './places.ts';

/** Last seen in 4.27, gone in 5.0. */
const GONE = '5.0.0';
const CLIENT_HANDLE = `${SDK}#ClientHandle()`;

const OLD_VALUE = { family: 'info', result: 'value', steps: 0, at: {}, property: true, until: GONE } as const;
const OLD_FUNCTION = { family: 'info', result: 'value', steps: 0, at: {}, until: GONE } as const;
const OLD_REGISTRATION = {
  family: 'registration',
  result: 'function',
  steps: 0,
  at: BEFORE_LAUNCH_ONLY,
  until: GONE,
} as const;
const OLD_SETTING = {
  family: 'queue',
  result: 'promise',
  steps: 0,
  at: { ...LAUNCHED, workflow: 'unrecorded' },
  since: '4.17.0',
  until: GONE,
  bound: true,
} as const;

/** What 4.x had and 5.x has not. In 4.27 all else does what its row says. */
export const legacy = {
  [`${SDK}#DBOS.registerScheduled`]: {
    family: 'schedule',
    result: 'nothing',
    steps: 0,
    at: BEFORE_LAUNCH_ONLY,
    refersTo: 0,
    options: 1,
    until: GONE,
  },
  [`${SDK}#DBOS.scheduled`]: {
    family: 'schedule',
    result: 'function',
    steps: 0,
    at: BEFORE_LAUNCH_ONLY,
    options: 0,
    until: GONE,
    reason: 'It stands above the decorator that makes the method a workflow, and gives no role itself.',
  },
  [`${SDK}#DBOS.requiredRole`]: OLD_REGISTRATION,
  [`${SDK}#DBOS.defaultRequiredRole`]: OLD_REGISTRATION,
  [`${SDK}#DBOS.registerMiddlewareInstaller`]: { ...OLD_REGISTRATION, result: 'nothing' },
  [`${SDK}#DBOS.associateParamWithInfo`]: { ...OLD_REGISTRATION, result: 'value', refersTo: 1 },
  [`${SDK}#DBOS.runWithContext`]: {
    family: 'context',
    result: 'promise',
    steps: 0,
    at: LAUNCHED,
    runs: { argument: 1, role: 'inherit' },
    options: 0,
    until: GONE,
  },
  [`${SDK}#DBOS.request`]: OLD_VALUE,
  [`${SDK}#DBOS.requestObject`]: OLD_FUNCTION,
  [`${SDK}#DBOS.getRequest`]: OLD_FUNCTION,
  [`${SDK}#DBOS.defaultSerializationType`]: { ...OLD_VALUE, since: '4.9.0' },
  [`${SDK}#DBOS.adminServer`]: OLD_VALUE,
  [`${SDK}#DBOS.conductor`]: OLD_VALUE,
  [`${SDK}#DBOS.getEventDispatchState`]: {
    family: 'management',
    result: 'promise',
    steps: 0,
    at: { ...LAUNCHED, workflow: 'unrecorded' },
    until: GONE,
  },
  [`${SDK}#DBOS.upsertEventDispatchState`]: {
    family: 'management',
    result: 'promise',
    steps: 0,
    at: { ...LAUNCHED, workflow: 'unrecorded' },
    until: GONE,
  },
  [`${SDK}#DBOS.getResultInternal`]: {
    family: 'handle',
    result: 'promise',
    steps: 1,
    at: { ...LAUNCHED, workflow: 'records', transaction: 'throws' },
    until: GONE,
  },
  [`${SDK}#DBOS.initEventReceivers`]: { family: 'launch', result: 'promise', steps: 0, at: LAUNCHED, until: GONE },
  [`${SDK}#DBOS.deactivateEventReceivers`]: {
    family: 'shutdown',
    result: 'promise',
    steps: 0,
    at: LAUNCHED,
    until: GONE,
  },
  [`${SDK}#WorkflowQueue`]: {
    family: 'queue',
    result: 'value',
    steps: 0,
    at: {},
    options: 1,
    keeps: 0,
    until: GONE,
    reason: 'In 5.x the class is exported as a type only: `new` throws a `TypeError`.',
  },
  [`${QUEUE}.priorityEnabled`]: { ...OLD_VALUE, family: 'queue' },
  [`${QUEUE}.partitionQueue`]: { ...OLD_VALUE, family: 'queue', since: '4.3.0' },
  [`${QUEUE}.setPriorityEnabled`]: { ...OLD_SETTING, setsQueue: true },
  [`${QUEUE}.getPriorityEnabled`]: OLD_SETTING,
  [`${QUEUE}.setPartitionQueue`]: { ...OLD_SETTING, setsQueue: true },
  [`${QUEUE}.getPartitionQueue`]: OLD_SETTING,
  [`${HANDLE}.getWorkflowInputs`]: { family: 'handle', result: 'promise', steps: 0, at: {}, bound: true, until: GONE },
  [`${HANDLE}.getWorkflowUUID`]: { family: 'handle', result: 'value', steps: 0, at: {}, bound: true, until: GONE },
  [`${HANDLE}.workflowUUID`]: { ...OLD_VALUE, family: 'handle' },
  [`${CLIENT_HANDLE}.getWorkflowInputs`]: {
    family: 'client',
    result: 'promise',
    steps: 0,
    at: { workflow: 'unrecorded' },
    bound: true,
    until: GONE,
  },
  [`${CLIENT_HANDLE}.getWorkflowUUID`]: {
    family: 'client',
    result: 'value',
    steps: 0,
    at: {},
    bound: true,
    until: GONE,
  },
  [`${CLIENT_HANDLE}.workflowUUID`]: { ...OLD_VALUE, family: 'client' },
} satisfies ApiTable;

const HANDLER = {
  family: 'registration',
  result: 'function',
  steps: 0,
  at: BEFORE_LAUNCH_ONLY,
  decorates: 'handler',
  options: 1,
  until: '4.0.0',
} as const satisfies ApiSpec;
const TRANSACTION = {
  family: 'registration',
  result: 'function',
  steps: 0,
  at: BEFORE_LAUNCH_ONLY,
  decorates: 'transaction',
  options: 0,
  until: '4.0.0',
} as const satisfies ApiSpec;

/** Decorators of 1.x: `ctxt.invoke(Shop).insert(order)` runs the transaction, `Shop.insert(ctxt, order)` only the method (decorators.ts of 1.28). */
const overContext = (decorates: 'workflow' | 'step' | 'transaction') =>
  ({
    family: 'registration',
    result: 'function',
    steps: 0,
    at: BEFORE_LAUNCH_ONLY,
    decorates,
    overContext: true,
    until: '3.0.0',
  }) as const satisfies ApiSpec;

/** Decorators that were gone in 4.0 already, and still say what a method was meant to be. */
export const ancient = {
  [`${SDK}#Workflow`]: overContext('workflow'),
  [`${SDK}#Step`]: overContext('step'),
  [`${SDK}#Communicator`]: overContext('step'),
  [`${SDK}#Transaction`]: overContext('transaction'),
  [`${SDK}#StoredProcedure`]: overContext('transaction'),
  [`${SDK}#DBOS.transaction`]: TRANSACTION,
  [`${SDK}#DBOS.storedProcedure`]: TRANSACTION,
  [`${SDK}#DBOS.getApi`]: HANDLER,
  [`${SDK}#DBOS.postApi`]: HANDLER,
  [`${SDK}#DBOS.putApi`]: HANDLER,
  [`${SDK}#DBOS.patchApi`]: HANDLER,
  [`${SDK}#DBOS.deleteApi`]: HANDLER,
} satisfies ApiTable;

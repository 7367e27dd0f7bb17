import type { ApiTable } from '../../vocabulary/apis.ts';
import { HANDLE, INTERNAL_STEP, NOT_RECORDED, OUTSIDE_ONLY, QUEUE, SDK } from './places.ts';

const STATUS = `${SDK}#WorkflowStatus()`;
const RECORDED = { family: 'management', result: 'promise', steps: 1, at: INTERNAL_STEP } as const;
const HANDLE_AFTER = {
  ...RECORDED,
  at: { ...INTERNAL_STEP, step: 'acts-then-throws' },
  bound: true,
  reason: 'In a step the work is done, then the call for the handle throws, so a retry does the work again.',
} as const;

/** Looking at workflows and steering them. */
export const management = {
  [`${SDK}#DBOS.getWorkflowStatus`]: {
    ...RECORDED,
    returns: STATUS,
    reason:
      'As the very first durable call of a workflow it is not recorded: step number 0 is taken for none (system_database.js).',
  },
  [`${SDK}#DBOS.getResult`]: {
    ...RECORDED,
    family: 'handle',
    options: 1,
    outcome: true,
    variant: {
      keys: ['timeoutSeconds', 'deadlineEpochMS'],
      steps: 2,
      at: { ...INTERNAL_STEP, step: 'throws' },
    },
    reason: 'With a timeout it takes one more number, for the durable deadline, which a step has none to give for.',
  },
  [`${SDK}#DBOS.waitFirst`]: { ...RECORDED, family: 'handle', options: 1, returns: HANDLE, since: '4.10.0' },
  [`${SDK}#DBOS.waitAll`]: {
    ...RECORDED,
    family: 'handle',
    options: 1,
    lists: HANDLE,
    since: '4.20.0',
    reason: 'With an empty list it takes no number.',
  },
  [`${SDK}#DBOS.listWorkflows`]: { ...RECORDED, options: 0, lists: STATUS },
  [`${SDK}#DBOS.listQueuedWorkflows`]: { ...RECORDED, options: 0, lists: STATUS },
  [`${SDK}#DBOS.listWorkflowSteps`]: { ...RECORDED, options: 1 },
  [`${SDK}#DBOS.setWorkflowPriority`]: { ...RECORDED, since: '4.11.0' },
  [`${SDK}#DBOS.setWorkflowDelay`]: { ...RECORDED, options: 1, since: '4.13.0' },
  [`${SDK}#DBOS.cancelWorkflow`]: { ...RECORDED, options: 1, bound: true },
  [`${SDK}#DBOS.cancelWorkflows`]: { ...RECORDED, options: 1, since: '4.11.0' },
  [`${SDK}#DBOS.deleteWorkflow`]: { ...RECORDED, bound: true, since: '4.7.0' },
  [`${SDK}#DBOS.deleteWorkflows`]: { ...RECORDED, since: '4.11.0' },
  [`${SDK}#DBOS.resumeWorkflow`]: { ...HANDLE_AFTER, options: 1, returns: HANDLE },
  [`${SDK}#DBOS.resumeWorkflows`]: { ...HANDLE_AFTER, options: 1, since: '4.11.0' },
  [`${SDK}#DBOS.forkWorkflow`]: { ...HANDLE_AFTER, options: 2, returns: HANDLE },
  [`${SDK}#DBOS.rewindWorkflow`]: { ...HANDLE_AFTER, options: 1, returns: HANDLE, since: '5.1.0' },
} satisfies ApiTable;

const SCHEDULE = { family: 'schedule', result: 'promise', steps: 1, at: INTERNAL_STEP, since: '4.9.0' } as const;
const SCHEDULE_OUTSIDE = {
  family: 'schedule',
  result: 'promise',
  steps: 0,
  at: OUTSIDE_ONLY,
  since: '4.9.0',
  reason: 'It refuses to run anywhere in a workflow: `DBOSError`, "cannot be called from within a workflow".',
} as const;

/** Schedules. */
export const schedules = {
  [`${SDK}#DBOS.createSchedule`]: { ...SCHEDULE, options: 0, refersToKey: 'workflowFn' },
  [`${SDK}#DBOS.updateSchedule`]: { ...SCHEDULE, options: 1, since: '4.24.0' },
  [`${SDK}#DBOS.deleteSchedule`]: SCHEDULE,
  [`${SDK}#DBOS.pauseSchedule`]: SCHEDULE,
  [`${SDK}#DBOS.resumeSchedule`]: SCHEDULE,
  [`${SDK}#DBOS.getSchedule`]: { ...SCHEDULE, returns: `${SDK}#WorkflowSchedule()` },
  [`${SDK}#DBOS.listSchedules`]: { ...SCHEDULE, options: 0, lists: `${SDK}#WorkflowSchedule()` },
  [`${SDK}#DBOS.applySchedules`]: { ...SCHEDULE_OUTSIDE, options: 0, refersToKey: 'workflowFn' },
  [`${SDK}#DBOS.triggerSchedule`]: { ...SCHEDULE_OUTSIDE, returns: HANDLE },
  [`${SDK}#DBOS.backfillSchedule`]: SCHEDULE_OUTSIDE,
} satisfies ApiTable;

const VERSION = { family: 'version', result: 'promise', steps: 0, at: NOT_RECORDED, since: '4.10.0' } as const;

/** Application versions. They read no context: a replay asks the database again. */
export const versions = {
  [`${SDK}#DBOS.listApplicationVersions`]: VERSION,
  [`${SDK}#DBOS.getLatestApplicationVersion`]: VERSION,
  [`${SDK}#DBOS.setLatestApplicationVersion`]: { ...VERSION, options: 1 },
} satisfies ApiTable;

const REGISTRY = { family: 'queue', result: 'promise', steps: 0, at: NOT_RECORDED, since: '4.17.0' } as const;
const GETTER = { ...REGISTRY, bound: true } as const;
const SETTER = { ...GETTER, setsQueue: true } as const;
/** The limits for partitions and the name `globalConcurrency` came together. */
const NEWER = { since: '4.27.0' } as const;
const CACHED = {
  family: 'queue',
  result: 'value',
  steps: 0,
  at: { workflow: 'unrecorded' },
  property: true,
  reason: 'The value as it was when the object was made; another process may have changed it.',
} as const;
const FIXED = { family: 'queue', result: 'value', steps: 0, at: {}, property: true } as const;

/** Queues. They read no context: a replay asks the database again. Registered after launch, in spite of the name. */
export const queues = {
  [`${SDK}#DBOS.registerQueue`]: { ...REGISTRY, options: 1, returns: QUEUE, keeps: 0 },
  [`${SDK}#DBOS.retrieveQueue`]: { ...REGISTRY, returns: QUEUE, keeps: 0 },
  [`${SDK}#DBOS.listQueues`]: { ...REGISTRY, lists: QUEUE, since: '4.26.0' },
  [`${SDK}#DBOS.deleteQueue`]: REGISTRY,
  [`${QUEUE}.setConcurrency`]: SETTER,
  [`${QUEUE}.setGlobalConcurrency`]: { ...SETTER, ...NEWER },
  [`${QUEUE}.setWorkerConcurrency`]: SETTER,
  [`${QUEUE}.setRateLimit`]: SETTER,
  [`${QUEUE}.setPartitionConcurrency`]: { ...SETTER, ...NEWER },
  [`${QUEUE}.setPartitionWorkerConcurrency`]: { ...SETTER, ...NEWER },
  [`${QUEUE}.setPartitionRateLimit`]: { ...SETTER, ...NEWER },
  [`${QUEUE}.setMinPollingIntervalMs`]: SETTER,
  [`${QUEUE}.getConcurrency`]: GETTER,
  [`${QUEUE}.getGlobalConcurrency`]: { ...GETTER, ...NEWER },
  [`${QUEUE}.getWorkerConcurrency`]: GETTER,
  [`${QUEUE}.getRateLimit`]: GETTER,
  [`${QUEUE}.getPartitionConcurrency`]: { ...GETTER, ...NEWER },
  [`${QUEUE}.getPartitionWorkerConcurrency`]: { ...GETTER, ...NEWER },
  [`${QUEUE}.getPartitionRateLimit`]: { ...GETTER, ...NEWER },
  [`${QUEUE}.getMinPollingIntervalMs`]: GETTER,
  [`${QUEUE}.concurrency`]: CACHED,
  [`${QUEUE}.workerConcurrency`]: CACHED,
  [`${QUEUE}.rateLimit`]: CACHED,
  [`${QUEUE}.partitionConcurrency`]: { ...CACHED, since: '4.27.0' },
  [`${QUEUE}.partitionWorkerConcurrency`]: { ...CACHED, since: '4.27.0' },
  [`${QUEUE}.partitionRateLimit`]: { ...CACHED, since: '4.27.0' },
  [`${QUEUE}.minPollingIntervalMs`]: { ...CACHED, since: '4.16.0' },
  [`${QUEUE}.applicationName`]: { ...FIXED, since: '4.26.0' },
  [`${QUEUE}.name`]: { ...FIXED, kept: true },
  [`${QUEUE}.databaseBacked`]: { ...FIXED, since: '4.17.0' },
  [`${QUEUE}.clientBound`]: { ...FIXED, since: '4.17.0' },
} satisfies ApiTable;

import type { ApiTable, Verdict } from '../../vocabulary/apis.ts';
import type { Place } from '../../vocabulary/roles.ts';
import { CLIENT_HANDLE, QUEUE, SDK } from './places.ts';

const CLIENT = `${SDK}#DBOSClient()`;

/*
 * A client reads no context and takes no step number: in a workflow every replay calls it again, and a retried step or transaction does what it
 * did before. It needs no launch.
 */
type At = Readonly<Partial<Record<Place, Verdict>>>;
const READS = { workflow: 'unrecorded' } as const satisfies At;
const WRITES = { workflow: 'unrecorded', step: 'degrades', transaction: 'degrades' } as const satisfies At;

const read = { family: 'client', result: 'promise', steps: 0, at: READS, bound: true } as const;
const write = { family: 'client', result: 'promise', steps: 0, at: WRITES, bound: true } as const;
/** On the caller's own transaction, which may be the datasource's. */
const inTransaction = {
  ...write,
  at: { workflow: 'unrecorded', step: 'degrades' },
  connection: 0,
  options: 1,
  since: '4.26.0',
} as const;

/** The client for programs that are not the application, and its handles. */
export const client = {
  // Private: without `create` there is no serializer, and whatever is to be read or written throws.
  [`${SDK}#DBOSClient`]: { family: 'client', result: 'value', steps: 0, at: {}, options: 0, reason: 'Private.' },
  [`${SDK}#DBOSClient.create`]: {
    family: 'client',
    result: 'promise',
    steps: 0,
    at: READS,
    options: 0,
    returns: CLIENT,
    released: 'destroy',
  },
  [`${CLIENT}.destroy`]: read,
  [`${CLIENT}.applicationName`]: {
    family: 'client',
    result: 'value',
    steps: 0,
    at: {},
    property: true,
    since: '4.26.0',
  },
  [`${CLIENT}.serializer`]: { family: 'client', result: 'value', steps: 0, at: {}, property: true, since: '4.6.0' },

  [`${CLIENT}.enqueue`]: { ...write, options: 0, returns: CLIENT_HANDLE },
  [`${CLIENT}.enqueuePortable`]: { ...write, options: 0, returns: CLIENT_HANDLE, since: '4.9.0' },
  [`${CLIENT}.enqueueInTransaction`]: { ...inTransaction, returns: CLIENT_HANDLE },
  [`${CLIENT}.enqueuePortableInTransaction`]: { ...inTransaction, returns: CLIENT_HANDLE },
  [`${CLIENT}.enqueueDebounced`]: { ...write, options: 0, since: '4.24.0', reason: 'Internal to the debouncer.' },
  [`${CLIENT}.debounceDelayedWorkflow`]: { ...write, since: '4.24.0', reason: 'Internal to the debouncer.' },
  [`${CLIENT}.send`]: { ...write, options: 4 },
  [`${CLIENT}.sendInTransaction`]: { ...inTransaction, options: 5 },
  [`${CLIENT}.getEvent`]: { ...read, options: 2 },
  [`${CLIENT}.readStream`]: { ...read, result: 'stream', options: 2 },
  [`${CLIENT}.readStreamOffset`]: { ...read, options: 3, since: '4.27.0' },

  [`${CLIENT}.retrieveWorkflow`]: {
    ...read,
    result: 'value',
    at: {},
    returns: CLIENT_HANDLE,
    reason: 'It makes a handle without asking the database. What the handle does is not recorded.',
  },
  [`${CLIENT}.getWorkflow`]: { ...read, returns: `${SDK}#WorkflowStatus()` },
  [`${CLIENT}.listWorkflows`]: { ...read, options: 0, lists: `${SDK}#WorkflowStatus()` },
  [`${CLIENT}.listQueuedWorkflows`]: { ...read, options: 0, lists: `${SDK}#WorkflowStatus()` },
  [`${CLIENT}.listWorkflowSteps`]: { ...read, options: 1 },
  [`${CLIENT}.waitFirst`]: { ...read, options: 1, returns: CLIENT_HANDLE, since: '4.10.0' },
  [`${CLIENT}.waitAll`]: { ...read, options: 1, lists: CLIENT_HANDLE, since: '4.20.0' },
  [`${CLIENT}.cancelWorkflow`]: { ...read, options: 1 },
  [`${CLIENT}.cancelWorkflows`]: { ...read, options: 1, since: '4.11.0' },
  [`${CLIENT}.resumeWorkflow`]: { ...read, options: 1, returns: CLIENT_HANDLE },
  [`${CLIENT}.resumeWorkflows`]: { ...read, options: 1, since: '4.11.0' },
  [`${CLIENT}.deleteWorkflow`]: { ...read, since: '4.11.0' },
  [`${CLIENT}.deleteWorkflows`]: { ...read, since: '4.11.0' },
  [`${CLIENT}.setWorkflowPriority`]: { ...read, since: '4.11.0' },
  [`${CLIENT}.setWorkflowDelay`]: { ...read, options: 1, since: '4.13.0' },
  [`${CLIENT}.forkWorkflow`]: { ...write, options: 2, reason: 'It gives the ID of the fork, not a handle.' },
  [`${CLIENT}.rewindWorkflow`]: { ...write, options: 1, returns: CLIENT_HANDLE, since: '5.1.0' },

  [`${CLIENT}.registerQueue`]: { ...read, options: 1, returns: QUEUE, keeps: 0, since: '4.17.0' },
  [`${CLIENT}.retrieveQueue`]: { ...read, returns: QUEUE, keeps: 0, since: '4.17.0' },
  [`${CLIENT}.listQueues`]: { ...read, lists: QUEUE, since: '4.26.0' },
  [`${CLIENT}.deleteQueue`]: { ...read, since: '4.17.0' },

  [`${CLIENT}.createSchedule`]: { ...read, options: 0, since: '4.9.0' },
  [`${CLIENT}.updateSchedule`]: { ...read, options: 1, since: '4.24.0' },
  [`${CLIENT}.deleteSchedule`]: { ...read, since: '4.9.0' },
  [`${CLIENT}.pauseSchedule`]: { ...read, since: '4.9.0' },
  [`${CLIENT}.resumeSchedule`]: { ...read, since: '4.9.0' },
  [`${CLIENT}.getSchedule`]: { ...read, returns: `${SDK}#WorkflowSchedule()`, since: '4.9.0' },
  [`${CLIENT}.listSchedules`]: { ...read, options: 0, lists: `${SDK}#WorkflowSchedule()`, since: '4.9.0' },
  [`${CLIENT}.applySchedules`]: { ...read, options: 0, since: '4.9.0' },
  [`${CLIENT}.triggerSchedule`]: { ...write, returns: CLIENT_HANDLE, since: '4.9.0' },
  [`${CLIENT}.backfillSchedule`]: { ...write, since: '4.9.0' },

  [`${CLIENT}.listApplicationVersions`]: { ...read, since: '4.10.0' },
  [`${CLIENT}.getLatestApplicationVersion`]: { ...read, since: '4.10.0' },
  [`${CLIENT}.setLatestApplicationVersion`]: { ...read, options: 1, since: '4.10.0' },
  [`${CLIENT}.renameApplication`]: { ...read, options: 2, since: '4.26.0' },

  [`${CLIENT_HANDLE}.getResult`]: { ...read, options: 0 },
  [`${CLIENT_HANDLE}.getStatus`]: { ...read, returns: `${SDK}#WorkflowStatus()` },
  [`${CLIENT_HANDLE}.workflowID`]: { family: 'client', result: 'value', steps: 0, at: {}, property: true },

  [`${SDK}#DebouncerClient`]: { family: 'client', result: 'value', steps: 0, at: {}, options: 1 },
  [`${SDK}#DebouncerClient().debounce`]: { ...write, returns: CLIENT_HANDLE },
} satisfies ApiTable;

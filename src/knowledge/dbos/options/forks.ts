import type { ArgumentTable, OptionSpec } from '../../facts/options.ts';
import {
  CLIENT,
  DBOS,
  PARTITION_KEY,
  PRIORITY,
  QUEUE_NAME,
  STRING,
  WORKFLOW_TIMEOUT,
  spelling,
  word,
} from './checks.ts';

/** `forkWorkflow` and `rewindWorkflow`. A fork does not check where it starts. */
const FORK_STEP: OptionSpec = {
  types: ['number'],
  unit: 'count',
  checks: [
    { fails: [{ is: 'below', limit: 0 }], outcome: 'silent', says: 'must not be negative' },
    { fails: [{ is: 'not-integer' }], outcome: 'silent', says: 'must be the number of a step' },
  ],
};
const FORK: OptionSpec = {
  types: ['object'],
  shape: {
    keys: {
      newWorkflowID: { ...STRING, mark: 'workflow-id' },
      applicationVersion: STRING,
      timeoutMS: WORKFLOW_TIMEOUT,
      queueName: QUEUE_NAME,
      queuePartitionKey: PARTITION_KEY,
      replacementChildren: { types: ['object'] },
    },
    wrong: {
      workflowID: word('newWorkflowID'),
      newWorkflowId: spelling('newWorkflowID'),
      timeoutMs: spelling('timeoutMS'),
    },
  },
};
const REWIND: OptionSpec = {
  types: ['object'],
  shape: {
    keys: {
      startStep: {
        types: ['number'],
        unit: 'count',
        checks: [{ fails: [{ is: 'below', limit: 0 }], outcome: 'throws', says: 'must not be negative' }],
      },
      applicationVersion: STRING,
      queueName: QUEUE_NAME,
      queuePartitionKey: PARTITION_KEY,
    },
  },
};

export const forkArguments: ArgumentTable = {
  [`${DBOS}.forkWorkflow`]: { 1: FORK_STEP, 2: FORK },
  [`${CLIENT}.forkWorkflow`]: { 1: FORK_STEP, 2: FORK },
  [`${DBOS}.rewindWorkflow`]: { 1: REWIND },
  [`${CLIENT}.rewindWorkflow`]: { 1: REWIND },
  [`${DBOS}.setWorkflowPriority`]: { 1: PRIORITY },
  [`${CLIENT}.setWorkflowPriority`]: { 1: PRIORITY },
};

import type { ArgumentTable, OptionShape, OptionSpec, WrongKey } from '../../facts/options.ts';
import {
  ATTRIBUTES,
  DBOS,
  DEDUPLICATION,
  DELAY_SECONDS,
  DUPLICATION_POLICY,
  PARTITION_KEY,
  PRIORITY,
  QUEUE_NAME,
  REUSE_POLICY,
  SERIALIZATION,
  STRING,
  STRINGS,
  WORKFLOW_TIMEOUT,
  meaningless,
  notEmpty,
  spelling,
  word,
} from './checks.ts';
import { functionName } from './steps.ts';

/** Options of a workflow (workflow.d.ts WorkflowConfig). */
const workflow: OptionShape = {
  keys: {
    name: { ...STRING, mark: 'workflow-name', since: '4.6.0' },
    maxRecoveryAttempts: {
      types: ['number'],
      unit: 'count',
      checks: [
        { fails: [{ is: 'equal', value: 0 }], outcome: 'silent', says: 'of 0 means the default of 100' },
        { fails: [{ is: 'below', limit: 0 }], outcome: 'silent', says: 'must not be negative' },
      ],
    },
    serialization: { ...SERIALIZATION, since: '4.9.0' },
    inputSchema: { types: ['object'], mark: 'input-schema', since: '4.10.0' },
  },
  wrong: {
    serializationType: spelling('serialization'),
    maxAttempts: word('maxRecoveryAttempts'),
    maxRetries: word('maxRecoveryAttempts'),
    retriesAllowed: meaningless('is for steps; a workflow is recovered, not retried'),
    intervalSeconds: meaningless('is for steps; a workflow is recovered, not retried'),
    timeoutMS: meaningless('belongs to the start of the workflow'),
    queueName: meaningless('belongs to the start of the workflow'),
    workflowID: meaningless('belongs to the start of the workflow'),
  },
};

/** `enqueueOptions` (system_database.d.ts EnqueueOptions). */
const enqueueOptions: OptionShape = {
  keys: {
    deduplicationID: DEDUPLICATION,
    priority: PRIORITY,
    queuePartitionKey: PARTITION_KEY,
    applicationVersion: { ...STRING, since: '4.10.0' },
    delaySeconds: DELAY_SECONDS,
    applicationName: { ...STRING, since: '4.26.0' },
  },
  wrong: {
    deduplicationId: spelling('deduplicationID'),
    dedupID: word('deduplicationID'),
    partitionKey: word('queuePartitionKey'),
    delay: word('delaySeconds'),
    delayMS: word('delaySeconds', '$1 / 1000'),
    appVersion: word('applicationVersion'),
    ...Object.fromEntries(
      ['queueName', 'workflowID', 'timeoutMS', 'duplicationPolicy', 'workflowIDReusePolicy', 'workflowAttributes'].map(
        (key) => [key, meaningless('is ignored here: it belongs beside `enqueueOptions`')],
      ),
    ),
  },
};

export const START_KEYS: OptionShape['keys'] = {
  workflowID: {
    ...STRING,
    mark: 'workflow-id',
    checks: [notEmpty('silent', 'is empty, so a random ID is used')],
  },
  queueName: QUEUE_NAME,
  timeoutMS: WORKFLOW_TIMEOUT,
  authenticatedUser: { ...STRING, since: '5.0.0' },
  authenticatedRoles: { ...STRINGS, since: '5.0.0' },
  duplicationPolicy: DUPLICATION_POLICY,
  workflowIDReusePolicy: REUSE_POLICY,
  workflowAttributes: { ...ATTRIBUTES, since: '4.21.0' },
};

export const START_WRONG: Readonly<Record<string, WrongKey>> = {
  workflowId: spelling('workflowID'),
  workflowUUID: word('workflowID'),
  timeoutMs: spelling('timeoutMS'),
  timeout: word('timeoutMS'),
  timeoutSeconds: word('timeoutMS', '$1 * 1000'),
  workflowTimeoutMS: word('timeoutMS'),
  queue: word('queueName'),
  attributes: word('workflowAttributes'),
};

/** What only a queue reads, and `startWorkflow` refuses without one (dbos.js #invokeWorkflow). */
const QUEUE_ONLY = ['deduplicationID', 'priority', 'queuePartitionKey', 'delaySeconds', 'applicationName'];

/** Options of `startWorkflow` (dbos.d.ts StartWorkflowParams). */
const start: OptionShape = {
  keys: { ...START_KEYS, enqueueOptions: { types: ['object'], topic: 'enqueue', shape: enqueueOptions } },
  wrong: {
    ...START_WRONG,
    ...Object.fromEntries([...QUEUE_ONLY, 'applicationVersion'].map((key) => [key, spelling(`enqueueOptions.${key}`)])),
    appVersion: word('enqueueOptions.applicationVersion'),
  },
  relations: [
    {
      kind: 'needs',
      keys: QUEUE_ONLY.map((key) => `enqueueOptions.${key}`),
      other: 'queueName',
      ambient: `${DBOS}.withWorkflowQueue`,
      topic: 'without-queue',
      outcome: 'throws',
      says: 'is only for workflows on a queue: add `queueName`',
    },
    {
      kind: 'needs',
      keys: ['duplicationPolicy'],
      when: 'return-existing',
      other: 'queueName',
      topic: 'enqueue',
      outcome: 'throws',
      says: "`duplicationPolicy: 'return-existing'` requires a `queueName`; the queue around it does not count",
    },
    {
      kind: 'needs',
      keys: ['duplicationPolicy'],
      when: 'return-existing',
      other: 'enqueueOptions.deduplicationID',
      topic: 'enqueue',
      outcome: 'throws',
      says: "`duplicationPolicy: 'return-existing'` requires `enqueueOptions.deduplicationID`",
    },
  ],
};

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });

export const workflowArguments: ArgumentTable = {
  [`${DBOS}.registerWorkflow`]: { 1: options({ ...workflow, keys: { ...workflow.keys, ...functionName } }) },
  [`${DBOS}.workflow`]: { 0: options(workflow) },
  [`${DBOS}.className`]: { 0: { mark: 'class-name' } },
  [`${DBOS}.startWorkflow`]: { 1: options(start) },
  [`${DBOS}.withWorkflowTimeout`]: { 0: WORKFLOW_TIMEOUT },
  [`${DBOS}.withWorkflowQueue`]: { 0: QUEUE_NAME },
  [`${DBOS}.withNextWorkflowID`]: { 0: { ...STRING, mark: 'workflow-id' } },
};

import type { ArgumentTable, OptionShape, OptionSpec } from '../../facts/options.ts';
import {
  ATTRIBUTES,
  CLIENT,
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
  spelling,
  twin,
  word,
} from './checks.ts';

/** Options by which a workflow is enqueued by its name (enqueue_options.d.ts EnqueueWorkflowOptions). */
const byName: OptionShape = {
  keys: {
    queueName: { ...QUEUE_NAME, required: 'silent' },
    workflowName: { ...STRING, required: 'silent', mark: 'started-name' },
    workflowClassName: { ...STRING, mark: 'started-class' },
    workflowConfigName: STRING,
    workflowID: {
      ...STRING,
      mark: 'workflow-id',
      checks: [{ fails: [{ is: 'blank' }], outcome: 'throws', says: 'must not be blank' }],
    },
    workflowIDReusePolicy: REUSE_POLICY,
    appVersion: STRING,
    workflowTimeoutMS: WORKFLOW_TIMEOUT,
    deduplicationID: DEDUPLICATION,
    serializationType: { ...SERIALIZATION, since: '4.9.0' },
    priority: PRIORITY,
    queuePartitionKey: PARTITION_KEY,
    delaySeconds: DELAY_SECONDS,
    attributes: { ...ATTRIBUTES, since: '4.21.0' },
    authenticatedUser: { ...STRING, since: '4.26.0' },
    authenticatedRoles: { ...STRINGS, since: '4.26.0' },
    applicationName: { ...STRING, since: '4.26.0' },
  },
  wrong: {
    timeoutMS: spelling('workflowTimeoutMS'),
    timeoutMs: spelling('workflowTimeoutMS'),
    workflowTimeoutMs: spelling('workflowTimeoutMS'),
    applicationVersion: spelling('appVersion'),
    workflowAttributes: spelling('attributes'),
    serialization: spelling('serializationType'),
    workflowId: spelling('workflowID'),
    deduplicationId: spelling('deduplicationID'),
    partitionKey: word('queuePartitionKey'),
    queue: word('queueName'),
    className: word('workflowClassName'),
    enqueueOptions: { meant: '..', safety: 'fix', says: 'is not an option here: its keys stand beside the others' },
    workflowFn: twin('workflowName', 'is not an option here: give the name of the workflow as `workflowName`'),
    workflow: twin('workflowName', 'is not an option here: give the name of the workflow as `workflowName`'),
  },
};

/** What the type of the application's own method asks for, a client learns from the engine. */
const clientKeys: OptionShape['keys'] = {
  ...byName.keys,
  ...Object.fromEntries(
    ['queueName', 'workflowName', 'workflowID'].map((key) => [key, { ...byName.keys[key], topic: 'client' as const }]),
  ),
};

const clientEnqueue: OptionShape = {
  ...byName,
  keys: { ...clientKeys, duplicationPolicy: { ...DUPLICATION_POLICY, topic: 'client' } },
  relations: [
    {
      kind: 'needs',
      topic: 'client',
      keys: ['duplicationPolicy'],
      when: 'return-existing',
      other: 'deduplicationID',
      outcome: 'throws',
      says: "`duplicationPolicy: 'return-existing'` requires `deduplicationID`",
    },
  ],
};

const clientEnqueueInTransaction: OptionShape = {
  ...byName,
  keys: {
    ...clientKeys,
    duplicationPolicy: {
      ...DUPLICATION_POLICY,
      topic: 'client',
      checks: [
        {
          fails: [{ is: 'equal', value: 'return-existing' }],
          outcome: 'throws',
          says: 'is not possible in a transaction of the caller',
        },
      ],
    },
  },
};

const ownEnqueue: OptionShape = {
  ...byName,
  wrong: { ...byName.wrong, duplicationPolicy: meaningless('is not an option here, and is ignored') },
};

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });

export const enqueueArguments: ArgumentTable = {
  [`${DBOS}.enqueueWorkflowWithOptions`]: { 0: options(ownEnqueue) },
  [`${DBOS}.enqueueWorkflowWithOptionsPortable`]: { 0: options(ownEnqueue) },
  [`${CLIENT}.enqueue`]: { 0: options(clientEnqueue) },
  [`${CLIENT}.enqueuePortable`]: { 0: options(clientEnqueue) },
  [`${CLIENT}.enqueueInTransaction`]: { 1: options(clientEnqueueInTransaction) },
  [`${CLIENT}.enqueuePortableInTransaction`]: { 1: options(clientEnqueueInTransaction) },
};

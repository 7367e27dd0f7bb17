import type { ArgumentTable, OptionShape, OptionSpec, WrongKey } from '../../facts.ts';
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
  SDK,
  SERIALIZATION,
  STRING,
  STRINGS,
  WORKFLOW_TIMEOUT,
  above0,
  finite,
  looksLikeSeconds,
  meaningless,
  notEmpty,
  spelling,
  word,
} from './checks.ts';
import { functionName } from './steps.ts';

/** Options of a workflow (workflow.d.ts WorkflowConfig). */
const workflow: OptionShape = {
  keys: {
    name: { ...STRING, since: '4.6.0' },
    maxRecoveryAttempts: {
      types: ['number'],
      unit: 'count',
      checks: [
        { fails: [{ is: 'equal', value: 0 }], outcome: 'silent', says: 'of 0 means the default of 100' },
        { fails: [{ is: 'below', limit: 0 }], outcome: 'silent', says: 'must not be negative' },
      ],
    },
    serialization: { ...SERIALIZATION, since: '4.9.0' },
    inputSchema: { types: ['object'], since: '4.10.0' },
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
  },
};

const START_KEYS: OptionShape['keys'] = {
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

const START_WRONG: Readonly<Record<string, WrongKey>> = {
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
  keys: { ...START_KEYS, enqueueOptions: { types: ['object'], shape: enqueueOptions } },
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
      outcome: 'throws',
      says: 'is only for workflows on a queue: add `queueName`',
    },
    {
      kind: 'needs',
      keys: ['duplicationPolicy'],
      when: 'return-existing',
      other: 'queueName',
      outcome: 'throws',
      says: "`duplicationPolicy: 'return-existing'` requires a `queueName`; the queue around it does not count",
    },
    {
      kind: 'needs',
      keys: ['duplicationPolicy'],
      when: 'return-existing',
      other: 'enqueueOptions.deduplicationID',
      outcome: 'throws',
      says: "`duplicationPolicy: 'return-existing'` requires `enqueueOptions.deduplicationID`",
    },
  ],
};

/** Options by which a workflow is enqueued by its name (enqueue_options.d.ts EnqueueWorkflowOptions). */
const byName: OptionShape = {
  keys: {
    queueName: { ...QUEUE_NAME, required: 'silent' },
    workflowName: { ...STRING, required: 'silent' },
    workflowClassName: STRING,
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
    workflowFn: meaningless('is not an option here: give the name of the workflow as `workflowName`'),
    workflow: meaningless('is not an option here: give the name of the workflow as `workflowName`'),
  },
};

const clientEnqueue: OptionShape = {
  ...byName,
  keys: { ...byName.keys, duplicationPolicy: DUPLICATION_POLICY },
  relations: [
    {
      kind: 'needs',
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
    ...byName.keys,
    duplicationPolicy: {
      ...DUPLICATION_POLICY,
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

/** The engine throws for each of these (debouncer.js rejectConflictingOptions). */
const DEBOUNCED_REFUSALS: Readonly<Record<string, string>> = {
  deduplicationID: 'may not be set: the debounce key is the deduplication ID',
  delaySeconds: 'may not be set: the debounce period is the delay',
  priority: 'may not be set: a debounced workflow has no priority',
  queuePartitionKey: 'may not be set: a debounced workflow has no partition',
};
const refused = (says: string): WrongKey => ({ safety: 'fix', outcome: 'throws', says });

const debouncedStart = (applicationName: 'allowed' | 'refused'): OptionShape => ({
  keys: {
    ...START_KEYS,
    duplicationPolicy: {
      types: ['string'],
      checks: [
        {
          fails: [{ is: 'equal', value: 'return-existing' }],
          outcome: 'throws',
          says: 'may not be set: a debounce decides on duplicates',
        },
      ],
    },
    workflowIDReusePolicy: {
      types: ['string'],
      checks: [
        {
          fails: [{ is: 'equal', value: 'reject' }],
          outcome: 'throws',
          says: 'may not be set: a debounce decides how its workflow is started',
        },
      ],
    },
    enqueueOptions: {
      types: ['object'],
      shape: {
        keys: { applicationVersion: STRING, ...(applicationName === 'allowed' && { applicationName: STRING }) },
        wrong: {
          ...Object.fromEntries(Object.entries(DEBOUNCED_REFUSALS).map(([key, says]) => [key, refused(says)])),
          ...(applicationName === 'refused' && {
            applicationName: refused('may not be set: give it to the debouncer itself'),
          }),
        },
      },
    },
  },
  wrong: START_WRONG,
});

const DEBOUNCE_TIMEOUT: OptionSpec = {
  types: ['number'],
  unit: 'ms',
  checks: [
    { fails: [{ is: 'equal', value: 0 }], outcome: 'silent', says: 'of 0 is no limit' },
    { fails: [{ is: 'below', limit: 0 }], outcome: 'silent', says: 'must not be negative' },
    looksLikeSeconds(1000),
  ],
};

const DEBOUNCE: Readonly<Record<number, OptionSpec>> = {
  0: {
    types: ['string'],
    checks: [
      {
        fails: [{ is: 'of-type', types: ['number'] }],
        outcome: 'silent',
        says: 'The key comes first, then the period',
      },
    ],
  },
  1: {
    types: ['number'],
    unit: 'ms',
    checks: [
      {
        fails: [{ is: 'not-of-type', types: ['number'] }],
        outcome: 'silent',
        says: 'must be a number of milliseconds',
      },
      above0('throws'),
      finite('throws'),
      looksLikeSeconds(1000),
    ],
  },
};

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

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });

export const workflowArguments: ArgumentTable = {
  [`${DBOS}.registerWorkflow`]: { 1: options({ ...workflow, keys: { ...workflow.keys, ...functionName } }) },
  [`${DBOS}.workflow`]: { 0: options(workflow) },
  [`${DBOS}.startWorkflow`]: { 1: options(start) },
  [`${DBOS}.enqueueWorkflowWithOptions`]: { 0: options(ownEnqueue) },
  [`${DBOS}.enqueueWorkflowWithOptionsPortable`]: { 0: options(ownEnqueue) },
  [`${CLIENT}.enqueue`]: { 0: options(clientEnqueue) },
  [`${CLIENT}.enqueuePortable`]: { 0: options(clientEnqueue) },
  [`${CLIENT}.enqueueInTransaction`]: { 1: options(clientEnqueueInTransaction) },
  [`${CLIENT}.enqueuePortableInTransaction`]: { 1: options(clientEnqueueInTransaction) },
  [`${SDK}#Debouncer`]: {
    0: options({
      keys: {
        workflow: { types: ['function'], required: 'throws' },
        startWorkflowParams: options(debouncedStart('refused')),
        debounceTimeoutMs: DEBOUNCE_TIMEOUT,
        applicationName: { ...STRING, since: '4.26.0' },
      },
      wrong: { debounceTimeoutMS: spelling('debounceTimeoutMs') },
    }),
  },
  [`${SDK}#DebouncerClient`]: {
    1: options({
      keys: {
        workflowName: { ...STRING, required: 'silent' },
        workflowClassName: STRING,
        startWorkflowParams: options(debouncedStart('allowed')),
        debounceTimeoutMs: DEBOUNCE_TIMEOUT,
        serializationType: SERIALIZATION,
        applicationName: { ...STRING, since: '4.26.0' },
      },
      wrong: {
        debounceTimeoutMS: spelling('debounceTimeoutMs'),
        workflow: meaningless('is not an option here: give the name of the workflow as `workflowName`'),
      },
    }),
  },
  [`${SDK}#Debouncer().debounce`]: DEBOUNCE,
  [`${SDK}#DebouncerClient().debounce`]: DEBOUNCE,
  [`${DBOS}.forkWorkflow`]: { 1: FORK_STEP, 2: FORK },
  [`${CLIENT}.forkWorkflow`]: { 1: FORK_STEP, 2: FORK },
  [`${DBOS}.rewindWorkflow`]: { 1: REWIND },
  [`${CLIENT}.rewindWorkflow`]: { 1: REWIND },
  [`${DBOS}.setWorkflowPriority`]: { 1: PRIORITY },
  [`${CLIENT}.setWorkflowPriority`]: { 1: PRIORITY },
  [`${DBOS}.withWorkflowTimeout`]: { 0: WORKFLOW_TIMEOUT },
  [`${DBOS}.withWorkflowQueue`]: { 0: QUEUE_NAME },
  [`${DBOS}.withNextWorkflowID`]: { 0: { ...STRING, mark: 'workflow-id' } },
};

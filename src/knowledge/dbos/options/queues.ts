import type { ArgumentTable, OptionRelation, OptionShape, OptionSpec, ValueCheck } from '../../facts/options.ts';
import { CLIENT, DBOS, OWN_QUEUES, SDK, STRING, above0, looksLikeSeconds, oneOf, spelling, word } from './checks.ts';

const QUEUE = `${SDK}#WorkflowQueue()`;

/** Not checked by the engine: the queue dispatches nothing. */
const NEVER: ValueCheck = above0('silent', 'of less than 1 never dispatches anything');
const AT_LEAST_1: ValueCheck = { fails: [{ is: 'below', limit: 1 }], outcome: 'throws', says: 'must be at least 1' };

const LIMIT: OptionSpec = { types: ['number', 'undefined'], unit: 'count', checks: [NEVER] };
const PARTITION_LIMIT: OptionSpec = {
  types: ['number', 'undefined'],
  unit: 'count',
  mark: 'partitions',
  since: '4.27.0',
  checks: [AT_LEAST_1],
};

/** A limit on the rate (wfqueue.d.ts QueueRateLimit). Both fields are required; 0 is not refused, and lets nothing through. */
const RATE: OptionSpec = {
  types: ['object', 'undefined'],
  shape: {
    keys: {
      limitPerPeriod: { types: ['number'], unit: 'count', required: 'throws', checks: [NEVER] },
      periodSec: {
        types: ['number'],
        unit: 's',
        required: 'throws',
        checks: [above0('silent', 'of 0 or less makes no period')],
      },
    },
    wrong: {
      limit: spelling('limitPerPeriod'),
      period: spelling('periodSec'),
      periodSeconds: spelling('periodSec'),
      periodMS: word('periodSec', '$1 / 1000'),
    },
  },
};

const POLLING: OptionSpec = {
  types: ['number'],
  unit: 'ms',
  since: '4.16.0',
  checks: [above0('throws'), looksLikeSeconds(10)],
};

const atMost = (key: string, ...bounds: readonly string[]): OptionRelation => ({
  kind: 'at-most',
  key,
  bounds,
  outcome: 'throws',
  says: `\`${key}\` must not be greater than ${bounds.map((bound) => `\`${bound}\``).join(' or ')}`,
});

/** Parameters of a queue (wfqueue.js validateQueueParams). `partitionQueue` and `priorityEnabled` are in the table of removed parts. */
const parameters: OptionShape = {
  keys: {
    globalConcurrency: { ...LIMIT, since: '4.27.0' },
    concurrency: LIMIT,
    workerConcurrency: LIMIT,
    rateLimit: RATE,
    partitionConcurrency: PARTITION_LIMIT,
    partitionWorkerConcurrency: PARTITION_LIMIT,
    partitionRateLimit: { ...RATE, mark: 'partitions', since: '4.27.0' },
    minPollingIntervalMs: POLLING,
    priorityEnabled: { types: ['boolean'], until: '5.0.0' },
    partitionQueue: { types: ['boolean'], mark: 'partitions', since: '4.2.0', until: '5.0.0' },
  },
  wrong: {
    limitPerPeriod: word('rateLimit.limitPerPeriod'),
    periodSec: word('rateLimit.periodSec'),
    maxConcurrency: word('globalConcurrency'),
    minPollingIntervalMS: spelling('minPollingIntervalMs'),
    limiter: word('rateLimit'),
  },
  relations: [
    {
      kind: 'excludes',
      keys: ['concurrency', 'globalConcurrency'],
      outcome: 'throws',
      says: '`concurrency` is the old name of `globalConcurrency`: only one of them may be set',
    },
    atMost('workerConcurrency', 'globalConcurrency', 'concurrency'),
    atMost('partitionConcurrency', 'globalConcurrency', 'concurrency'),
    atMost(
      'partitionWorkerConcurrency',
      'partitionConcurrency',
      'workerConcurrency',
      'globalConcurrency',
      'concurrency',
    ),
  ],
};

const queue: OptionShape = {
  ...parameters,
  keys: {
    ...parameters.keys,
    onConflict: {
      mark: 'conflict',
      types: ['string'],
      checks: [
        oneOf(
          ['update_if_latest_version', 'always_update', 'never_update'],
          'silent',
          'is not a way to resolve a conflict, and means `update_if_latest_version`',
        ),
      ],
    },
  },
};

const clientQueue: OptionShape = {
  ...queue,
  keys: {
    ...queue.keys,
    applicationName: { ...STRING, since: '4.26.0' },
    onConflict: {
      mark: 'conflict',
      types: ['string'],
      topic: 'client',
      checks: [
        {
          fails: [{ is: 'equal', value: 'update_if_latest_version' }],
          outcome: 'throws',
          says: 'is not possible from a client, which has no application version',
          instead: "'always_update'",
          safety: 'fix',
        },
        oneOf(
          ['always_update', 'never_update'],
          'silent',
          'is not a way to resolve a conflict, and means `never_update`',
        ),
      ],
    },
  },
};

const NAME: OptionSpec = {
  types: ['string'],
  mark: 'queue-name',
  checks: [
    {
      fails: [{ is: 'starts-with', prefix: OWN_QUEUES }],
      outcome: 'throws',
      says: `is reserved: names that start with \`${OWN_QUEUES}\` belong to the engine`,
    },
    { fails: [{ is: 'empty' }], outcome: 'silent', says: 'is empty, and such a queue cannot be enqueued to' },
  ],
};

const one = (spec: OptionSpec) => ({ 0: spec });

export const queueArguments: ArgumentTable = {
  [`${DBOS}.registerQueue`]: { 0: NAME, 1: { types: ['object'], shape: queue } },
  [`${CLIENT}.registerQueue`]: { 0: NAME, 1: { types: ['object'], shape: clientQueue } },
  // The class checks the limits since 4.17; before, the smaller one counts without a word.
  [`${SDK}#WorkflowQueue`]: {
    0: NAME,
    1: { types: ['object', 'number', 'undefined'], unit: 'count', checks: [NEVER], shape: parameters },
    2: RATE,
  },
  [`${QUEUE}.setConcurrency`]: one(LIMIT),
  [`${QUEUE}.setGlobalConcurrency`]: one(LIMIT),
  [`${QUEUE}.setWorkerConcurrency`]: one(LIMIT),
  [`${QUEUE}.setRateLimit`]: one(RATE),
  [`${QUEUE}.setPartitionConcurrency`]: one(PARTITION_LIMIT),
  [`${QUEUE}.setPartitionWorkerConcurrency`]: one(PARTITION_LIMIT),
  [`${QUEUE}.setPartitionRateLimit`]: one({ ...RATE, mark: 'partitions' }),
  [`${QUEUE}.setMinPollingIntervalMs`]: one(POLLING),
};

import { DBOS, DBOSClient, Debouncer, DebouncerClient } from '@dbos-inc/dbos-sdk';
import { translateDbosConfig } from '@dbos-inc/dbos-sdk/internal/config';
import * as waits from '@dbos-inc/dbos-sdk/internal/dbos';
import { buildEnqueueStatus } from '@dbos-inc/dbos-sdk/internal/enqueue_options';
import { DBOSJSON } from '@dbos-inc/dbos-sdk/internal/serialization';
import { validateStepConfig } from '@dbos-inc/dbos-sdk/internal/step';
import { WorkflowQueue } from '@dbos-inc/dbos-sdk/internal/wfqueue';
import { validateWorkflowAttributes } from '@dbos-inc/dbos-sdk/internal/workflow';
import { describe, expect, it } from 'vitest';

import { apis } from '../../src/knowledge/dbos/apis.ts';
import { argumentTable } from '../../src/knowledge/dbos/options.ts';
import type { OptionRelation, OptionSpec } from '../../src/knowledge/facts/options.ts';
import { keysOf } from './declarations.ts';
import { refuses } from './option-values.ts';
import { SDK, client } from './sdk.ts';

const OF = `${SDK}#DBOS.`;
const argument = (name: string, position: number): OptionSpec => argumentTable[name]?.[position] ?? {};

/** Numbers at the edges of every range that the tables know. */
const NUMBERS = [-1, -0.5, 0, 0.5, 0.9, 1, 2, 5, 60, 99, 1000, 4000, 2_147_483_647, 2_147_483_648, Infinity, NaN];

type Call = (...values: readonly never[]) => unknown;

/** What the engine refuses without a database, and the option that the table has for it. */
const guards: readonly (readonly [label: string, spec: OptionSpec, values: readonly unknown[], call: Call])[] = [
  [
    'a step',
    argument(`${OF}runStep`, 1),
    [
      ...NUMBERS.map((timeoutMS) => ({ timeoutMS })),
      ...NUMBERS.map((maxAttempts) => ({ maxAttempts, retriesAllowed: true })),
      ...NUMBERS.map((intervalSeconds) => ({ intervalSeconds })),
      ...NUMBERS.map((backoffRate) => ({ backoffRate })),
    ],
    (value) => validateStepConfig(value, 's'),
  ],
  [
    'the name of a queue',
    argument(`${OF}registerQueue`, 0),
    ['q', '_dbos_q', '_dbos', ''],
    (value) => {
      WorkflowQueue.validateQueueRegistration(value, {});
    },
  ],
  [
    'a queue',
    argument(`${OF}registerQueue`, 1),
    [
      ...[
        'globalConcurrency',
        'concurrency',
        'workerConcurrency',
        'partitionConcurrency',
        'partitionWorkerConcurrency',
      ].flatMap((key) => [-1, 0, 1, 2].map((limit) => ({ [key]: limit }))),
      ...[
        'globalConcurrency',
        'concurrency',
        'workerConcurrency',
        'partitionConcurrency',
        'partitionWorkerConcurrency',
      ].flatMap((first, _at, keys) =>
        keys.flatMap((second) => [
          { [first]: 1, [second]: 2 },
          { [first]: 2, [second]: 2 },
        ]),
      ),
      ...['rateLimit', 'partitionRateLimit'].flatMap((key) => [
        { [key]: {} },
        { [key]: { limitPerPeriod: 1 } },
        { [key]: { periodSec: 1 } },
        { [key]: { limitPerPeriod: 0, periodSec: 0 } },
      ]),
      ...[-1, 0, 0.5, 10].map((minPollingIntervalMs) => ({ minPollingIntervalMs })),
    ],
    (value) => {
      WorkflowQueue.validateQueueRegistration('q', value);
    },
  ],
  [
    'a wait',
    argument(`${OF}recv`, 1),
    [...NUMBERS, ...NUMBERS.flatMap((n) => [{ pollingIntervalMs: n }, { timeoutSeconds: n }])],
    (value) => [waits.resolveTimeoutSeconds(value), waits.resolvePollingIntervalMs(value)],
  ],
  [
    'the wait of a handle',
    argument(`${SDK}#WorkflowHandle().getResult`, 0),
    NUMBERS.map((pollingIntervalMs) => ({ pollingIntervalMs })),
    (value) => waits.resolvePollingIntervalMs(value),
  ],
  [
    'the reading of a stream',
    argument(`${OF}readStream`, 2),
    NUMBERS.flatMap((n) => [{ pollingIntervalMs: n }, { timeoutSeconds: n }, { offset: n }]),
    (value) => [
      waits.resolveStreamOffset(value),
      waits.resolveStreamPollingIntervalMs(value),
      waits.resolveStreamTimeoutMS(value),
    ],
  ],
  [
    'a delay',
    argument(`${OF}setWorkflowDelay`, 1),
    [
      ...NUMBERS.slice(0, 12),
      {},
      ...NUMBERS.slice(0, 12).flatMap((n) => [{ delaySeconds: n }, { delayUntilEpochMS: n }]),
    ],
    (value) => waits.resolveDelayEpochMS(value),
  ],
  ['a sleep', argument(`${OF}sleep`, 0), [-5, 0, 1, NaN, Infinity, '10', null], (value) => DBOS.sleep(value)],
  [
    'an enqueueing by name',
    { ...argument(`${SDK}#DBOSClient().enqueue`, 0) },
    [
      ...NUMBERS.filter((n) => Number.isInteger(n)).map((priority) => ({ priority })),
      ...['w', '', ' '].map((workflowID) => ({ workflowID })),
      ...[{}, { a: 1 }, [], 'x', 1].map((attributes) => ({ attributes })),
      ...NUMBERS.slice(0, 9).flatMap((n) => [{ delaySeconds: n }, { workflowTimeoutMS: n }]),
    ].map((options) => ({ queueName: 'q', workflowName: 'w', ...options })),
    (value) => buildEnqueueStatus(value, DBOSJSON, []),
  ],
  [
    'the attributes of a start',
    argument(`${OF}startWorkflow`, 1).shape?.keys['workflowAttributes'] ?? {},
    [{}, { a: 1 }, [], 'x', 1, true],
    (value) => validateWorkflowAttributes(value),
  ],
  [
    'the configuration',
    argument(`${OF}setConfig`, 0),
    NUMBERS.flatMap((n) => [{ maxConcurrentQueueDispatches: n }, { notificationCoalesceMs: n }]).map((options) => ({
      name: 'app',
      ...options,
    })),
    (value) => translateDbosConfig(value),
  ],
  [
    'the making of a client',
    argument(`${SDK}#DBOSClient.create`, 0),
    [{}, 'postgres://u@h/d', { systemDatabaseUrl: 'postgres://u@h/d' }],
    (value) => DBOSClient.create(value),
  ],
  [
    'the end',
    argument(`${OF}shutdown`, 0),
    [-1, 0, 5, 2_147_483_647, 2_147_483_648, NaN].map((n) => ({ workflowCompletionTimeoutMS: n })),
    (value) => DBOS.shutdown(value),
  ],
];

describe('the engine and the table refuse the same', () => {
  it.each(guards)('options of %s', async (_label, spec, values, call) => {
    const different: string[] = [];
    for (const value of values) {
      const byTable = refuses(spec, value);
      const byEngine = await throws(() => Reflect.apply(call, undefined, [value]));
      if (byTable !== byEngine) different.push(`${text(value)}: table ${byTable}, engine ${byEngine}`);
    }
    expect(values.length).toBeGreaterThan(2);
    expect(different).toEqual([]);
  });

  it.each([
    { enqueueOptions: { deduplicationID: 'd' } },
    { enqueueOptions: { priority: 1 } },
    { enqueueOptions: { queuePartitionKey: 'p' } },
    { enqueueOptions: { delaySeconds: 1 } },
    { duplicationPolicy: 'return-existing' as const },
    { workflowIDReusePolicy: 'reject' as const },
  ])('a debounced start with %j', async (startWorkflowParams) => {
    expect(refuses(argument(`${SDK}#DebouncerClient`, 1), { workflowName: 'w', startWorkflowParams })).toBe(true);
    const debouncer = new DebouncerClient(client, { workflowName: 'w', startWorkflowParams });
    await expect(debouncer.debounce('k', 1000)).rejects.toThrow('Cannot debounce a workflow');
  });

  it.each([-1, 0])('a debounce period of %d', async (period) => {
    expect(refuses(argument(`${SDK}#Debouncer().debounce`, 1), period)).toBe(true);
    // eslint-disable-next-line durable/valid-debouncer -- the period is refused before the workflow is looked at
    const debouncer = new Debouncer({ workflow: async () => {} });
    await expect(debouncer.debounce('k', period)).rejects.toThrow('debouncePeriodMs must be positive');
  });

  it('a client that would update by version', async () => {
    // eslint-disable-next-line durable/valid-client-options -- this is what is tested
    const options = { onConflict: 'update_if_latest_version' } as const;
    expect(refuses(argument(`${SDK}#DBOSClient().registerQueue`, 1), options)).toBe(true);
    await expect(client.registerQueue('q', options)).rejects.toThrow('does not support onConflict');
  });

  it('a configuration without a name', async () => {
    expect([refuses(argument(`${OF}setConfig`, 0), {}), refuses(argument(`${OF}setConfig`, 0), { name: '' })]).toEqual([
      true,
      true,
    ]);
    DBOS.setConfig({ name: '' });
    await expect(DBOS.launch()).rejects.toThrow('No application name was provided');
  });
});

/** The declarations of the SDK, and the options that the table has for them. Keys that are left out, with the reason. */
const declared: readonly (readonly [file: string, type: string, spec: OptionSpec])[] = [
  ['step', 'StepConfig', argument(`${OF}runStep`, 1)],
  ['step', 'StepConfig', argument(`${OF}step`, 0)],
  ['workflow', 'WorkflowConfig', argument(`${OF}workflow`, 0)],
  ['dbos', 'StartWorkflowParams', argument(`${OF}startWorkflow`, 1)],
  ['system_database', 'EnqueueOptions', argument(`${OF}startWorkflow`, 1).shape?.keys['enqueueOptions'] ?? {}],
  ['enqueue_options', 'EnqueueWorkflowOptions', argument(`${OF}enqueueWorkflowWithOptions`, 0)],
  ['client', 'ClientEnqueueOptions', argument(`${SDK}#DBOSClient().enqueue`, 0)],
  ['wfqueue', 'RegisterQueueOptions', argument(`${OF}registerQueue`, 1)],
  ['wfqueue', 'QueueRateLimit', argument(`${SDK}#WorkflowQueue().setRateLimit`, 0)],
  ['dbos-executor', 'DBOSConfig', argument(`${OF}setConfig`, 0)],
  ['dbos', 'DBOSLaunchOptions', argument(`${OF}launch`, 0)],
  ['workflow', 'GetWorkflowsInput', argument(`${OF}listWorkflows`, 0)],
  ['workflow', 'ListWorkflowStepsOptions', argument(`${OF}listWorkflowSteps`, 1)],
  ['dbos', 'RecvOptions', argument(`${OF}recv`, 1)],
  ['dbos', 'GetEventOptions', argument(`${OF}getEvent`, 2)],
  ['dbos', 'GetResultOptions', argument(`${OF}getResult`, 1)],
  ['dbos', 'PollingOptions', argument(`${OF}waitFirst`, 1)],
  ['dbos', 'ReadStreamOptions', argument(`${OF}readStream`, 2)],
  ['dbos', 'SetWorkflowDelayOptions', argument(`${OF}setWorkflowDelay`, 1)],
  ['dbos', 'CancelWorkflowsOptions', argument(`${OF}cancelWorkflow`, 1)],
  ['dbos', 'SendOptions', argument(`${OF}send`, 4)],
  ['dbos', 'SetEventOptions', argument(`${OF}setEvent`, 2)],
  ['dbos', 'WriteStreamOptions', argument(`${OF}writeStream`, 2)],
  ['debouncer', 'DebouncerConfig', argument(`${SDK}#Debouncer`, 0)],
  ['debouncer', 'DebouncerClientConfig', argument(`${SDK}#DebouncerClient`, 1)],
  ['scheduler/scheduler', 'ScheduleOptions', argument(`${OF}createSchedule`, 0).shape?.keys['options'] ?? {}],
];

describe('the declarations and the table', () => {
  it.each(declared)('%s: %s has the same keys', (file, type, spec) => {
    const present = Object.entries(spec.shape?.keys ?? {}).filter(([, key]) => key.until === undefined);
    expect(present.map(([key]) => key).sort()).toEqual([...keysOf(file, type)].sort());
  });

  it.each(Object.entries(argumentTable))('%s is a call that has a row', (name) => {
    expect(apis[name]).toBeDefined();
  });

  it('put the options where the rows have them', () => {
    const wrong = Object.entries(argumentTable).flatMap(([name, specs]) =>
      Object.entries(specs).flatMap(([position, spec]) =>
        spec.shape !== undefined &&
        apis[name]?.options !== Number(position) &&
        // A limit on the rate is an argument by itself.
        spec.shape.keys['limitPerPeriod'] === undefined
          ? [`${name} ${position}`]
          : [],
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('every shape', () => {
  const shapes = Object.entries(argumentTable).flatMap(([name, specs]) =>
    Object.values(specs).map((spec) => [name, spec] as const),
  );

  it('calls no key wrong that it has', () => {
    const both = shapes.flatMap(([name, spec]) =>
      Object.keys(spec.shape?.wrong ?? {})
        .filter((key) => spec.shape?.keys[key] !== undefined)
        .map((key) => `${name} ${key}`),
    );
    expect(both).toEqual([]);
  });

  it('means keys that it has', () => {
    const unknown = shapes.flatMap(([name, spec]) =>
      Object.values(spec.shape?.wrong ?? {}).flatMap(({ meant }) =>
        meant === undefined || meant === '..' || keyAt(spec, meant) !== undefined ? [] : [`${name} ${meant}`],
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('relates keys that it has', () => {
    const unknown = shapes.flatMap(([name, spec]) =>
      (spec.shape?.relations ?? [])
        .flatMap(keysIn)
        .flatMap((key) => (keyAt(spec, key) === undefined ? [`${name} ${key}`] : [])),
    );
    expect(unknown).toEqual([]);
  });
});

function keyAt(spec: OptionSpec, dotted: string): OptionSpec | undefined {
  return dotted.split('.').reduce<OptionSpec | undefined>((at, key) => at?.shape?.keys[key], spec);
}

function keysIn(relation: OptionRelation): readonly string[] {
  switch (relation.kind) {
    case 'needs':
      return [...relation.keys, relation.other];
    case 'at-most':
      return [relation.key, ...relation.bounds];
    case 'excludes':
    case 'some-of':
      return relation.keys;
  }
}

async function throws(call: () => unknown): Promise<boolean> {
  try {
    await call();
    return false;
  } catch {
    return true;
  }
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'number' ? String(inner) : inner));
}

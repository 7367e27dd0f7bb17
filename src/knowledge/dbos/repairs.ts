import type { Engine, ReplacementSpec } from '../vocabulary/engine.ts';

const NOW = { code: '$E.now()', awaited: true, steps: 1 } as const;

/** `crypto.randomUUID()` and the engine's own both give a random UUID, version 4. The type differs: `string`, not Node's template type. */
const UUID: ReplacementSpec = { code: '$E.randomUUID()', awaited: true, loses: 'UUID', steps: 1, safety: 'fix' };

/** The engine's sleep takes milliseconds, as timers do. It throws for what is no finite number. */
const SLEEP: readonly ReplacementSpec[] = [
  { code: '$E.sleep($1)', awaited: true, arguments: 1, steps: 1, safety: 'fix' },
  { code: '$E.sleep(0)', awaited: true, arguments: 0, steps: 1, safety: 'fix' },
];

/** Packages with a timer as a promise. A second argument gives it a value or a signal, which the engine's sleep does not take. */
const PACKAGE_SLEEP: readonly ReplacementSpec[] = [
  { code: '$E.sleep($1)', awaited: true, arguments: 1, steps: 1, safety: 'suggest' },
];

/** Differences between two readings stay right; the reading itself counts from another moment. */
const STOPWATCH: readonly ReplacementSpec[] = [{ ...NOW, arguments: 0, safety: 'suggest' }];

/** Nanoseconds from milliseconds. */
const NANOSECONDS: readonly ReplacementSpec[] = [
  { ...NOW, around: '(BigInt(%) * 1_000_000n)', arguments: 0, safety: 'suggest' },
];

/** An identifier with methods: its text is recorded, and it is made of that. */
const OBJECT_ID: readonly ReplacementSpec[] = [
  {
    code: '$E.runStep(async () => new $C().toHexString(), { name: $N })',
    stepName: 'objectId',
    awaited: true,
    around: 'new $C(%)',
    undoneBy: ['toHexString', 'toString', 'toJSON'],
    arguments: 0,
    form: 'new',
    steps: 1,
    safety: 'suggest',
  },
];

/**
 * What to call instead of a clock, a source of randomness or a timer. Whatever is not here, or not in this form, is made safe by running it as a
 * step.
 */
export const replacements: Engine['replacements'] = {
  'global#Date.now': [{ ...NOW, safety: 'fix' }],
  'global#Date': [
    // With an argument `new Date(x)` converts; without, it reads the clock.
    { ...NOW, around: 'new Date(%)', undoneBy: ['getTime', 'valueOf'], arguments: 0, form: 'new', safety: 'fix' },
    // Called without `new` it ignores its arguments, and gives a string.
    { ...NOW, around: 'new Date(%).toString()', form: 'call', safety: 'fix' },
  ],
  'global#performance.now': STOPWATCH,
  'node:perf_hooks#performance.now': STOPWATCH,
  'global#process.hrtime.bigint': NANOSECONDS,
  'node:process#hrtime.bigint': NANOSECONDS,

  // A moment that a package makes of milliseconds is the same one.
  dayjs: [{ ...NOW, around: '$C(%)', undoneBy: ['valueOf'], arguments: 0, safety: 'suggest' }],
  moment: [{ ...NOW, around: '$C(%)', undoneBy: ['valueOf'], arguments: 0, form: 'call', safety: 'suggest' }],
  'dayjs#utc': [{ ...NOW, around: '$C(%)', undoneBy: ['valueOf'], arguments: 0, safety: 'suggest' }],
  'moment#utc': [{ ...NOW, around: '$C(%)', undoneBy: ['valueOf'], arguments: 0, safety: 'suggest' }],
  'global#Intl.DateTimeFormat().format': [{ ...NOW, around: '$C(%)', arguments: 0, safety: 'suggest' }],
  'global#Intl.DateTimeFormat().formatToParts': [{ ...NOW, around: '$C(%)', arguments: 0, safety: 'suggest' }],
  'luxon#DateTime.now': [{ ...NOW, around: '$O.fromMillis(%)', undoneBy: ['toMillis', 'valueOf'], safety: 'suggest' }],
  'luxon#DateTime.local': [
    { ...NOW, around: '$O.fromMillis(%)', undoneBy: ['toMillis', 'valueOf'], arguments: 0, safety: 'suggest' },
  ],
  'luxon#DateTime.utc': [
    {
      ...NOW,
      around: "$O.fromMillis(%, { zone: 'utc' })",
      undoneBy: ['toMillis', 'valueOf'],
      arguments: 0,
      safety: 'suggest',
    },
  ],
  'global#Temporal.Now.instant': [
    { ...NOW, around: 'Temporal.Instant.fromEpochMilliseconds(%)', arguments: 0, safety: 'suggest' },
  ],

  // A generator that is seeded with a recorded value draws the same numbers again.
  chance: [
    {
      code: '$E.randomUUID()',
      awaited: true,
      around: 'new $C(%)',
      arguments: 0,
      form: 'new',
      steps: 1,
      safety: 'suggest',
    },
  ],

  'global#crypto.randomUUID': [UUID],
  'node:crypto#randomUUID': [UUID],
  'node:crypto#webcrypto.randomUUID': [UUID],
  // With options it may fill a buffer, or be made from the caller's own bytes.
  'uuid#v4': [{ ...UUID, arguments: 0 }],
  'bson#ObjectId': OBJECT_ID,
  'mongodb#ObjectId': OBJECT_ID,
  'mongoose#Types.ObjectId': OBJECT_ID,
  'mongoose#mongo.ObjectId': OBJECT_ID,
  'global#Math.random': [
    {
      code: '$E.runStep(async () => Math.random(), { name: $N })',
      stepName: 'random',
      awaited: true,
      arguments: 0,
      steps: 1,
      safety: 'fix',
    },
  ],

  'node:timers/promises#setTimeout': SLEEP,
  'node:timers#promises.setTimeout': SLEEP,
  'node:timers/promises#scheduler.wait': SLEEP.slice(0, 1),
  // Bun's also takes a date, which cannot be told from here.
  'global#Bun.sleep': PACKAGE_SLEEP,
  'bun#sleep': PACKAGE_SLEEP,
  delay: PACKAGE_SLEEP,
  'sleep-promise': PACKAGE_SLEEP,
  'p-sleep': PACKAGE_SLEEP,
};

import type { ArgumentTable, OptionRelation, OptionShape, OptionSpec } from '../../facts/options.ts';
import {
  ANY,
  CLIENT,
  DBOS,
  SDK,
  SERIALIZATION,
  above0,
  finite,
  looksLikeMilliseconds,
  looksLikeSeconds,
  meaningless,
  spelling,
  word,
} from './checks.ts';

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });

const POLLING: OptionSpec = {
  types: ['number'],
  unit: 'ms',
  since: '4.20.0',
  checks: [above0('throws'), finite('throws')],
};
/** A stream waits at least a millisecond between two looks (dbos.js resolveStreamPollingIntervalMs). */
const STREAM_POLLING: OptionSpec = {
  ...POLLING,
  since: '4.27.0',
  checks: [
    above0('throws'),
    finite('throws'),
    { fails: [{ is: 'below', limit: 1 }], outcome: 'throws', says: 'must be at least 1 millisecond' },
  ],
};

const SECONDS: OptionSpec = {
  types: ['number'],
  unit: 's',
  checks: [
    { fails: [{ is: 'below', limit: 0 }], outcome: 'silent', says: 'is over before the wait begins' },
    ...looksLikeMilliseconds(10_000),
  ],
};
const DEADLINE: OptionSpec = {
  types: ['number'],
  unit: 'epoch-ms',
  mark: 'deadline',
  checks: [
    {
      fails: [
        { is: 'above', limit: 0 },
        { is: 'below', limit: 100_000_000_000 },
      ],
      outcome: 'suspicious',
      says: 'is a moment in milliseconds since 1970, and looks like seconds or like a duration',
      strict: true,
    },
  ],
};

const SPELLINGS: OptionShape['wrong'] = {
  timeoutMS: word('timeoutSeconds', '$1 / 1000'),
  timeoutMs: word('timeoutSeconds', '$1 / 1000'),
  timeout: word('timeoutSeconds'),
  timeoutSec: word('timeoutSeconds'),
  deadline: word('deadlineEpochMS'),
  deadlineEpochMs: spelling('deadlineEpochMS'),
  pollingIntervalMS: spelling('pollingIntervalMs'),
};
const DEADLINE_WINS: OptionRelation = {
  kind: 'excludes',
  keys: ['timeoutSeconds', 'deadlineEpochMS'],
  outcome: 'silent',
  says: '`timeoutSeconds` is ignored where `deadlineEpochMS` is given',
};

/** `recv`, `getEvent`, `getResult` (dbos.js resolveTimeoutSeconds): an object, or a number of seconds. */
const wait: OptionSpec = {
  types: ['number', 'object'],
  unit: 's',
  ...(SECONDS.checks && { checks: SECONDS.checks }),
  shape: {
    keys: { timeoutSeconds: SECONDS, deadlineEpochMS: DEADLINE, pollingIntervalMs: POLLING },
    wrong: SPELLINGS,
    relations: [DEADLINE_WINS],
  },
};

/** `getResult` and `waitFirst` of handles wait without a limit: they take no timeout. */
const untimed = options({
  keys: { pollingIntervalMs: POLLING },
  wrong: {
    pollingIntervalMS: spelling('pollingIntervalMs'),
    ...Object.fromEntries(
      ['timeoutSeconds', 'deadlineEpochMS', 'timeoutMS', 'timeoutMs', 'timeout'].map((key) => [
        key,
        meaningless('is ignored here; `DBOS.getResult(id, options)` waits for a limited time'),
      ]),
    ),
  },
});

const STREAM_SECONDS: OptionSpec = {
  ...SECONDS,
  since: '4.27.0',
  checks: [
    { fails: [{ is: 'below', limit: 0 }], outcome: 'throws', says: 'must not be negative' },
    finite('throws'),
    ...looksLikeMilliseconds(10_000),
  ],
};
const OFFSET: OptionSpec = {
  types: ['number'],
  unit: 'count',
  checks: [
    { fails: [{ is: 'below', limit: 0 }], outcome: 'throws', says: 'must not be negative' },
    { fails: [{ is: 'not-integer' }], outcome: 'throws', says: 'must be an integer' },
  ],
};
/** A stream waits for each value anew: it has no deadline. */
const STREAM_SPELLINGS: OptionShape['wrong'] = {
  timeoutMS: word('timeoutSeconds', '$1 / 1000'),
  timeoutMs: word('timeoutSeconds', '$1 / 1000'),
  timeout: word('timeoutSeconds'),
  pollingIntervalMS: spelling('pollingIntervalMs'),
  deadlineEpochMS: meaningless('is ignored here; `timeoutSeconds` limits the wait for each value'),
};
const streamKeys: OptionShape['keys'] = { timeoutSeconds: STREAM_SECONDS, pollingIntervalMs: STREAM_POLLING };
const readStream = options({
  keys: { ...streamKeys, offset: { ...OFFSET, since: '4.26.0' } },
  wrong: STREAM_SPELLINGS,
});
const readStreamOffset = options({
  keys: streamKeys,
  wrong: { ...STREAM_SPELLINGS, offset: meaningless('is the third argument here') },
});

const HANDLES: OptionSpec = {
  types: ['array'],
  checks: [{ fails: [{ is: 'empty' }], outcome: 'throws', says: 'must not be empty' }],
};

/** `setWorkflowDelay` (dbos.js resolveDelayEpochMS). */
const delay: OptionSpec = {
  topic: 'enqueue',
  types: ['number', 'object'],
  unit: 's',
  checks: [above0('throws'), ...looksLikeMilliseconds(1_000_000, true)],
  shape: {
    keys: {
      delaySeconds: {
        types: ['number'],
        unit: 's',
        checks: [above0('throws'), ...looksLikeMilliseconds(1_000_000, true)],
      },
      delayUntilEpochMS: { ...DEADLINE, checks: [above0('throws'), ...(DEADLINE.checks ?? [])] },
    },
    wrong: {
      delayUntilEpochMs: spelling('delayUntilEpochMS'),
      delayMS: word('delaySeconds', '$1 / 1000'),
      delay: word('delaySeconds'),
    },
    relations: [
      {
        kind: 'some-of',
        keys: ['delaySeconds', 'delayUntilEpochMS'],
        outcome: 'throws',
        says: '`delaySeconds` or `delayUntilEpochMS` must be given',
      },
      {
        kind: 'excludes',
        keys: ['delaySeconds', 'delayUntilEpochMS'],
        outcome: 'silent',
        says: '`delaySeconds` is ignored where `delayUntilEpochMS` is given',
      },
    ],
  },
};

const FINITE = 'must be a finite number';
const NEGATIVE = {
  fails: [{ is: 'below', limit: 0 }],
  outcome: 'silent',
  says: 'is negative, so it does not sleep',
} as const;
const NEEDED = { topic: 'sleep', required: 'throws', missing: 'The duration is missing', types: ['number'] } as const;

/** `sleep` (dbos.js sleepms). */
const MILLISECONDS: OptionSpec = {
  ...NEEDED,
  unit: 'ms',
  checks: [
    { fails: [{ is: 'not-of-type', types: ['number'] }], outcome: 'throws', says: FINITE },
    finite('throws'),
    NEGATIVE,
    looksLikeSeconds(100),
  ],
};
/** `sleepSeconds` multiplies first, so that a text of digits is a number after all. */
const SLEEP_SECONDS: OptionSpec = {
  ...NEEDED,
  unit: 's',
  checks: [
    { fails: [{ is: 'of-type', types: ['undefined'] }], outcome: 'throws', says: FINITE },
    { fails: [{ is: 'not-of-type', types: ['number'] }], outcome: 'silent', says: 'should be a number' },
    finite('throws'),
    NEGATIVE,
    ...looksLikeMilliseconds(1000, true),
  ],
};

/** Options of what is written: how, so that other languages can read it. */
const written: OptionSpec = {
  ...options({
    keys: { serializationType: { ...SERIALIZATION, since: '4.9.0' } },
    wrong: { serialization: spelling('serializationType') },
  }),
  topic: 'serialization',
};

/** The same for the application and for the client. */
const both = (member: string, specs: Readonly<Record<number, OptionSpec>>): ArgumentTable => ({
  [`${DBOS}.${member}`]: specs,
  [`${CLIENT}.${member}`]: specs,
});

const IDEMPOTENCY_KEY: OptionSpec = { topic: 'wait', mark: 'idempotency-key' };

export const waitArguments: ArgumentTable = {
  [`${DBOS}.recv`]: {
    0: {
      types: ['string', 'undefined'],
      checks: [
        {
          fails: [{ is: 'of-type', types: ['object', 'number'] }],
          outcome: 'silent',
          says: 'The topic comes first, then the options',
          order: true,
        },
      ],
    },
    1: wait,
  },
  ...both('getEvent', { 2: wait }),
  [`${DBOS}.getResult`]: { 1: wait },
  [`${SDK}#WorkflowHandle().getResult`]: { 0: untimed },
  [`${SDK}#ClientHandle().getResult`]: { 0: untimed },
  ...both('waitFirst', { 0: HANDLES, 1: untimed }),
  ...both('waitAll', { 0: ANY, 1: untimed }),
  ...both('readStream', { 2: readStream }),
  ...both('readStreamOffset', { 2: OFFSET, 3: readStreamOffset }),
  ...both('setWorkflowDelay', { 1: delay }),
  ...both('send', { 3: IDEMPOTENCY_KEY, 4: written }),
  [`${CLIENT}.sendInTransaction`]: { 4: IDEMPOTENCY_KEY, 5: written },
  [`${DBOS}.setEvent`]: { 2: written },
  [`${DBOS}.writeStream`]: { 2: written },
  [`${DBOS}.sleep`]: { 0: MILLISECONDS },
  [`${DBOS}.sleepms`]: { 0: MILLISECONDS },
  [`${DBOS}.sleepSeconds`]: { 0: SLEEP_SECONDS },
};

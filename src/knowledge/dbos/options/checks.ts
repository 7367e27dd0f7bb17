import type { OptionSpec, Outcome, ValueCheck, WrongKey } from '../../facts/options.ts';

export const SDK = '@dbos-inc/dbos-sdk';
export const DBOS = `${SDK}#DBOS`;
/** How the names of the engine's own queues begin (wfqueue.js validateQueueRegistration). */
export const OWN_QUEUES = '_dbos_';
export const CLIENT = `${SDK}#DBOSClient()`;

export const STRING: OptionSpec = { types: ['string'] };
export const BOOLEAN: OptionSpec = { types: ['boolean'] };
export const FUNCTION: OptionSpec = { types: ['function'] };
export const STRINGS: OptionSpec = { types: ['array'], each: STRING };
export const ONE_OR_MORE: OptionSpec = { types: ['string', 'array'], each: STRING };
export const ANY: OptionSpec = {};

export const above0 = (outcome: Outcome, says = 'must be greater than 0'): ValueCheck => ({
  fails: [{ is: 'at-most', limit: 0 }],
  outcome,
  says,
});
export const finite = (outcome: Outcome, says = 'must be a finite number'): ValueCheck => ({
  fails: [{ is: 'not-finite' }],
  outcome,
  says,
});
export const notEmpty = (outcome: Outcome, says = 'is empty'): ValueCheck => ({
  fails: [{ is: 'empty' }],
  outcome,
  says,
});
export const oneOf = (values: readonly string[], outcome: Outcome, says: string): ValueCheck => ({
  fails: [{ is: 'not-one-of', values }],
  outcome,
  says,
});
/** Seconds are meant, and it looks like milliseconds: thousands that are neither some hours nor some days. */
export const looksLikeMilliseconds = (from: number, strict?: true): readonly ValueCheck[] => {
  const thousands = (limit: number, unlike?: number): ValueCheck => ({
    fails: [
      { is: 'at-least', limit },
      { is: 'multiple-of', limit: 1000 },
      ...(unlike === undefined ? [] : [{ is: 'not-multiple-of' as const, limit: unlike }]),
    ],
    outcome: 'suspicious',
    says: 'is in seconds, and looks like milliseconds',
    instead: '$1 / 1000',
    ...(strict && { strict }),
  });
  return [
    thousands(from, 3600),
    // A quarter of an hour in milliseconds is 250 hours, and whole hours are no longer what is meant.
    thousands(720_000, 86_400),
    {
      ...thousands(86_400_000),
      fails: [
        { is: 'at-least', limit: 86_400_000 },
        { is: 'multiple-of', limit: 86_400_000 },
      ],
    },
  ];
};
/** Milliseconds are meant, and it looks like seconds. */
export const looksLikeSeconds = (below: number): ValueCheck => ({
  fails: [
    { is: 'above', limit: 0 },
    { is: 'below', limit: below },
  ],
  outcome: 'suspicious',
  says: 'is in milliseconds, and looks like seconds',
  instead: '$1 * 1000',
  strict: true,
});

/** Another spelling of the same thing. */
export const spelling = (meant: string): WrongKey => ({ meant, safety: 'fix' });
/** Another word, whose value may be meant otherwise. */
export const word = (meant: string, code?: string): WrongKey => ({
  meant,
  safety: 'suggest',
  ...(code !== undefined && { code }),
});
/** A key of another call, whose twin here has another name and another kind of value. */
export const twin = (meant: string, says: string): WrongKey => ({ meant, safety: 'report', says });
export const meaningless = (says: string, outcome?: Outcome): WrongKey => ({
  safety: 'report',
  says,
  ...(outcome && { outcome }),
});

/** Priorities (dbos-executor.js DBOS_QUEUE_MIN_PRIORITY, DBOS_QUEUE_MAX_PRIORITY). */
export const PRIORITY: OptionSpec = {
  types: ['number'],
  topic: 'enqueue',
  unit: 'count',
  checks: [
    { fails: [{ is: 'below', limit: 0 }], outcome: 'throws', says: 'must not be less than 0' },
    { fails: [{ is: 'above', limit: 2_147_483_647 }], outcome: 'throws', says: 'must not be greater than 2147483647' },
    { fails: [{ is: 'not-integer' }], outcome: 'throws', says: 'must be an integer' },
  ],
};

/** How a value is written (serialization.js serializationName): any other string is taken for the default. */
export const SERIALIZATION: OptionSpec = {
  types: ['string', 'undefined'],
  mark: 'serialization',
  topic: 'serialization',
  checks: [
    {
      fails: [{ is: 'equal', value: 'portable_json' }],
      outcome: 'silent',
      says: 'is not a format, so the default is used; `portable_json` is only the name under which it is stored',
      instead: "'portable'",
      safety: 'fix',
    },
    oneOf(['portable', 'native'], 'silent', 'is not a format, so the default is used'),
  ],
};

/** Workflow attributes (workflow.js validateWorkflowAttributes). */
export const ATTRIBUTES: OptionSpec = {
  types: ['object'],
  checks: [
    {
      fails: [{ is: 'of-type', types: ['array', 'string', 'number', 'boolean', 'function'] }],
      outcome: 'throws',
      says: 'must be an object of keys and values',
    },
  ],
};

/** A queue of this name is never polled, so the workflow waits for ever. */
export const QUEUE_NAME: OptionSpec = {
  types: ['string'],
  mark: 'queue-name',
  topic: 'enqueue',
  checks: [notEmpty('silent', 'names no queue, so the workflow stays `ENQUEUED`')],
};

export const WORKFLOW_TIMEOUT: OptionSpec = {
  types: ['number', 'null'],
  unit: 'ms',
  mark: 'workflow-timeout',
  checks: [
    { fails: [{ is: 'equal', value: 0 }], outcome: 'silent', says: 'of 0 is no timeout at all' },
    { fails: [{ is: 'below', limit: 0 }], outcome: 'silent', says: 'is over before the workflow starts' },
    finite('silent'),
    looksLikeSeconds(1000),
  ],
};

export const REUSE_POLICY: OptionSpec = {
  types: ['string'],
  checks: [oneOf(['return-existing', 'reject'], 'silent', "must be `'return-existing'` or `'reject'`")],
  since: '5.1.0',
};
export const DUPLICATION_POLICY: OptionSpec = {
  types: ['string'],
  topic: 'enqueue',
  checks: [oneOf(['return-existing', 'reject'], 'silent', "must be `'return-existing'` or `'reject'`")],
  since: '4.18.0',
};
export const DELAY_SECONDS: OptionSpec = {
  types: ['number'],
  unit: 's',
  since: '4.12.0',
  checks: [above0('silent', 'is no delay: the workflow starts at once'), ...looksLikeMilliseconds(1_000_000, true)],
};
export const DEDUPLICATION: OptionSpec = {
  types: ['string'],
  mark: 'deduplication',
  checks: [notEmpty('silent', 'is empty')],
};
export const PARTITION_KEY: OptionSpec = {
  types: ['string'],
  mark: 'partition-key',
  since: '4.2.0',
  checks: [notEmpty('silent', 'is empty')],
};

import type { ArgumentTable, OptionShape, OptionSpec, WrongKey } from '../../facts/options.ts';
import { SDK, SERIALIZATION, STRING, above0, finite, looksLikeSeconds, spelling, twin } from './checks.ts';
import { START_KEYS, START_WRONG } from './workflows.ts';

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
          removes: true,
          safety: 'fix',
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
          removes: true,
          safety: 'fix',
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
  mark: 'debounce-limit',
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
        order: true,
      },
    ],
  },
  1: {
    mark: 'debounce-period',
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

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });

export const debounceArguments: ArgumentTable = {
  [`${SDK}#Debouncer`]: {
    0: options({
      keys: {
        workflow: { types: ['function'], mark: 'workflow-function', required: 'throws' },
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
        workflow: twin('workflowName', 'is not an option here: give the name of the workflow as `workflowName`'),
      },
    }),
  },
  [`${SDK}#Debouncer().debounce`]: DEBOUNCE,
  [`${SDK}#DebouncerClient().debounce`]: DEBOUNCE,
};

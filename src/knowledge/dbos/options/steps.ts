import type { ArgumentTable, OptionShape, OptionSpec } from '../../facts/options.ts';
import { datasourcePackages } from '../apis/datasources.ts';
import {
  BOOLEAN,
  DBOS,
  FUNCTION,
  SDK,
  STRING,
  above0,
  finite,
  looksLikeMilliseconds,
  looksLikeSeconds,
  meaningless,
  spelling,
  word,
} from './checks.ts';

/** Options of a step (step.js, dbos-executor.js callStepFunction). Only `timeoutMS` is checked by the engine. */
const step: OptionShape = {
  keys: {
    name: { ...STRING, mark: 'step-name', since: '4.6.0' },
    retriesAllowed: { ...BOOLEAN, mark: 'step-retries' },
    maxAttempts: {
      types: ['number'],
      mark: 'step-attempts',
      unit: 'count',
      checks: [
        above0('silent', 'of less than 1 never runs the step'),
        { fails: [{ is: 'not-integer' }], outcome: 'suspicious', says: 'is rounded up' },
        {
          fails: [{ is: 'equal', value: 1 }],
          outcome: 'suspicious',
          says: 'of 1 allows no retry',
          strict: true,
          // `const { attempts = 1 } = options`: without retries unless the caller asks for them.
          always: true,
        },
      ],
      reason: 'The first attempt counts: 3 are one attempt and two retries.',
    },
    intervalSeconds: {
      types: ['number'],
      unit: 's',
      checks: [
        { fails: [{ is: 'below', limit: 0 }], outcome: 'silent', says: 'must not be negative' },
        ...looksLikeMilliseconds(1000),
        { fails: [{ is: 'above', limit: 3600 }], outcome: 'silent', says: 'is capped at 3600 seconds' },
      ],
    },
    backoffRate: {
      types: ['number'],
      unit: 'ratio',
      checks: [
        { fails: [{ is: 'below', limit: 1 }], outcome: 'silent', says: 'of less than 1 makes the intervals shorter' },
      ],
    },
    shouldRetry: { ...FUNCTION, mark: 'retry-question', since: '4.18.0' },
    timeoutMS: {
      types: ['number'],
      mark: 'step-timeout',
      unit: 'ms',
      since: '4.21.0',
      checks: [above0('throws'), finite('throws'), looksLikeSeconds(100)],
    },
  },
  wrong: {
    timeoutMs: spelling('timeoutMS'),
    timeout: word('timeoutMS'),
    timeoutSeconds: word('timeoutMS', '$1 * 1000'),
    maxRetries: word('maxAttempts', '$1 + 1'),
    retries: word('maxAttempts', '$1 + 1'),
    attempts: word('maxAttempts'),
    retry: word('retriesAllowed'),
    interval: word('intervalSeconds'),
    intervalMs: word('intervalSeconds', '$1 / 1000'),
    intervalMS: word('intervalSeconds', '$1 / 1000'),
    backoff: word('backoffRate'),
    backoffFactor: word('backoffRate'),
  },
  relations: [
    {
      kind: 'needs',
      keys: ['maxAttempts', 'intervalSeconds', 'backoffRate', 'shouldRetry'],
      other: 'retriesAllowed',
      equals: true,
      add: 'true',
      outcome: 'silent',
      says: 'is ignored without `retriesAllowed: true`: the step is tried once',
    },
  ],
};

/** Where the function of a registration belongs (decorators.d.ts FunctionName). */
const functionName: OptionShape['keys'] = {
  className: { ...STRING, mark: 'class-name' },
  ctorOrProto: { mark: 'method-owner' },
};

/** Options of a transaction: each datasource has its own, and none has those of steps. */
const transaction: OptionShape = {
  keys: { name: { ...STRING, mark: 'step-name' } },
  open: true,
  wrong: Object.fromEntries(
    ['retriesAllowed', 'maxAttempts', 'intervalSeconds', 'backoffRate', 'shouldRetry', 'timeoutMS'].map((key) => [
      key,
      meaningless('is for steps; a transaction is tried again only after a conflict in the database'),
    ]),
  ),
};

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });

export const stepArguments: ArgumentTable = {
  [`${DBOS}.runStep`]: { 1: options(step) },
  [`${DBOS}.registerStep`]: { 1: options({ ...step, keys: { ...step.keys, ...functionName } }) },
  [`${DBOS}.step`]: { 0: options(step) },
  [`${SDK}/datasource#registerTransaction`]: { 2: options(transaction) },
  ...Object.fromEntries(
    datasourcePackages.flatMap(({ module, className }): readonly (readonly [string, ArgumentTable[string]])[] => [
      [`${module}#${className}`, { 0: { mark: 'datasource-name' } }],
      [`${module}#${className}().runTransaction`, { 1: options(transaction) }],
      [`${module}#${className}().registerTransaction`, { 1: options(transaction) }],
      [`${module}#${className}().transaction`, { 0: options(transaction) }],
    ]),
  ),
};

export { functionName };

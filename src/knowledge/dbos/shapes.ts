import type { Engine } from '../vocabulary/engine.ts';

/** A promise that only waits for a timer, and the engine's sleep, which takes milliseconds as the timer does. */
export const timerPromise: NonNullable<Engine['timerPromise']> = {
  promise: 'global#Promise',
  timers: ['global#setTimeout', 'node:timers#setTimeout'],
  replacement: { code: '$E.sleep($1)', awaited: true, steps: 1, safety: 'fix' },
};

/**
 * Requests whose response cannot be recorded, while the body that these methods read can: a `Response` comes back from a step as an
 * empty object.
 */
export const responses: NonNullable<Engine['responses']> = {
  requests: ['global#fetch', 'undici#fetch', 'node-fetch', 'cross-fetch', 'cross-fetch#fetch'],
  readers: new Set(['json', 'text']),
};

/** A race of results becomes a wait for the first handle; a race of a step against a sleep becomes a step with a timeout. */
export const races: NonNullable<Engine['races']> = {
  results: ['@dbos-inc/dbos-sdk#WorkflowHandle().getResult'],
  first: { code: '(await $E.waitFirst($1)).getResult()', since: '4.10.0' },
  sleeps: ['@dbos-inc/dbos-sdk#DBOS.sleep', '@dbos-inc/dbos-sdk#DBOS.sleepms'],
  limit: { of: '@dbos-inc/dbos-sdk#DBOS.runStep', options: 1, key: 'timeoutMS', since: '4.21.0' },
};

/** Of `DBOS.stepStatus` in a step (step.js StepStatus); the signal is there only when the step has a timeout. */
export const attempt: NonNullable<Engine['attempt']> = {
  status: '@dbos-inc/dbos-sdk#DBOS.stepStatus',
  signal: 'timeoutSignal',
  code: '$E.stepStatus?.timeoutSignal',
  since: '4.21.0',
};

import type { Engine } from '../vocabulary.ts';

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

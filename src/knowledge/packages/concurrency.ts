import { each, join, rows } from '../rows.ts';
import type { CombinatorTable, EffectSpec, EffectTable } from '../vocabulary/effects.ts';
import type { QualifiedName } from '../vocabulary/names.ts';

/** These run what they are given, before what they give back is settled: the effects are those of the functions. */
const inline = { effect: 'pure', callbacks: 'inline' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;

/** These run a function again when it fails. */
export const retrying: readonly QualifiedName[] = [
  'p-retry',
  'async-retry',
  'exponential-backoff#backOff',
  'ts-retry-promise#retry',
  'promise-retry',
  'retry-as-promised',
  'axios-retry',
  'async#retry',
  'cockatiel#retry().execute',
];

/** Between two attempts these wait for a timer, but what they run is what matters. */
const retries: EffectTable = {
  ...each(
    'p-retry async-retry exponential-backoff#backOff ts-retry-promise#retry promise-retry retry-as-promised',
    inline,
  ),
  ...each('p-retry#AbortError retry#operation', pure),
  ...rows('cockatiel', 'retry circuitBreaker timeout bulkhead fallback wrap handleAll handleType', pure),
  ...rows(
    'cockatiel',
    'retry().execute circuitBreaker().execute timeout().execute wrap().execute bulkhead().execute',
    inline,
  ),
};

const limits: EffectTable = {
  ...each('p-limit p-queue', pure),
  // `throat(2, load)` is `load` with a limit, `throat(2)` a limit for what it is given.
  ...each('throat p-throttle#()', { effect: 'pure', gives: 'any-argument' }),
  ...each('p-limit#() throat#() p-queue#().add p-queue#().addAll p-queue#().onIdle p-queue#().onEmpty', inline),
  ...each('p-limit#limitFunction p-queue#().start p-queue#().pause p-queue#().clear p-throttle', pure),
  ...each(
    'bottleneck async-mutex#Mutex async-mutex#Semaphore async-sema#Sema await-semaphore#Semaphore async-lock',
    pure,
  ),
  ...rows('bottleneck#()', 'schedule submit', inline),
  ...rows('bottleneck#()', 'wrap', { effect: 'pure', gives: 'argument' }),
  ...each('opossum opossum#().**', { effect: 'pure', keptFor: ['fire', 'call'] }),
  ...each('dataloader dataloader#().**', { effect: 'pure', keptFor: ['load', 'loadMany'] }),
  ...each('lru-cache#LRUCache lru-cache#LRUCache().**', { effect: 'pure', keptFor: ['fetch', 'forceFetch', 'memo'] }),
  'limiter#RateLimiter().removeTokens': { effect: 'timer' },
  'limiter#RateLimiter': pure,
  ...rows('async-mutex', 'Mutex().runExclusive Semaphore().runExclusive Mutex().acquire Semaphore().acquire', inline),
  ...each('async-lock#().acquire async-sema#Sema().acquire', inline),
};

const lists: EffectTable = {
  ...each(
    `p-map p-map#pMapIterable p-all p-settle p-props p-series p-waterfall p-each-series p-filter p-reduce p-times p-try p-tap p-catch-if p-finally p-race
     p-any p-some p-first p-locate p-map-series p-pipe p-event#pEvent p-defer p-reflect`,
    inline,
  ),
  'p-timeout': { effect: 'timer', callbacks: 'inline' },
  ...rows(
    'async',
    `parallel parallelLimit series waterfall each eachOf eachSeries eachLimit forEach forEachSeries forEachLimit map mapSeries mapLimit filter reject
     reduce times timesLimit auto retry whilst until race some every detect concat sortBy`,
    inline,
  ),
  ...rows('async', 'queue priorityQueue cargo', { effect: 'pure', callbacks: 'deferred' }),
  ...each('bluebird', pure),
  ...rows(
    'bluebird',
    'map mapSeries each filter reduce all props some any race try resolve reject join using promisify',
    inline,
  ),
  'bluebird#delay': { effect: 'timer' },
};

/** A description of what is to be done, which can be made a step of before it is run. */
const described = {
  effect: 'pure',
  keptFor: ['runPromise', 'runPromiseExit', 'runSync', 'runSyncExit', 'runFork', 'runCallback'],
} satisfies EffectSpec;

const results: EffectTable = {
  'effect#**': described,
  ...rows('better-result', 'Result.try Result.tryPromise Result.gen Result.await Result.ok Result.err', inline),
  ...rows(
    'neverthrow',
    'ok err okAsync errAsync fromPromise fromSafePromise fromThrowable fromAsyncThrowable safeTry',
    inline,
  ),
  ...rows(
    'neverthrow',
    'ResultAsync.fromPromise ResultAsync.fromSafePromise ResultAsync.combine Result.combine Result.fromThrowable',
    inline,
  ),
  ...rows('neverthrow', 'ok().** err().** okAsync().** errAsync().** ResultAsync().** Result().**', inline),
  ...rows('neverthrow', 'fromPromise().** fromSafePromise().** safeTry().**', inline),
  ...rows(
    'neverthrow',
    'ResultAsync.fromPromise().** ResultAsync.fromSafePromise().** ResultAsync.combine().** Result.combine().**',
    inline,
  ),
  ...each(
    'await-to-js await-to-js#to @epic-web/invariant#invariant tiny-invariant ts-pattern#match ts-pattern#match().**',
    inline,
  ),
};

/** What runs functions side by side, one after the other or again. */
export const concurrency: EffectTable = join([retries, limits, lists, results]);

/** How these packages make one promise of many. */
export const packageCombinators = {
  'p-map': {
    waits: 'all',
    promises: 0,
    mapper: 1,
    limit: { argument: 2, key: 'concurrency' },
    stops: { argument: 2, key: 'stopOnError' },
  },
  'p-all': {
    waits: 'all',
    promises: 0,
    factories: true,
    limit: { argument: 1, key: 'concurrency' },
    stops: { argument: 1, key: 'stopOnError' },
  },
  'p-props': { waits: 'all', promises: 0 },
  'p-settle': { waits: 'settled', promises: 0 },
  'p-filter': { waits: 'all', promises: 0, mapper: 1, limit: { argument: 2, key: 'concurrency' } },
  'p-times': { waits: 'all', promises: 0, mapper: 1, limit: { argument: 2, key: 'concurrency' } },
  'p-race': { waits: 'first', promises: 0 },
  'p-any': { waits: 'fulfilled', promises: 0 },
  'p-some': { waits: 'fulfilled', promises: 0 },
  'p-timeout': { waits: 'first', promises: 0, single: true },
  'bluebird#all': { waits: 'all', promises: 0 },
  'bluebird#map': { waits: 'all', promises: 0, mapper: 1, limit: { argument: 2, key: 'concurrency' } },
  'bluebird#props': { waits: 'all', promises: 0 },
  'bluebird#race': { waits: 'first', promises: 0 },
  'bluebird#any': { waits: 'fulfilled', promises: 0 },
  'async#parallel': { waits: 'all', promises: 0, factories: true },
  'async#map': { waits: 'all', promises: 0, mapper: 1 },
  'async#race': { waits: 'first', promises: 0, factories: true },
} satisfies CombinatorTable;

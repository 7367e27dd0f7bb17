import { join, listeners, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';
import { nodeCrypto } from './node-crypto.ts';
import { nodeFiles } from './node-files.ts';
import { nodeNetwork } from './node-network.ts';
import { nodeProcess } from './node-process.ts';
import { performanceOf } from './web.ts';

const pure = { effect: 'pure' } satisfies EffectSpec;
const timer = { effect: 'timer', callbacks: 'deferred' } satisfies EffectSpec;

const timers: EffectTable = {
  ...rows('node:timers', 'setInterval', timer),
  'node:timers#setTimeout': { ...timer, promised: 'node:timers/promises#setTimeout' },
  'node:timers#setImmediate': { ...timer, promised: 'node:timers/promises#setImmediate' },
  ...rows(
    'node:timers',
    'clearTimeout clearInterval clearImmediate setTimeout().* setInterval().* setImmediate().*',
    pure,
  ),
  ...rows(
    ['node:timers/promises', 'node:timers#promises'],
    'setTimeout setImmediate setInterval scheduler.wait scheduler.yield',
    { effect: 'timer' },
  ),
};

/** Without `emit`: it runs listeners that cannot be seen from here. */
const events: EffectTable = {
  ...rows('node:events', 'once on', {
    effect: 'timer',
    reason: 'Waits for an event that happens once only, in this process.',
  }),
  ...rows(
    'node:events',
    'EventEmitter EventEmitterAsyncResource listenerCount getEventListeners getMaxListeners setMaxListeners',
    pure,
  ),
  'node:events#()': pure,
  'node:events': pure,
  'node:events#addAbortListener': { effect: 'pure', callbacks: 'deferred' },
  ...rows(
    ['node:events#()', 'node:events#EventEmitter()'],
    'off removeListener removeAllListeners listenerCount listeners rawListeners eventNames setMaxListeners getMaxListeners',
    pure,
  ),
  ...listeners(['node:events#()', 'node:events#EventEmitter()']),
};

const clocks: EffectTable = {
  ...performanceOf('node:perf_hooks#performance'),
  'node:perf_hooks#monitorEventLoopDelay': { effect: 'clock' },
  ...rows('node:perf_hooks', 'eventLoopUtilization timerify', { effect: 'clock' }),
  'node:perf_hooks#createHistogram': pure,
  'node:perf_hooks#PerformanceObserver': { effect: 'pure', callbacks: 'deferred' },
};

/** Modules that only compute. `path.resolve` starts from the working directory, which a deployment keeps. */
const computing: EffectTable = {
  ...rows(
    `node:path node:path/posix node:path/win32 node:url node:querystring node:string_decoder node:assert node:assert/strict node:buffer
     node:punycode node:stream/consumers`.split(/\s+/u),
    '**',
    pure,
  ),
  ...rows('global', 'Buffer Buffer.* Buffer().**', pure),
  // promisify, callbackify and deprecate give back a function that does what the given one does.
  'node:util#promisify': { effect: 'pure', callbacks: 'deferred', gives: 'promised' },
  ...rows('node:util', 'callbackify deprecate', { effect: 'pure', callbacks: 'deferred', gives: 'argument' }),
  ...rows(
    'node:util',
    `format formatWithOptions inspect inherits isArray isBoolean isBuffer isDate isDeepStrictEqual isError
     isFunction isNull isNullOrUndefined isNumber isObject isPrimitive isRegExp isString isSymbol isUndefined parseArgs parseEnv
     stripVTControlCharacters styleText toUSVString getSystemErrorMap getSystemErrorName getSystemErrorMessage TextDecoder TextEncoder
     MIMEType MIMEParams transferableAbortController transferableAbortSignal aborted diff types.* TextDecoder().* TextEncoder().* MIMEType().**`,
    pure,
  ),
  ...rows('node:util', 'debug debuglog log debug() debuglog()', { effect: 'log' }),
  // The work of a pipeline belongs to the streams that it joins.
  ...rows(['node:stream', 'node:stream#promises', 'node:stream/promises'], 'pipeline finished', {
    effect: 'pure',
    callbacks: 'deferred',
  }),
  ...rows(
    'node:stream',
    `Readable Writable Duplex Transform PassThrough Stream Readable.fromWeb Readable.toWeb Writable.fromWeb Writable.toWeb
     Duplex.from Duplex.fromWeb Duplex.toWeb addAbortSignal compose destroy duplexPair isDestroyed isDisturbed isErrored isReadable isWritable
     getDefaultHighWaterMark setDefaultHighWaterMark`,
    pure,
  ),
  'node:stream#Readable.from': { ...pure, delivers: true },
  ...listeners(
    ['Readable()', 'Writable()', 'Duplex()', 'Transform()', 'PassThrough()', 'Readable.from()'].map(
      (stream) => `node:stream#${stream}`,
    ),
  ),
  'node:zlib#*': { effect: 'pure', callbacks: 'deferred' },
  ...rows('node:zlib', '*().**', pure),
};

/** What Node's built-in modules do. */
export const node: EffectTable = join([
  nodeFiles,
  nodeCrypto,
  nodeNetwork,
  nodeProcess,
  timers,
  events,
  clocks,
  computing,
]);

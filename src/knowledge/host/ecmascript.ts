import { join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const pure = { effect: 'pure' } satisfies EffectSpec;
/** Functions that it is given, also inside objects, are kept or dropped, but not called. */
const keeps = { effect: 'pure', callbacks: 'never' } satisfies EffectSpec;
const clock = { effect: 'clock' } satisfies EffectSpec;

/** Without arguments these ask the machine which locale and time zone it has. */
const localeOfMachine = [{ effect: 'host', when: 'no-arguments' }, pure] satisfies readonly EffectSpec[];

const dates: EffectTable = {
  // `new Date(value)` converts; `new Date()` reads the clock, and so does `Date(anything)`, which ignores its arguments.
  'global#Date': [
    { effect: 'clock', when: 'called' },
    { effect: 'clock', when: 'no-arguments' },
    { effect: 'pure', when: 'arguments' },
  ],
  'global#Date.now': clock,
  'global#Date.*': pure,
  'global#Date().**': pure,
  ...rows('global#Date()', 'toLocaleString toLocaleDateString toLocaleTimeString', localeOfMachine),
  'global#Temporal.Now.*': clock,
  'global#Temporal.Now.timeZoneId': { effect: 'host' },
  'global#Temporal.**': pure,
};

const intl: EffectTable = {
  'global#Intl.*': localeOfMachine,
  'global#Intl.getCanonicalLocales': pure,
  'global#Intl.supportedValuesOf': pure,
  'global#Intl.*.supportedLocalesOf': pure,
  // Formats the present moment when it is given none.
  ...rows('global#Intl.DateTimeFormat()', 'format formatToParts', [{ effect: 'clock', when: 'no-arguments' }, pure]),
  'global#Intl.*().resolvedOptions': { effect: 'host' },
  'global#Intl.*().**': pure,
};

const collector: EffectTable = {
  'global#WeakRef': pure,
  'global#WeakRef().deref': { effect: 'host', reason: 'Gives nothing once the object has been collected.' },
  'global#FinalizationRegistry': { effect: 'host', callbacks: 'deferred' },
  'global#FinalizationRegistry().**': pure,
  'global#Error().stack': { effect: 'host', when: 'read', reason: 'Holds paths and lines of this installation.' },
};

const promises: EffectTable = {
  'global#Promise': pure,
  ...rows('global#Promise', 'reject withResolvers try', pure),
  // Awaiting is transparent, so what they give is what they are given.
  ...rows('global#Promise', 'all allSettled any race resolve', { ...keeps, gives: 'argument' }),
  ...rows('global#Object', 'freeze seal preventExtensions', { ...keeps, gives: 'argument' }),
  'global#Object.assign': { ...keeps, gives: 'any-argument' },
  'global#Array.from': { effect: 'pure', gives: 'argument', mapper: 1 },
  'global#Array.of': { ...keeps, gives: 'arguments' },
  'global#Object.values': { ...keeps, gives: 'values' },
  'global#Object.entries': { ...keeps, gives: 'entries' },
  'global#Object.fromEntries': { ...keeps, gives: 'record' },
  ...rows(
    'global#Object',
    'create defineProperty defineProperties getOwnPropertyNames getPrototypeOf hasOwn is keys setPrototypeOf',
    keeps,
  ),
  ...rows('global', 'Array Array.isArray Object Boolean WeakMap WeakSet Promise.reject', keeps),
  ...rows('global', 'Reflect.defineProperty Reflect.set', keeps),
  'global#String': { ...keeps, converts: 'text' },
  'global#JSON.stringify': { ...keeps, converts: 'json' },
};

const random: EffectTable = {
  'global#Math.random': { effect: 'random' },
  'global#Math.*': pure,
};

const waiting: EffectTable = {
  'global#Atomics.wait': { effect: 'timer', reason: 'Blocks the thread until it is woken or the time is over.' },
  'global#Atomics.waitAsync': { effect: 'timer' },
  'global#Atomics.*': pure,
};

/** Constructors whose statics and instances compute from what they are given. `eval` and `Function` run unknown code: not here. */
const values: EffectTable = {
  ...rows(
    'global',
    `Object Array String Number Boolean BigInt RegExp WeakMap WeakSet ArrayBuffer SharedArrayBuffer DataView
     Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array
     BigInt64Array BigUint64Array Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError
     SuppressedError DisposableStack AsyncDisposableStack Iterator
     parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape`,
    pure,
  ),
  ...rows(
    'global',
    `Object.* Array.* String.* Number.* Boolean.* Symbol.* BigInt.* RegExp.* Map.* ArrayBuffer.* Uint8Array.* Proxy.* Error.* Iterator.*
     JSON.* Reflect.*
     Object().** Array().** String().** Number().** Boolean().** BigInt().** RegExp().** Map().** Set().** WeakMap().** WeakSet().**
     ArrayBuffer().** DataView().** Uint8Array().** Error().** TypeError().** RangeError().** AggregateError().**`,
    pure,
  ),
  'global#Proxy': { effect: 'pure', gives: 'proxied' },
  'global#Reflect.get': { ...keeps, gives: 'property' },
  'global#Symbol': { ...keeps, gives: 'symbol' },
  'global#Symbol.for': { effect: 'pure', gives: 'symbol-of-text' },
  'global#Map': { ...keeps, gives: 'map' },
  'global#Set': { ...keeps, gives: 'set' },
  'global#Number().toLocaleString': localeOfMachine,
};

/** What the language itself does. */
export const ecmascript: EffectTable = join([dates, intl, collector, random, waiting, values, promises]);

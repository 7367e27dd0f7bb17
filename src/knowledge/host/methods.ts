import type { CombinatorTable, Container, MethodSpec, MethodTable, MutatorTable } from '../vocabulary/effects.ts';

/**
 * What a method does whatever its receiver is. The names belong to ECMAScript's own prototypes and to the emitters of events of
 * Node and the web; other libraries that use a name use it in the same sense. A method that is defined in the program itself is not looked up here.
 */
export const methods = {
  ...named('map', { callbacks: 'inline', functions: [0], repeats: true, results: 'list', elements: 'mapped' }),
  ...named('flatMap', {
    callbacks: 'inline',
    functions: [0],
    repeats: true,
    results: 'list',
    elements: 'mapped',
    order: 'flattened',
  }),
  ...named('forEach', { callbacks: 'inline', functions: [0], repeats: true, results: 'ignored' }),
  ...named('filter', { callbacks: 'inline', functions: [0], repeats: true, results: 'test', elements: 'list' }),
  ...named('find findLast', { callbacks: 'inline', functions: [0], repeats: true, results: 'test', elements: 'one' }),
  ...named('findIndex findLastIndex some every', {
    callbacks: 'inline',
    functions: [0],
    repeats: true,
    results: 'test',
  }),
  ...named('reduce reduceRight', { callbacks: 'inline', functions: [0], repeats: true, results: 'last' }),
  ...named('sort', {
    callbacks: 'inline',
    functions: [0],
    repeats: true,
    results: 'order',
    elements: 'list',
    mutates: 'array',
  }),
  ...named('toSorted', { callbacks: 'inline', functions: [0], repeats: true, results: 'order', elements: 'list' }),
  ...named('replace replaceAll', { callbacks: 'inline', functions: [1], repeats: true }),
  ...named('then', { callbacks: 'inline', functions: [0, 1], waits: true, passes: 'result' }),
  ...named('catch', { callbacks: 'inline', functions: [0], waits: true, passes: 'either' }),
  ...named('finally', { callbacks: 'inline', functions: [0], waits: true, passes: 'receiver' }),
  // getOrInsertComputed(key, make) of Map and WeakMap also adds an entry.
  ...named('getOrInsertComputed', { callbacks: 'inline', functions: [1], mutates: 'map' }),

  ...named('slice', { elements: 'list', order: 'between' }),
  ...named('toReversed', { elements: 'list', order: 'reversed' }),
  ...named('concat', { elements: 'list', order: 'joined', joins: true }),
  ...named('flat', { elements: 'list', order: 'flattened', joins: true }),
  ...named('with', { elements: 'list', order: 'replaced', joins: true }),
  ...named('toSpliced', { elements: 'list', order: 'spliced', joins: true }),
  ...named('at', { elements: 'one', order: 'at' }),
  ...named('values', { elements: 'iterator' }),
  ...named('entries', { elements: 'pairs' }),
  ...named('get', { elements: 'keyed' }),

  ...named('pop', { elements: 'one', order: 'last', mutates: 'array' }),
  ...named('shift', { elements: 'one', order: 'first', mutates: 'array' }),
  ...named('reverse', { elements: 'list', order: 'reversed', mutates: 'array' }),
  ...named('push unshift splice fill copyWithin', { mutates: 'array' }),
  ...named('set getOrInsert', { mutates: 'map' }),
  ...named('add', { mutates: 'set' }),
  ...named('delete', { mutates: 'map-or-set', removes: true }),
  ...named('clear', { mutates: 'map-or-set' }),
  ...named('append', { mutates: 'parameters' }),
  ...named(
    `setTime setFullYear setMonth setDate setHours setMinutes setSeconds setMilliseconds setYear
     setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds setUTCMilliseconds`,
    { mutates: 'date' },
  ),

  // emitter.on(name, listener), target.addEventListener(name, listener), channel.subscribe(name, listener)
  ...named('on once addListener prependListener prependOnceListener addEventListener', {
    callbacks: 'deferred',
    functions: [1],
  }),
  // observable.subscribe(listener), bus.subscribe(topic, listener)
  ...named('subscribe', { callbacks: 'deferred', functions: [0, 1, 2] }),
} satisfies MethodTable;

/** The methods that the language asks when a value becomes a text, the first that is there; of symbols, the key. */
export const conversionMethods = { json: ['toJSON'], text: ['@@toPrimitive', 'toString'] } as const;

/** One of these stands in every file that says itself what text an object becomes. */
export const conversionWords = ['toPrimitive', 'toString('] as const;

/** How the language makes one promise of many. */
export const combinators = {
  'global#Promise.all': { waits: 'all', promises: 0 },
  'global#Promise.allSettled': { waits: 'settled', promises: 0 },
  'global#Promise.race': { waits: 'first', promises: 0 },
  'global#Promise.any': { waits: 'fulfilled', promises: 0 },
} satisfies CombinatorTable;

/** Functions of the language that change an argument in place. `Object.freeze` and its kin forbid changes and make none. */
export const mutators = {
  'global#Object.assign': 0,
  'global#Object.defineProperty': 0,
  'global#Object.defineProperties': 0,
  'global#Object.setPrototypeOf': 0,
  'global#Reflect.set': 0,
  'global#Reflect.defineProperty': 0,
  'global#Reflect.deleteProperty': 0,
  'global#Reflect.setPrototypeOf': 0,
  // add, and, exchange ... write to the shared memory that they are given.
  'global#Atomics.add': 0,
  'global#Atomics.and': 0,
  'global#Atomics.compareExchange': 0,
  'global#Atomics.exchange': 0,
  'global#Atomics.or': 0,
  'global#Atomics.store': 0,
  'global#Atomics.sub': 0,
  'global#Atomics.xor': 0,
} satisfies MutatorTable;

/** The classes whose instances a mutating method changes, by the kind that its row names. */
export const containers: Readonly<Record<Container, ReadonlySet<string>>> = {
  array: new Set(
    `Array Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array
     BigInt64Array BigUint64Array`.split(/\s+/u),
  ),
  map: new Set(['Map', 'ReadonlyMap', 'WeakMap', 'URLSearchParams', 'FormData', 'Headers']),
  set: new Set(['Set', 'WeakSet']),
  'map-or-set': new Set(['Map', 'WeakMap', 'Set', 'WeakSet', 'URLSearchParams', 'FormData', 'Headers']),
  date: new Set(['Date']),
  parameters: new Set(['URLSearchParams', 'FormData', 'Headers']),
};

function named(names: string, spec: MethodSpec): MethodTable {
  return Object.fromEntries(
    names
      .split(/\s+/u)
      .filter((name) => name !== '')
      .map((name) => [name, spec]),
  );
}

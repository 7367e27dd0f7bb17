import type { PortableFormat, WrittenForm } from '../facts/records.ts';
import type { QualifiedName } from '../vocabulary/names.ts';

const SDK = '@dbos-inc/dbos-sdk';
const DBOS = `${SDK}#DBOS`;
const CLIENT = `${SDK}#DBOSClient()`;

/** `JSON.stringify` takes the bytes of typed arrays for an object, whose keys are the places of the elements. */
const ELEMENTS: WrittenForm = { becomes: 'an object with a key for each element' };
const EMPTY: WrittenForm = { becomes: 'an empty object' };
const MAP: WrittenForm = { becomes: 'an object', keyed: true, code: 'Object.fromEntries($1)' };
const SET: WrittenForm = { becomes: 'a list', code: 'Array.from($1)' };
const BUFFER: WrittenForm = { becomes: 'an object that holds the bytes' };

/**
 * What becomes of values in the format for other languages (serialization.js portableJsonReplacer): JSON, which is read back as it is. Each was written
 * with 5.3.0 on Node 20. What a step gives is never written so.
 */
const forms: Readonly<Record<QualifiedName, WrittenForm>> = {
  'global#Date()': { becomes: 'text', constructed: true, code: '$1.toISOString()', schema: '$Z.coerce.date()' },
  'global#BigInt()': { becomes: 'text', type: 'bigint', code: '$1.toString()', schema: '$Z.coerce.bigint()' },
  'global#URL()': { becomes: 'text', code: '$1.href' },
  'global#Map()': MAP,
  'global#ReadonlyMap()': MAP,
  'global#Set()': SET,
  'global#ReadonlySet()': SET,
  'global#Buffer()': BUFFER,
  'node:buffer#Buffer()': BUFFER,
  ...all(
    `Uint8Array Uint8ClampedArray Uint16Array Uint32Array Int8Array Int16Array Int32Array Float32Array Float64Array BigInt64Array BigUint64Array`,
    ELEMENTS,
  ),
  ...all('RegExp ArrayBuffer SharedArrayBuffer DataView', EMPTY),
  ...all('Error TypeError RangeError SyntaxError EvalError ReferenceError URIError AggregateError', {
    becomes: 'an object with `name` and `message`',
  }),
};

export const portable: PortableFormat = {
  name: 'portable',
  // dbos.js: `options.serializationType ?? DBOS.#defaultSerializationType`; client.js: `options?.serializationType`
  writers: {
    [`${DBOS}.setEvent`]: { inherits: true },
    [`${DBOS}.send`]: { inherits: true },
    [`${DBOS}.writeStream`]: { inherits: true },
    [`${CLIENT}.send`]: { inherits: false },
    [`${CLIENT}.sendInTransaction`]: { inherits: false },
  },
  forms,
  bigint: 'global#BigInt()',
  collections: { map: 'global#Map()', set: 'global#Set()' },
  instance: { becomes: 'an object without methods' },
  formMethod: 'toJSON',
  schemas: {
    modules: ['zod', 'zod/v3', 'zod/v4'],
    name: 'z',
    option: 'inputSchema',
    all: '$Z.tuple([$R])',
    keywords: { string: '$Z.string()', number: '$Z.number()', boolean: '$Z.boolean()' },
    any: '$Z.any()',
  },
};

function all(names: string, form: WrittenForm): Readonly<Record<QualifiedName, WrittenForm>> {
  return Object.fromEntries(names.split(' ').map((name) => [`global#${name}()`, form] as const));
}

/** The table of the portable format against what the engine's serializer writes. */
import { compileFunction } from 'node:vm';

import { DBOSPortableJSON } from '@dbos-inc/dbos-sdk/internal/serialization';
import { describe, expect, it } from 'vitest';

import { portable } from '../../src/knowledge/dbos/portable.ts';

/** One value of each class of the table; a class without a value here fails. */
const values: Readonly<Record<string, unknown>> = {
  Date: new Date(0),
  BigInt: 10n,
  URL: new URL('https://example.test/a'),
  Map: new Map([['a', 1]]),
  ReadonlyMap: new Map([['a', 1]]),
  Set: new Set([1]),
  ReadonlySet: new Set([1]),
  Buffer: Buffer.from('a'),
  RegExp: /a/,
  ArrayBuffer: new ArrayBuffer(1),
  SharedArrayBuffer: new SharedArrayBuffer(1),
  DataView: new DataView(new ArrayBuffer(1)),
  BigInt64Array: new BigInt64Array([1n]),
  BigUint64Array: new BigUint64Array([1n]),
  AggregateError: new AggregateError([], 'a'),
};

const described: readonly (readonly [becomes: string, holds: (read: unknown, value: unknown) => boolean])[] = [
  ['text', (read) => typeof read === 'string'],
  ['a list', (read) => Array.isArray(read)],
  ['an object', (read) => isObject(read) && Object.keys(read).length === 1],
  ['an empty object', (read) => isObject(read) && Object.keys(read).length === 0],
  ['an object that holds the bytes', (read) => isObject(read) && 'data' in read],
  ['an object with a key for each element', (read) => isObject(read) && '0' in read],
  ['an object with `name` and `message`', (read) => isObject(read) && Object.keys(read).join() === 'name,message'],
];

describe('the portable format', () => {
  it.each(Object.entries(portable.forms))('makes of %s what the table says', (name, { becomes, code }) => {
    const value = valueOf(name.replace(/^.*#|\(\)$/g, ''));
    const read: unknown = DBOSPortableJSON.parse(DBOSPortableJSON.stringify(value));
    const holds = described.find(([words]) => words === becomes)?.[1];
    expect(holds?.(read, value), `${name} became ${JSON.stringify(read)}`).toBe(true);
    expect(read).not.toStrictEqual(value);
    // The code of the suggestion makes the same text.
    const change = compileFunction(`return ${(code ?? '$1').replace('$1', 'value')}`, ['value']) as (
      value: unknown,
    ) => unknown;
    expect(DBOSPortableJSON.stringify(change(value))).toBe(DBOSPortableJSON.stringify(value));
  });

  it('refuses a map whose keys are no text, and an instance keeps its data only', () => {
    expect(() => DBOSPortableJSON.stringify(new Map([[1, 2]]))).toThrow('non-string keys');
    class Money {
      cents = 1;
      add(): void {
        this.cents += 1;
      }
    }
    expect(DBOSPortableJSON.stringify(new Money())).toBe('{"cents":1}');
  });
});

function valueOf(name: string): unknown {
  if (name in values) return values[name];
  const made = globalThis[name as keyof typeof globalThis] as new (argument: unknown) => unknown;
  return name.endsWith('Array') ? new made([1]) : new made('a');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

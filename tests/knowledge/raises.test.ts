/** What the functions of the language are said to throw, against this runtime. */
import { describe, expect, it } from 'vitest';

import { raises } from '../../src/knowledge/host/raises.ts';

/** Calls that throw, by name of the function and class of the error. */
const CALLS: Readonly<Record<string, Readonly<Record<string, () => unknown>>>> = {
  'global#JSON.parse': { SyntaxError: (): unknown => JSON.parse('{') },
  'global#JSON.stringify': { TypeError: () => JSON.stringify(1n) },
  'global#BigInt': {
    SyntaxError: () => BigInt('x'),
    RangeError: () => BigInt(1.5),
    TypeError: (): unknown => Reflect.apply(BigInt, undefined, [undefined]),
  },
  'global#RegExp': { SyntaxError: () => RegExp(['('].join('')) },
  'global#URL': { TypeError: () => new URL('x') },
  'global#Array': { RangeError: (): unknown => new Array<number>(-1) },
  'global#ArrayBuffer': { RangeError: () => new ArrayBuffer(-1) },
  'global#decodeURI': { URIError: () => decodeURI('%') },
  'global#decodeURIComponent': { URIError: () => decodeURIComponent('%') },
  'global#encodeURI': { URIError: () => encodeURI('\uD800') },
  'global#encodeURIComponent': { URIError: () => encodeURIComponent('\uD800') },
  'global#atob': { DOMException: () => atob('*') },
  'global#btoa': { DOMException: () => btoa('\u{100}') },
  'global#structuredClone': { DOMException: () => structuredClone(() => 1) },
  'global#Intl.DateTimeFormat': { RangeError: () => new Intl.DateTimeFormat('en', { timeZone: 'nowhere' }) },
  'global#Intl.NumberFormat': { RangeError: () => new Intl.NumberFormat('en', { maximumFractionDigits: -1 }) },
  'global#Date().toISOString': { RangeError: () => new Date(Number.NaN).toISOString() },
  'global#TextDecoder': { RangeError: () => new TextDecoder('nothing') },
  'global#TextDecoder().decode': {
    TypeError: () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])),
  },
};

describe('functions of the language', () => {
  it.each(Object.entries(CALLS))('%s throws what its row says', (name, calls) => {
    for (const [error, call] of Object.entries(calls)) {
      expect(raises[name]).toContain(error);
      expect(nameOfThrown(call)).toBe(error);
    }
  });

  it('reject with the errors of all when none of any fulfils', async () => {
    expect(raises['global#Promise.any']).toEqual(['AggregateError']);
    await expect(Promise.any([Promise.reject(new Error('no'))])).rejects.toBeInstanceOf(AggregateError);
  });
});

function nameOfThrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.constructor.name : String(error);
  }
  return 'nothing';
}

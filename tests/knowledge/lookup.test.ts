import { describe, expect, it } from 'vitest';

import { compile, compileRows, effectOf, knowsModule, leadsToRows, rowOf } from '../../src/knowledge/lookup.ts';
import { rows } from '../../src/knowledge/rows.ts';
import type { EffectTable, Use } from '../../src/knowledge/vocabulary/effects.ts';

const call: Use = { form: 'call', arguments: 1 };

/** The effect at `name`, whose path is written with dots. */
function ask(table: EffectTable, module: string, path: string, use: Use = call): string | undefined {
  return effectOf(compile([table]), module, path === '' ? [] : path.split('.'), use)?.effect;
}

describe('names', () => {
  it('finds an export, a method of an instance, and the module itself', () => {
    const table = {
      axios: { effect: 'network' },
      'pg#Pool().query': { effect: 'database' },
      'global#Date.now': { effect: 'clock' },
    } satisfies EffectTable;
    expect(ask(table, 'axios', '')).toBe('network');
    expect(ask(table, 'pg', 'Pool().query')).toBe('database');
    expect(ask(table, 'global', 'Date.now')).toBe('clock');
  });

  it('finds each name of a group, and lets the later of two keys have a name', () => {
    const table = {
      ...rows(['os', 'fs#promises', 'redis#()'], 'read\n  stat().** close', { effect: 'file' }),
      'os#close': { effect: 'pure' },
    } satisfies EffectTable;
    expect(ask(table, 'os', 'read')).toBe('file');
    expect(ask(table, 'fs', 'promises.stat().size')).toBe('file');
    expect(ask(table, 'redis', '().close')).toBe('file');
    expect(ask(table, 'os', 'close')).toBe('pure');
    expect(ask(table, 'os', 'write')).toBeUndefined();
  });

  it('knows nothing of a path that is shorter, longer or other than the row', () => {
    const table = { 'pg#Pool().query': { effect: 'database' } } satisfies EffectTable;
    expect(ask(table, 'pg', '')).toBeUndefined();
    expect(ask(table, 'pg', 'Pool()')).toBeUndefined();
    expect(ask(table, 'pg', 'Pool.query')).toBeUndefined();
    expect(ask(table, 'pg', 'Pool().query().then')).toBeUndefined();
    expect(ask(table, 'pg', 'Client().query')).toBeUndefined();
    expect(ask(table, 'mypg', 'Pool().query')).toBeUndefined();
  });

  it('is not led astray by names that objects inherit', () => {
    const table = { 'pg#Pool().query': { effect: 'database' } } satisfies EffectTable;
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(ask(table, 'pg', name)).toBeUndefined();
      expect(ask(table, name, '')).toBeUndefined();
    }
  });

  it('reads a call of the module itself as a first segment', () => {
    const table = { 'openai#().chat.create': { effect: 'network' } } satisfies EffectTable;
    expect(ask(table, 'openai', '().chat.create')).toBe('network');
  });
});

describe('wildcards', () => {
  const table = {
    'm#exact': { effect: 'clock' },
    'm#*()': { effect: 'random' },
    'm#*': { effect: 'id' },
    'm#**': { effect: 'pure' },
  } satisfies EffectTable;

  it('prefers the exact name, then any call or any other segment, then any path', () => {
    expect(ask(table, 'm', 'exact')).toBe('clock');
    expect(ask(table, 'm', 'other()')).toBe('random');
    expect(ask(table, 'm', 'other')).toBe('id');
    expect(ask(table, 'm', 'other.deeper')).toBe('pure');
    expect(ask(table, 'm', '')).toBe('pure');
  });

  it('tries the wider row when the narrower one leads nowhere', () => {
    const both = { 'm#a.x': { effect: 'clock' }, 'm#*.y': { effect: 'random' } } satisfies EffectTable;
    expect(ask(both, 'm', 'a.y')).toBe('random');
    expect(ask(both, 'm', 'a.z')).toBeUndefined();
  });

  it('gives a nested `**` precedence over an outer one', () => {
    const nested = { 'm#**': { effect: 'pure' }, 'm#a().**': { effect: 'network' } } satisfies EffectTable;
    expect(ask(nested, 'm', 'a().b.c')).toBe('network');
    expect(ask(nested, 'm', 'a()')).toBe('network');
    expect(ask(nested, 'm', 'a')).toBe('pure');
  });

  it('takes any call only for a segment that ends in a call', () => {
    const calls = { 'm#*().send': { effect: 'network' } } satisfies EffectTable;
    expect(ask(calls, 'm', 'Client().send')).toBe('network');
    expect(ask(calls, 'm', 'Client.send')).toBeUndefined();
  });

  it('takes any segment for no call', () => {
    const members = { 'm#Client().*.*.*': { effect: 'network' } } satisfies EffectTable;
    expect(ask(members, 'm', 'Client().users.profile.get')).toBe('network');
    expect(ask(members, 'm', 'Client().users.list().map')).toBeUndefined();
    // What a call gives may lead on all the same.
    expect(leadsToRows(compile([members]), 'm', ['Client()', 'users', 'list()'])).toBe(true);
  });
});

describe('modules', () => {
  it('knows the modules of a folder, and prefers the module, then the longest folder', () => {
    const table = {
      '@cloud/*#*().send': { effect: 'network' },
      '@cloud/inner/*#*().send': { effect: 'file' },
      '@cloud/util#parse': { effect: 'pure' },
    } satisfies EffectTable;
    expect(ask(table, '@cloud/s3', 'Client().send')).toBe('network');
    expect(ask(table, '@cloud/s3/deep', 'Client().send')).toBe('network');
    expect(ask(table, '@cloud/inner/x', 'Client().send')).toBe('file');
    expect(ask(table, '@cloud/util', 'Client().send')).toBeUndefined();
    expect(ask(table, '@cloud', 'Client().send')).toBeUndefined();
    expect(ask(table, '@clouds/s3', 'Client().send')).toBeUndefined();
  });

  it('takes a path below a listed package for a member of it', () => {
    const table = {
      'lodash#random': { effect: 'random' },
      'lodash#**': { effect: 'pure' },
      '@scope/pkg#make().run': { effect: 'network' },
    } satisfies EffectTable;
    expect(ask(table, 'lodash/random', '')).toBe('random');
    expect(ask(table, 'lodash/random.js', '')).toBe('random');
    expect(ask(table, 'lodash/random', 'random')).toBe('random');
    expect(ask(table, 'lodash/map', '')).toBe('pure');
    expect(ask(table, '@scope/pkg/make', '().run')).toBe('network');
    expect(ask(table, '@scope/pkg/make', 'make().run')).toBe('network');
    expect(ask(table, '@scope/pkg', 'make().run')).toBe('network');
    expect(ask(table, 'lodash/fp/random', '')).toBeUndefined();
    expect(ask(table, '@scope', 'pkg')).toBeUndefined();
  });

  it('tells which modules it knows at all', () => {
    const index = compile([{ 'lodash#map': { effect: 'pure' }, '@cloud/*#x': { effect: 'network' } }]);
    expect(knowsModule(index, 'lodash')).toBe(true);
    expect(knowsModule(index, 'lodash/map')).toBe(true);
    expect(knowsModule(index, '@cloud/s3')).toBe(true);
    expect(knowsModule(index, 'underscore')).toBe(false);
  });
});

describe('conditions', () => {
  const table = {
    'global#Date': [
      { effect: 'clock', when: 'called' },
      { effect: 'clock', when: 'no-arguments' },
      { effect: 'pure', when: 'arguments' },
    ],
    'global#process.pid': { effect: 'process', when: 'read' },
    'global#process.env.**': { effect: 'environment', when: 'read' },
    dayjs: { effect: 'clock', when: 'no-arguments' },
    'dayjs#**': { effect: 'pure' },
  } satisfies EffectTable;

  it('tells a constructor with arguments from one without, and from a plain call', () => {
    expect(ask(table, 'global', 'Date', { form: 'new', arguments: 0 })).toBe('clock');
    expect(ask(table, 'global', 'Date', { form: 'new', arguments: 1 })).toBe('pure');
    expect(ask(table, 'global', 'Date', { form: 'call', arguments: 1 })).toBe('clock');
  });

  it('knows nothing when the number of arguments decides and cannot be told', () => {
    expect(ask(table, 'global', 'Date', { form: 'new', arguments: -1 })).toBeUndefined();
    expect(ask(table, 'dayjs', '', { form: 'call', arguments: -1 })).toBeUndefined();
    expect(ask(table, 'dayjs', '().add', { form: 'call', arguments: -1 })).toBe('pure');
  });

  it('answers a read only where reading is the effect', () => {
    const read: Use = { form: 'read', arguments: 0 };
    expect(ask(table, 'global', 'process.pid', read)).toBe('process');
    expect(ask(table, 'global', 'process.pid')).toBeUndefined();
    expect(ask(table, 'global', 'process.env', read)).toBe('environment');
    expect(ask(table, 'global', 'process.env.HOME', read)).toBe('environment');
    expect(ask(table, 'global', 'Date', read)).toBeUndefined();
    expect(ask(table, 'dayjs', 'extend', read)).toBeUndefined();
  });

  it('asks the next best row when the best does not apply', () => {
    expect(ask(table, 'dayjs', '', { form: 'call', arguments: 0 })).toBe('clock');
    expect(ask(table, 'dayjs', '', { form: 'call', arguments: 1 })).toBe('pure');
  });
});

describe('tables', () => {
  it('lets a later table have the last word on the same name', () => {
    const index = compile([{ 'm#f': { effect: 'network' } }, { 'm#f': { effect: 'pure' } }]);
    expect(effectOf(index, 'm', ['f'], call)?.effect).toBe('pure');
  });

  it('indexes rows of any kind', () => {
    const index = compileRows<{ readonly steps: number }>([
      { 'sdk#Engine.sleep': { steps: 1 }, 'sdk#Engine.*': { steps: 0 } },
    ]);
    expect(rowOf(index, 'sdk', ['Engine', 'sleep'])).toEqual({ steps: 1 });
    expect(rowOf(index, 'sdk', ['Engine', 'now'])).toEqual({ steps: 0 });
    expect(rowOf(index, 'other', ['Engine', 'now'])).toBeUndefined();
  });
});

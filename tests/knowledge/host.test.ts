import { createRequire, isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';

import { ecmascript } from '../../src/knowledge/host/ecmascript.ts';
import { hostEffects as hostGroups } from '../../src/knowledge/host/index.ts';
import { combinators, methods, mutators } from '../../src/knowledge/host/methods.ts';
import { node } from '../../src/knowledge/host/node.ts';
import { otherRuntimes } from '../../src/knowledge/host/other-runtimes.ts';
import { web } from '../../src/knowledge/host/web.ts';
import { compile, effectOf } from '../../src/knowledge/lookup.ts';
import type { Effect, Use } from '../../src/knowledge/vocabulary/effects.ts';
import { mistakeIn, spelled, unreachable } from './grammar.ts';

const require = createRequire(import.meta.url);
const index = compile([hostGroups]);
const hostEffects = spelled(hostGroups);

function ask(name: string, use: Use = { form: 'call', arguments: 1 }): Effect | undefined {
  const [module = '', path] = name.split('#');
  return effectOf(index, module, path === undefined ? [] : path.split('.'), use)?.effect;
}

function member(owner: unknown, name: string): unknown {
  return (typeof owner === 'object' || typeof owner === 'function') && owner !== null
    ? Reflect.get(owner, name)
    : undefined;
}

function namesIn(module: unknown): readonly string[] {
  return (typeof module === 'object' || typeof module === 'function') && module !== null ? Object.keys(module) : [];
}

describe('the tables', () => {
  it('are spelled by the grammar', () => {
    const mistakes = Object.keys(hostEffects).flatMap((name) => {
      const mistake = mistakeIn(name);
      return mistake === undefined ? [] : [`${name}: ${mistake}`];
    });
    expect(mistakes).toEqual([]);
  });

  it('have no row twice', () => {
    const parts = [ecmascript, web, node, otherRuntimes];
    const sum = parts.reduce((count, part) => count + Object.keys(spelled(part)).length, 0);
    expect(Object.keys(hostEffects)).toHaveLength(sum);
    expect(unreachable(hostEffects)).toEqual([]);
  });

  it('speak of Node’s modules with their prefix, and of no module that Node does not have', () => {
    const modules = new Set(Object.keys(hostEffects).map((name) => name.split('#')[0] ?? ''));
    const strange = [...modules].filter(
      (module) => module !== 'global' && module !== 'bun' && module !== 'bun:sqlite' && !isBuiltin(module),
    );
    // Since Node 22.
    expect(strange.filter((module) => module !== 'node:sqlite')).toEqual([]);
    expect(
      [...modules].filter((module) => isBuiltin(module) && !module.startsWith('node:') && module !== 'bun'),
    ).toEqual([]);
  });
});

/** Members that some Node has, of those that are supported, but not the one that runs. */
const otherVersions = new Set(
  `fs#glob fs#globSync fs#lchmod fs#lchmodSync fs#mkdtempDisposableSync fs/promises#glob fs/promises#mkdtempDisposable crypto#argon2 crypto#argon2Sync
   crypto#encapsulate crypto#decapsulate crypto#prng crypto#rng crypto#pseudoRandomBytes crypto#Cipher crypto#Decipher
   process#threadCpuUsage process#send process#disconnect http#WebSocket dns#resolveTlsa dns/promises#resolveTlsa util#diff
   util#getSystemErrorMessage util#debug util#isArray util#isBoolean util#isBuffer util#isDate util#isError util#isFunction util#isNull
   util#isNullOrUndefined util#isNumber util#isObject util#isPrimitive util#isRegExp util#isString util#isSymbol util#isUndefined util#log
   v8#queryObjects worker_threads#isMarkedAsUntransferable worker_threads#postMessageToThread 
   process#getBuiltinModule process#loadEnvFile process#availableMemory perf_hooks#eventLoopUtilization perf_hooks#timerify
   fs#FileReadStream fs#FileWriteStream fs/promises#lchmod fs/promises#FileHandle crypto#setEngine net#Stream
   worker_threads#parentPort process#setSourceMapsEnabled util#styleText stream#duplexPair fs#openAsBlob`.split(/\s+/u),
);

describe('Node', () => {
  it('has every export that the table speaks of', () => {
    const missing = Object.keys(spelled(node)).flatMap((name) => {
      const [module = '', path = ''] = name.split('#');
      if (!module.startsWith('node:') || module === 'node:sqlite') return [];
      const head = (path.split('.')[0] ?? '').replaceAll('()', '');
      if (head === '' || head === '*' || head === '**') return [];
      const exists = head in Object(require(module));
      return exists || otherVersions.has(`${module.slice(5)}#${head}`) ? [] : [name];
    });
    expect(missing).toEqual([]);
  });

  const unlisted: Readonly<Record<string, readonly string[]>> = {
    // Hidden helper; classes that only describe what a call gave back.
    'node:fs': ['_toUnixTimestamp', 'Dirent', 'Stats', 'Dir'],
    'node:fs/promises': [],
    // The class is made by the functions of the module only; the other is internal.
    'node:child_process': ['_forkChild', 'ChildProcess'],
    // See the note at the table: whether they draw random numbers depends on their arguments.
    'node:crypto': ['sign', 'createDiffieHellman'],
    'node:os': [],
    'node:timers/promises': [],
    // Internal.
    'node:dns': [],
    'node:dns/promises': [],
  };

  for (const [module, names] of Object.entries(unlisted)) {
    it(`has no function in ${module} that is neither listed nor explained`, () => {
      const exports: unknown = require(module);
      const unknown = namesIn(exports).filter(
        (name) => typeof member(exports, name) === 'function' && ask(`${module}#${name}`) === undefined,
      );
      expect(unknown.toSorted()).toEqual(names.toSorted());
    });
  }

  it('has the same functions in fs/promises and fs.promises', () => {
    const names = namesIn(require('node:fs/promises')).filter((name) => name !== 'constants');
    expect(names.filter((name) => ask(`node:fs#promises.${name}`) !== 'file')).toEqual([]);
  });

  it('has every member of process that the table speaks of', () => {
    const missing = Object.keys(spelled(node))
      .filter((name) => name.startsWith('node:process#'))
      .flatMap((name) => {
        const path = (name.split('#')[1] ?? '').split('.').filter((segment) => segment !== '**');
        let value: unknown = process;
        for (const segment of path) value = member(value, segment);
        const head = path[0] ?? '';
        const known = value !== undefined || otherVersions.has(`process#${head}`);
        // A standard input that is no terminal has no raw mode.
        return known || name.endsWith('setRawMode') ? [] : [name];
      });
    expect(missing).toEqual([]);
  });
});

describe('the language', () => {
  it('has every global that the table speaks of, but for the newest', () => {
    const newest = new Set([
      'Temporal',
      'Float16Array',
      'SuppressedError',
      'DisposableStack',
      'AsyncDisposableStack',
      'Iterator',
    ]);
    const missing = Object.keys(spelled(ecmascript)).filter((name) => {
      const head = (name.slice('global#'.length).split('.')[0] ?? '').replaceAll('()', '');
      return !(head in globalThis) && !newest.has(head);
    });
    expect(missing).toEqual([]);
  });

  it('has an answer for every function of Math, JSON, Reflect, Atomics, Object, Promise and Intl', () => {
    const later = new Set<string>();
    for (const owner of ['Math', 'JSON', 'Reflect', 'Atomics', 'Object', 'Promise', 'Intl', 'Date']) {
      const value = member(globalThis, owner);
      for (const name of Object.getOwnPropertyNames(Object(value))) {
        if (typeof member(value, name) !== 'function' || name === 'prototype') continue;
        if (ask(`global#${owner}.${name}`) === undefined) later.add(`${owner}.${name}`);
      }
    }
    expect([...later]).toEqual([]);
  });

  it('tells reading the clock from computing with dates', () => {
    expect(ask('global#Date', { form: 'new', arguments: 0 })).toBe('clock');
    expect(ask('global#Date', { form: 'new', arguments: 1 })).toBe('pure');
    expect(ask('global#Date', { form: 'call', arguments: 1 })).toBe('clock');
    expect(ask('global#Date.now')).toBe('clock');
    expect(ask('global#Date.parse')).toBe('pure');
    expect(ask('global#Date().getTime')).toBe('pure');
    expect(ask('global#Intl.DateTimeFormat().format', { form: 'call', arguments: 0 })).toBe('clock');
    expect(ask('global#Intl.DateTimeFormat().format')).toBe('pure');
    expect(ask('global#Temporal.Now.instant')).toBe('clock');
    expect(ask('global#performance.now')).toBe('clock');
    expect(ask('node:perf_hooks#performance.now')).toBe('clock');
    expect(ask('global#process.hrtime.bigint')).toBe('clock');
  });

  it('tells drawing random numbers from computing with them', () => {
    expect(ask('global#Math.random')).toBe('random');
    expect(ask('global#Math.max')).toBe('pure');
    expect(ask('global#crypto.randomUUID')).toBe('id');
    expect(ask('node:crypto#randomUUID')).toBe('id');
    expect(ask('node:crypto#createHash')).toBe('pure');
    expect(ask('node:crypto#createHash().update().digest')).toBe('pure');
    expect(ask('node:crypto#webcrypto.subtle.generateKey')).toBe('random');
  });
});

describe('callbacks', () => {
  const timing = (name: string): string | undefined => {
    const [module = '', path = ''] = name.split('#');
    return effectOf(index, module, path.split('.'), { form: 'call', arguments: 2 })?.callbacks;
  };

  it('of timers, emitters and callback forms are deferred; of workers detached', () => {
    for (const name of [
      'global#setTimeout',
      'global#setInterval',
      'global#setImmediate',
      'global#queueMicrotask',
      'global#process.nextTick',
      'node:timers#setTimeout',
      'node:events#EventEmitter().on',
      'node:events#().once',
      'node:fs#readFile',
      'node:http#createServer',
      'node:child_process#exec',
    ]) {
      expect(timing(name), name).toBe('deferred');
    }
    expect(timing('node:worker_threads#Worker')).toBe('detached');
    expect(timing('global#Worker')).toBe('detached');
    expect(timing('node:async_hooks#AsyncLocalStorage().run')).toBe('inline');
  });
});

describe('methods', () => {
  const own = (name: string): boolean => Object.hasOwn(methods, name);

  it('exist on the prototypes they are named after', () => {
    const prototypes: readonly object[] = [
      Array.prototype,
      String.prototype,
      Promise.prototype,
      Map.prototype,
      Set.prototype,
      Date.prototype,
      URLSearchParams.prototype,
      EventTarget.prototype,
      process,
    ];
    const newest = new Set(['getOrInsert', 'getOrInsertComputed', 'subscribe']);
    const missing = Object.keys(methods).filter(
      (name) => !newest.has(name) && !prototypes.some((prototype) => name in prototype),
    );
    expect(missing).toEqual([]);
  });

  it('cover every method of Array that changes it or takes a function', () => {
    const takesNone =
      `at concat copyWithin fill includes indexOf join keys lastIndexOf pop push reverse shift slice splice toLocaleString
      toReversed toSpliced toString unshift values with entries flat constructor`.split(/\s+/u);
    const names = Object.getOwnPropertyNames(Array.prototype).filter((name) => name !== 'length');
    expect(names.filter((name) => !own(name) && !takesNone.includes(name))).toEqual([]);
  });

  it('name the functions that combine promises and those that change their argument as they exist', () => {
    for (const name of [...Object.keys(combinators), ...Object.keys(mutators)]) {
      const [owner = '', property = ''] = name.slice('global#'.length).split('.');
      expect(typeof member(member(globalThis, owner), property), name).toBe('function');
    }
  });
});

/**
 * Qualified names at work: where a value of an outside module or a global comes from. Knows the grammar of
 * `knowledge/vocabulary/`, and no name in particular.
 */
import type { QualifiedName } from '../knowledge/vocabulary/names.ts';

/** `{ module: 'pg', path: ['Pool()', 'query'] }` is `pg#Pool().query`. */
export interface Name {
  readonly module: string;
  readonly path: readonly string[];
}

/** The module of names that no import brings. */
export const GLOBAL = 'global';

/** The name of what a key leads to. */
export function member(name: Name, key: string): Name {
  // `import fs from 'fs'` and `import * as fs` are one thing, so a leading `default` says nothing.
  if (name.path.length === 0 && key === 'default') return name;
  return { module: name.module, path: [...name.path, key] };
}

/** What calling it, or constructing it, gives. */
export function result(name: Name): Name {
  const last = name.path.at(-1) ?? '';
  return { module: name.module, path: [...name.path.slice(0, -1), `${last}()`] };
}

/** What was called: of `Date.now()`, `Date.now`. A name that does not end with a call stays as it is. */
export function uncalled(name: Name): Name {
  const last = name.path.at(-1);
  if (last?.endsWith('()') !== true) return name;
  return { module: name.module, path: [...name.path.slice(0, -1), last.slice(0, -2)] };
}

/** The qualified name: `global#Date.now`. */
export function print(name: Name): QualifiedName {
  return name.path.length === 0 ? name.module : `${name.module}#${name.path.join('.')}`;
}

/** The name that a qualified name says. */
export function parse(text: QualifiedName): Name {
  const hash = text.indexOf('#');
  if (hash < 0) return { module: text, path: [] };
  return { module: text.slice(0, hash), path: text.slice(hash + 1).split('.') };
}

/** `DBOS.send` of `@dbos-inc/dbos-sdk#DBOS.send`. */
export function withoutModule(name: QualifiedName): string {
  return name.slice(name.indexOf('#') + 1);
}

/** The last key of a qualified name: `send` of `@dbos-inc/dbos-sdk#DBOS.send`. */
export function lastKey(name: QualifiedName): string {
  return name.slice(Math.max(name.lastIndexOf('#'), name.lastIndexOf('.')) + 1);
}

/** How a person would write it in code: `Date.now`, `fs.readFile`, `Pool.query`, `axios.get`. */
export function spoken(name: Name): string {
  const path = name.path.join('.').replaceAll('()', '');
  if (name.module === GLOBAL) return path;
  const module = name.module.replace(/^node:/u, '');
  if (path === '') return tail(module);
  const [first = ''] = path.split('.');
  // What the package itself makes: `new Redis().set` of `ioredis`.
  if (first === '') return `${tail(module)}${path}`;
  // A class says enough, and so does a function that is called like its package.
  if (first === tail(module) || first.charAt(0) !== first.charAt(0).toLowerCase()) return path;
  return `${tail(module)}.${path}`;
}

function tail(module: string): string {
  const parts = module.split('/');
  return (parts[0]?.startsWith('@') === true ? parts[1] : parts[0]) ?? module;
}

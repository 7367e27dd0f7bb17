/**
 * The source file behind the name of a package of the project itself. Its manifest mostly names what a build makes; in a fresh clone
 * nothing is built, and where it is, the source reads better: `dist/orders.js` is looked for as `src/orders.ts`.
 */
import { join, normalize } from 'node:path';

import { isSourcePath } from '../../syntax/parse.ts';
import { isFile } from './disk.ts';
import { fileCandidates } from './file-candidates.ts';
import { isObject, stringOf, type JsonObject } from './jsonc.ts';

/** Directories that builds write to, and that stand for the place of the sources. */
const OUTPUT = new Set('dist build lib out output esm cjs dist-types dist-cjs dist-esm .build'.split(' '));
/** What builds make inside of these. */
const INNER_OUTPUT = new Set([...OUTPUT, ...'mjs es commonjs module modules types typings node'.split(' ')]);

/** Conditions of `exports` under which other code is meant than what runs in Node. */
const FOREIGN_CONDITIONS = new Set(
  'browser worker react-native edge-light workerd deno electron style sass svelte'.split(' '),
);

/** The file that `name` (subpath `.`) or `name/x` (subpath `./x`) means; undefined when there is none. */
export function sourceOfPackage(manifest: JsonObject, directory: string, subpath: string): string | undefined {
  const exported = targetsOf(manifest['exports'], subpath);
  const fields = ['source', 'module', 'main', 'types', 'typings'].flatMap((field) => stringOf(manifest[field]) ?? []);
  const guesses = subpath === '.' ? ['src/index', 'index', 'src/main', 'lib/index'] : [subpath, join('src', subpath)];
  const stated = [...exported, ...(subpath === '.' ? fields : [])];
  return firstSource(directory, stated) ?? firstSource(directory, guesses);
}

/** The file that a name of the manifest's `imports` means: `#db`. */
export function sourceOfInternal(manifest: JsonObject, directory: string, specifier: string): string | undefined {
  return firstSource(directory, targetsOf(manifest['imports'], specifier));
}

/** The source of a file that a build made; undefined when the path is none, or its source is not found. */
export function sourceOfOutput(directory: string, path: string): string | undefined {
  if (!OUTPUT.has(segmentsOf(path)[0] ?? '')) return undefined;
  for (const candidate of sourcesOf(path)) {
    const absolute = join(directory, candidate);
    if (isLoadable(absolute) && normalize(candidate) !== normalize(path)) return absolute;
  }
  return undefined;
}

function firstSource(directory: string, targets: readonly string[]): string | undefined {
  for (const target of targets) {
    for (const candidate of sourcesOf(target))
      if (isLoadable(join(directory, candidate))) return join(directory, candidate);
  }
  for (const target of targets) {
    for (const candidate of fileCandidates(join(directory, target))) if (isLoadable(candidate)) return candidate;
  }
  return undefined;
}

function isLoadable(path: string): boolean {
  return isSourcePath(path) && isFile(path);
}

/** Where the source of a target may lie, likeliest first; a target that is TypeScript is its own source. */
function* sourcesOf(target: string): Generator<string, void, undefined> {
  if (/\.[cm]?tsx?$/.test(target) && isSourcePath(target)) {
    yield target;
    return;
  }
  const segments = segmentsOf(target);
  const kept = segments.findIndex((segment, index) => !(index === 0 ? OUTPUT : INNER_OUTPUT).has(segment));
  if (kept === 0 || segments.length === 0) return;
  const inner = kept === -1 ? 'index' : segments.slice(kept).join('/');
  const stem = inner.replace(/\.(?:d\.)?[cm]?[jt]sx?$/, '');
  for (const base of [join('src', stem), stem, join('lib', stem), join('source', stem)]) {
    for (const extension of ['.ts', '.tsx', '.mts', '.cts', '/index.ts']) yield base + extension;
  }
  for (const extension of ['.js', '.jsx', '.mjs', '.cjs']) yield join('src', stem) + extension;
}

function segmentsOf(target: string): readonly string[] {
  return target.split(/[\\/]/).filter((segment) => segment !== '' && segment !== '.');
}

/** Every file that a map of `exports` or `imports` gives for a key, in the order in which it is written. */
function targetsOf(map: unknown, key: string): readonly string[] {
  const hasKeys = isObject(map) && Object.keys(map).every((name) => name.startsWith('.') || name.startsWith('#'));
  if (!hasKeys) return key === '.' ? leavesOf(map) : [];
  if (Object.hasOwn(map, key)) return leavesOf(map[key]);
  const [pattern] = Object.keys(map)
    .filter((name) => matchOf(name, key) !== undefined)
    .sort((a, b) => b.indexOf('*') - a.indexOf('*'));
  if (pattern === undefined) return [];
  const middle = matchOf(pattern, key) ?? '';
  return leavesOf(map[pattern]).map((target) => target.replaceAll('*', () => middle));
}

/** What the star of a pattern stands for in a key; undefined when it does not match. */
function matchOf(pattern: string, key: string): string | undefined {
  const [start = '', end] = pattern.split('*');
  if (end === undefined || key.length < start.length + end.length) return undefined;
  return key.startsWith(start) && key.endsWith(end) ? key.slice(start.length, key.length - end.length) : undefined;
}

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([condition, inner]) =>
    FOREIGN_CONDITIONS.has(condition) ? [] : leavesOf(inner),
  );
}

/** Directories that the patterns of a workspace name: `packages/*`, `apps/**`, `{libs,tools}/*`, `!packages/old`. */
import { join } from 'node:path';

import { directoriesIn } from './disk.ts';

/** Against a pattern that names a whole disk. Directories looked into. */
const MAX_DIRECTORIES = 5000;
const MAX_DEPTH = 8;

/** Absolute paths of the directories below `root` that match, without those of a pattern that starts with `!`. */
export function matchingDirectories(root: string, patterns: readonly string[]): readonly string[] {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).flatMap(expandBraces);
  const unwanted = patterns.flatMap((pattern) => (pattern.startsWith('!') ? expandBraces(pattern.slice(1)) : []));
  const excluded = unwanted.map((pattern) => segmentsOf(pattern).map(matcherOf));
  const budget = { left: MAX_DIRECTORIES };
  const found = new Set<string>();
  for (const pattern of wanted) {
    for (const path of walk(root, [], segmentsOf(pattern), budget)) {
      if (!excluded.some((matchers) => matchesPath(matchers, path))) found.add(join(root, ...path));
    }
  }
  return [...found];
}

type Path = readonly string[];

function* walk(root: string, path: Path, pattern: Path, budget: { left: number }): Generator<Path, void, undefined> {
  const [first, ...rest] = pattern;
  if (first === undefined) {
    yield path;
    return;
  }
  if (path.length >= MAX_DEPTH) return;
  // A plain name is not looked for, since a directory that is reached by name may be a symlink, or above the root: `../shared`.
  if (!/[*?[]/.test(first)) {
    yield* walk(root, [...path, first], rest, budget);
    return;
  }
  if (budget.left-- <= 0) return;
  if (first === '**') yield* walk(root, path, rest, budget);
  const matches = matcherOf(first);
  for (const name of directoriesIn(join(root, ...path))) {
    if (name === 'node_modules' || name.startsWith('.') || !matches(name)) continue;
    yield* walk(root, [...path, name], first === '**' ? pattern : rest, budget);
  }
}

type Matcher = ((name: string) => boolean) & { readonly isDeep?: boolean };

function matchesPath(matchers: readonly Matcher[], path: Path): boolean {
  const [first, ...rest] = matchers;
  if (first === undefined) return path.length === 0;
  if (first.isDeep === true && matchesPath(rest, path)) return true;
  const [name, ...below] = path;
  if (name === undefined || !first(name)) return false;
  return matchesPath(first.isDeep === true ? matchers : rest, below);
}

function matcherOf(segment: string): Matcher {
  if (segment === '**') return Object.assign(() => true, { isDeep: true });
  const source = segment.replace(/[\\^$.*+?()[\]{}|]/g, (character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : `\\${character}`;
  });
  const expression = new RegExp(`^${source}$`);
  return (name) => expression.test(name);
}

function segmentsOf(pattern: string): Path {
  return pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** `{a,b}/c` is `a/c` and `b/c`. */
function expandBraces(pattern: string): readonly string[] {
  const [whole, before = '', choices = '', after = ''] = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/.exec(pattern) ?? [];
  if (whole === undefined) return [pattern];
  return choices.split(',').flatMap((choice) => expandBraces(`${before}${choice}${after}`));
}

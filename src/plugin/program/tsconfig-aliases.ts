/**
 * The `paths` and `baseUrl` of a project, read leniently: where `extends` names what is not installed, where a reference is broken, and
 * for files outside `include` (tests), the aliases that can be read still hold. The resolver gives up in these cases.
 */
import { dirname, isAbsolute, join, resolve } from 'node:path';

import type { ConfigFiles } from './config-files.ts';
import { upwards } from './disk.ts';
import { isObject, stringOf, stringsOf, type JsonObject } from './jsonc.ts';

export interface AliasMatch {
  /** The specifier has the form of one of the project's own names, other than the name of anything: `*`. */
  readonly isAlias: boolean;
  /** Absolute paths to look at, likeliest first. */
  readonly targets: readonly string[];
}

export interface TsconfigAliases {
  match(specifier: string, directory: string): AliasMatch;
}

interface Paths {
  /** Patterns with absolute targets. */
  readonly patterns: readonly (readonly [pattern: string, targets: readonly string[]])[];
  /** Where names without `./` are looked up. */
  readonly baseUrl?: string | undefined;
}

/** Configs that one may lead to, against cycles and against the absurd. */
const MAX_CONFIGS = 64;

/** Reads each config once. */
export function createTsconfigAliases(config: ConfigFiles): TsconfigAliases {
  const byDirectory = new Map<string, readonly Paths[]>();
  const byConfig = new Map<string, readonly Paths[]>();

  function pathsFor(directory: string): readonly Paths[] {
    const known = byDirectory.get(directory);
    if (known !== undefined) return known;
    const path = nearestConfig(config, directory);
    const found = path === undefined ? [] : (byConfig.get(path) ?? withReferences(config, path));
    if (path !== undefined) byConfig.set(path, found);
    byDirectory.set(directory, found);
    return found;
  }

  return {
    match(specifier, directory) {
      const all = pathsFor(directory);
      const matches = all.flatMap(({ patterns }) => matchesOf(patterns, specifier));
      const bases = all.flatMap(({ baseUrl }) => (baseUrl === undefined ? [] : [join(baseUrl, specifier)]));
      return {
        isAlias: matches.some(({ pattern }) => pattern !== '*'),
        targets: [...matches.flatMap(({ targets }) => targets), ...bases],
      };
    },
  };
}

interface Match {
  readonly pattern: string;
  readonly targets: readonly string[];
}

/** What the patterns make of a specifier: the longest literal beginning first, as TypeScript chooses. */
function matchesOf(patterns: Paths['patterns'], specifier: string): readonly Match[] {
  const found = patterns.flatMap(([pattern, targets]): Match[] => {
    const [start = '', end] = pattern.split('*');
    if (end === undefined) return pattern === specifier ? [{ pattern, targets }] : [];
    if (specifier.length < start.length + end.length || !specifier.startsWith(start) || !specifier.endsWith(end))
      return [];
    const middle = specifier.slice(start.length, specifier.length - end.length);
    return [{ pattern, targets: targets.map((target) => target.replace('*', () => middle)) }];
  });
  return found.sort((a, b) => b.pattern.indexOf('*') - a.pattern.indexOf('*'));
}

function nearestConfig(config: ConfigFiles, directory: string): string | undefined {
  for (const around of upwards(directory)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = join(around, name);
      if (config.text(path) !== undefined) return path;
    }
  }
  return undefined;
}

/** The aliases of a config, then those of the configs it refers to. */
function withReferences(config: ConfigFiles, path: string): readonly Paths[] {
  const queue = [path];
  const found: Paths[] = [];
  for (let at = 0; at < queue.length && at < MAX_CONFIGS; at++) {
    const current = queue[at] ?? path;
    found.push(inherited(config, current, dirname(current), new Set()));
    const references = config.json(current)?.['references'];
    for (const reference of Array.isArray(references) ? references : []) {
      const target = isObject(reference) ? stringOf(reference['path']) : undefined;
      if (target === undefined) continue;
      const absolute = resolve(dirname(current), target);
      const file = absolute.endsWith('.json') ? absolute : join(absolute, 'tsconfig.json');
      if (!queue.includes(file)) queue.push(file);
    }
  }
  return found;
}

/** The aliases of a config with those it extends. `paths` are replaced as a whole, as TypeScript does. */
function inherited(config: ConfigFiles, path: string, configDir: string, seen: Set<string>): Paths {
  if (seen.has(path) || seen.size >= MAX_CONFIGS) return { patterns: [] };
  seen.add(path);
  const json = config.json(path);
  if (json === undefined) return { patterns: [] };
  const directory = dirname(path);
  let result: Paths = { patterns: [] };
  for (const parent of extendedBy(config, json, directory)) {
    const paths = inherited(config, parent, configDir, seen);
    result = {
      patterns: paths.patterns.length > 0 ? paths.patterns : result.patterns,
      baseUrl: paths.baseUrl ?? result.baseUrl,
    };
  }
  const options = isObject(json['compilerOptions']) ? json['compilerOptions'] : {};
  const place = (target: string): string =>
    resolve(
      directory,
      target.replace('${configDir}', () => configDir),
    );
  const ownBase = stringOf(options['baseUrl']);
  const baseUrl = ownBase === undefined ? result.baseUrl : place(ownBase);
  if (!isObject(options['paths'])) return { patterns: result.patterns, baseUrl };
  const patterns = Object.entries(options['paths']).map(([pattern, targets]) => {
    const absolute = stringsOf(targets).map((target) =>
      target.includes('${configDir}') ? place(target) : resolve(baseUrl ?? directory, target),
    );
    return [pattern, absolute] as const;
  });
  return { patterns, baseUrl };
}

function extendedBy(config: ConfigFiles, json: JsonObject, directory: string): readonly string[] {
  const value = json['extends'];
  return (typeof value === 'string' ? [value] : stringsOf(value)).flatMap((specifier) => {
    const places =
      specifier.startsWith('.') || isAbsolute(specifier)
        ? [resolve(directory, specifier)]
        : [...upwards(directory)].map((around) => join(around, 'node_modules', specifier));
    const candidates = places.flatMap((place) => [place, `${place}.json`, join(place, 'tsconfig.json')]);
    return candidates.filter((path) => config.text(path) !== undefined).slice(0, 1);
  });
}

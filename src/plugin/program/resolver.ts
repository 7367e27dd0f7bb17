/** Resolutions by file and specifier. What was not found is looked for again between lints; what was found holds until files go. */
import type { Resolution } from '../../analysis/source.ts';
import type { ConfigFiles } from './config-files.ts';
import { timed, type Counters } from './counters.ts';
import type { Limits } from './limits.ts';
import type { NativeResolver } from './native-resolver.ts';
import { findModule } from './resolution.ts';
import { createTsconfigAliases } from './tsconfig-aliases.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

export interface Resolver {
  resolve(specifier: string, fromPath: string): Resolution;
  readonly workspaces: Workspaces;
  /** Looks for everything again that was not found; says whether something now is. */
  retryMissing(): boolean;
  /** Forgets everything. */
  clear(): void;
}

export interface ResolverParts {
  readonly native: NativeResolver;
  readonly config: ConfigFiles;
  readonly canonical: (path: string) => string;
  readonly limits: Limits;
  readonly counters: Counters;
}

export function createResolver({ native, config, canonical, limits, counters }: ResolverParts): Resolver {
  const known = new Map<string, Map<string, Resolution>>();
  const missing = new Map<string, Set<string>>();
  let size = 0;
  let readers = createReaders();

  function createReaders() {
    return { native, config, canonical, aliases: createTsconfigAliases(config), workspaces: createWorkspaces(config) };
  }

  function clear(): void {
    known.clear();
    missing.clear();
    size = 0;
    native.clear();
    readers = createReaders();
  }

  function remember(specifier: string, fromPath: string, resolution: Resolution): void {
    if (size >= limits.resolutions) clear();
    entryOf(known, fromPath, () => new Map<string, Resolution>()).set(specifier, resolution);
    size++;
    if (resolution.kind === 'missing') entryOf(missing, fromPath, () => new Set<string>()).add(specifier);
  }

  return {
    resolve(specifier, fromPath) {
      const before = known.get(fromPath)?.get(specifier);
      if (before !== undefined) return before;
      const resolution = timed(counters.resolve, () => findModule(readers, specifier, fromPath));
      remember(specifier, fromPath, resolution);
      return resolution;
    },
    get workspaces() {
      return readers.workspaces;
    },
    retryMissing() {
      if (missing.size === 0) return false;
      native.clear();
      readers = createReaders();
      let isFound = false;
      for (const [fromPath, specifiers] of missing) {
        for (const specifier of specifiers) {
          if (findModule(readers, specifier, fromPath).kind === 'missing') continue;
          known.get(fromPath)?.delete(specifier);
          specifiers.delete(specifier);
          size--;
          isFound = true;
        }
        if (specifiers.size === 0) missing.delete(fromPath);
      }
      return isFound;
    },
    clear,
  };
}

function entryOf<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const before = map.get(key);
  if (before !== undefined) return before;
  const value = create();
  map.set(key, value);
  return value;
}

/** Resolutions by directory and specifier. What was not found is looked for again between lints; what was found holds until files go. */
import { dirname } from 'node:path';

import type { Resolution } from '../../analysis/source.ts';
import type { ConfigFiles } from './config-files.ts';
import { timed, type Counters } from './counters.ts';
import { createGeneratedClients } from './generated-clients.ts';
import type { Limits } from './limits.ts';
import type { NativeResolver } from './native-resolver.ts';
import { findModule } from './resolution.ts';
import { createScopes } from './scopes.ts';
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
  /** By the place that decides and by specifier. */
  const known = new Map<string, Map<string, Resolution>>();
  /** What was not found, with a file that asked for it. */
  const missing = new Map<string, Map<string, string>>();
  let size = 0;
  let readers = createReaders();

  function createReaders() {
    const workspaces = createWorkspaces(config);
    return {
      native,
      config,
      canonical,
      workspaces,
      aliases: createTsconfigAliases(config),
      clients: createGeneratedClients(config),
      scopes: createScopes(config),
    };
  }

  function clear(): void {
    known.clear();
    missing.clear();
    size = 0;
    native.clear();
    readers = createReaders();
  }

  function placeOf(specifier: string, fromPath: string): string {
    const directory = dirname(fromPath);
    return specifier.startsWith('.') ? directory : readers.scopes.scopeOf(directory);
  }

  return {
    resolve(specifier, fromPath) {
      const place = placeOf(specifier, fromPath);
      const before = known.get(place)?.get(specifier);
      if (before !== undefined) return before;
      const resolution = timed(counters.resolve, () => findModule(readers, specifier, fromPath));
      if (size >= limits.resolutions) clear();
      entryOf(known, place).set(specifier, resolution);
      size++;
      if (resolution.kind === 'missing') entryOf(missing, place).set(specifier, fromPath);
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
      for (const [place, specifiers] of missing) {
        for (const [specifier, fromPath] of specifiers) {
          if (findModule(readers, specifier, fromPath).kind === 'missing') continue;
          known.get(place)?.delete(specifier);
          specifiers.delete(specifier);
          size--;
          isFound = true;
        }
        if (specifiers.size === 0) missing.delete(place);
      }
      return isFound;
    },
    clear,
  };
}

function entryOf<Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const before = map.get(key);
  if (before !== undefined) return before;
  const value = new Map<string, Value>();
  map.set(key, value);
  return value;
}

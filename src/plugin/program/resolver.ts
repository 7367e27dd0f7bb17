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

/** Resolves what files load; keeps the answers. */
export function createResolver(parts: ResolverParts): Resolver {
  return new KeepingResolver(parts);
}

class KeepingResolver implements Resolver {
  readonly #parts: ResolverParts;
  /** By the place that decides and by specifier. */
  readonly #known = new Map<string, Map<string, Resolution>>();
  /** What was not found, with a file that asked for it. */
  readonly #missing = new Map<string, Map<string, string>>();
  #size = 0;
  #readers: ReturnType<typeof createReaders>;

  constructor(parts: ResolverParts) {
    this.#parts = parts;
    this.#readers = createReaders(parts);
  }

  get workspaces(): Workspaces {
    return this.#readers.workspaces;
  }

  resolve(specifier: string, fromPath: string): Resolution {
    const { counters, limits } = this.#parts;
    const place = this.#placeOf(specifier, fromPath);
    const before = this.#known.get(place)?.get(specifier);
    if (before !== undefined) return before;
    const resolution = timed(counters.resolve, () => findModule(this.#readers, specifier, fromPath));
    if (this.#size >= limits.resolutions) this.clear();
    entryOf(this.#known, place).set(specifier, resolution);
    this.#size++;
    if (resolution.kind === 'missing') entryOf(this.#missing, place).set(specifier, fromPath);
    return resolution;
  }

  retryMissing(): boolean {
    if (this.#missing.size === 0) return false;
    this.#parts.native.clear();
    this.#readers = createReaders(this.#parts);
    let isFound = false;
    for (const [place, specifiers] of this.#missing) {
      for (const [specifier, fromPath] of specifiers) {
        if (findModule(this.#readers, specifier, fromPath).kind === 'missing') continue;
        this.#known.get(place)?.delete(specifier);
        specifiers.delete(specifier);
        this.#size--;
        isFound = true;
      }
      if (specifiers.size === 0) this.#missing.delete(place);
    }
    return isFound;
  }

  clear(): void {
    this.#known.clear();
    this.#missing.clear();
    this.#size = 0;
    this.#parts.native.clear();
    this.#readers = createReaders(this.#parts);
  }

  /** The directory for a relative specifier, else the folder whose configuration decides. */
  #placeOf(specifier: string, fromPath: string): string {
    const directory = dirname(fromPath);
    return specifier.startsWith('.') ? directory : this.#readers.scopes.scopeOf(directory);
  }
}

/** What reads the files that a resolution rests on; keeps what it has read. */
function createReaders({ native, config, canonical }: ResolverParts) {
  return {
    native,
    config,
    canonical,
    workspaces: createWorkspaces(config),
    aliases: createTsconfigAliases(config),
    clients: createGeneratedClients(config),
    scopes: createScopes(config),
  };
}

function entryOf<Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const before = map.get(key);
  if (before !== undefined) return before;
  const value = new Map<string, Value>();
  map.set(key, value);
  return value;
}

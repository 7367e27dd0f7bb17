/**
 * The program around linted files, from the disk. One project serves a plugin for as long as the process lives: it keeps what it has
 * read, within bounds, and looks now and then, between two lints, whether that still holds.
 */
import { dirname } from 'node:path';

import type { Program, SourceModule, Specifiers } from '../../analysis/source.ts';
import { parseModule, type HostParser, type Parsers } from '../../syntax/parse.ts';
import { createConfigFiles } from './config-files.ts';
import { createCounters, timed, type Counters } from './counters.ts';
import { realPathOf, type Stamp } from './disk.ts';
import { Generations } from './generations.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { ModuleFiles } from './module-files.ts';
import { createNativeResolver } from './native-resolver.ts';
import { lazyNativeParse, loadResolverFactory, type ResolverFactory } from './native.ts';
import { createResolver } from './resolver.ts';
import { sdkVersionIn } from './sdk-version.ts';
import type { SdkVersion } from './version-range.ts';

export interface ProjectOptions {
  readonly limits?: Partial<Limits>;
  /** The native parts; by default those that are installed. Either may be missing. */
  readonly natives?: { readonly parse?: Parsers['native']; readonly resolverFactory?: ResolverFactory | undefined };
  /** Milliseconds from any fixed moment. */
  readonly now?: () => number;
  /** The one path of a file; by default the disk's own. */
  readonly canonical?: (path: string) => string;
}

export interface Project {
  /**
   * The program for one lint. This is the moment at which changes on the disk are noticed, at most every half second; until the next
   * call the answers stay the same. `parser` is `languageOptions.parser`, taken for other files where the native one is missing.
   */
  open(parser?: HostParser): Program;
  /** Changes when something that the program has said no longer holds; not when something is added. */
  readonly generation: number;
  /** The files whose text has changed since a generation, when that is all that has; undefined: more has, or it is too long ago. */
  editedSince(generation: number): ReadonlySet<string> | undefined;
  /** Whether a linted text is the one on the disk. From then on a change of that file changes the generation. */
  isOnDisk(path: string, text: string): boolean;
  /** The stamp of a file. From then on a change of that file changes the generation. */
  watch(path: string): Stamp | undefined;
  /** Takes what a linted file loads, when its text is the one on the disk: so nobody has to read it for that. */
  learn(path: string, specifiers: Specifiers): void;
  /** Takes the tree of a linted file, when its text is the one on the disk: so nobody has to parse it again. */
  lend(module: SourceModule): void;
  /** The version of the first of the packages that a file sees: installed, else the lowest of the range it asks for. */
  sdkVersionOf(path: string, packages: readonly string[]): SdkVersion | undefined;
  /** The path by which the program knows a file. */
  canonical(path: string): string;
  readonly counters: Counters;
  /** Parsed files that are kept at the moment. */
  readonly size: number;
  /** Looks at the disk again when it is next opened. */
  refresh(): void;
  /** Forgets everything. */
  clear(): void;
}

/** Milliseconds between two looks at the disk, at least. */
const MIN_PAUSE = 500;
/** A look may take one part in so many of the time: 2 %, however many files there are. */
const PAUSE_FACTOR = 50;

export function createProject(options: ProjectOptions = {}): Project {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const now = options.now ?? (() => performance.now());
  const native = options.natives ? () => options.natives?.parse : lazyNativeParse();
  const factory = options.natives ? options.natives.resolverFactory : loadResolverFactory();
  const canonical = options.canonical ?? defaultCanonical;
  const counters = createCounters();
  const config = createConfigFiles();
  const files = new ModuleFiles(limits, counters);
  const resolver = createResolver({ native: createNativeResolver(factory), config, canonical, limits, counters });
  const versions = new Map<string, SdkVersion | undefined>();
  let host: HostParser | undefined;
  const generations = new Generations();
  let nextLook = now() + MIN_PAUSE;
  /** Milliseconds of the look before: a single slow one, as of a disk that was asleep, is no reason to wait. */
  let lastTook = 0;

  function look(): void {
    const start = now();
    timed(counters.validate, () => {
      versions.clear();
      config.forgetAbsent();
      const isConfigOutdated = config.revalidate();
      const changes = files.revalidate();
      // A file that went may have hidden another: `b.ts` hides `b/index.ts`.
      if (isConfigOutdated || changes === 'anything') {
        resolver.clear();
        generations.renewed();
      } else if (resolver.retryMissing()) {
        generations.renewed();
      } else if (changes.size > 0) {
        generations.edited(changes);
      }
    });
    const end = now();
    nextLook = end + Math.max(MIN_PAUSE, PAUSE_FACTOR * Math.min(lastTook, end - start));
    lastTook = end - start;
  }

  const program: Program = {
    resolve: (specifier, fromPath) => resolver.resolve(specifier, fromPath),
    load: (path) => files.load(path, parse),
    specifiers: (path) => files.specifiers(path),
    mentions: (path, word) => files.mentions(path, word),
  };

  function parse(path: string, text: string): SourceModule | undefined {
    return parseModule({ native: native(), host }, path, text);
  }

  return {
    isOnDisk: (path, text) => files.isOnDisk(path, text),
    watch: (path) => files.watch(path),
    learn: (path, specifiers) => files.learn(path, specifiers),
    lend: (module) => files.lend(module),
    open(parser) {
      host = parser;
      if (now() >= nextLook) look();
      return program;
    },
    get generation() {
      return generations.current;
    },
    editedSince: (generation) => generations.editedSince(generation),
    sdkVersionOf(path, packages) {
      const directory = dirname(path);
      const key = [directory, ...packages].join('\0');
      if (!versions.has(key)) versions.set(key, sdkVersionIn(directory, packages, config, resolver.workspaces));
      return versions.get(key);
    },
    canonical,
    counters,
    get size() {
      return files.size;
    },
    refresh() {
      nextLook = now();
    },
    clear() {
      files.clear();
      config.clear();
      resolver.clear();
      versions.clear();
      generations.renewed();
    },
  };
}

/** Elsewhere a disk may call one file by several names, and the resolver gives the name that was asked for. */
function defaultCanonical(path: string): string {
  return process.platform === 'linux' ? path : realPathOf(path);
}

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
import { Looks } from './looks.ts';
import { ModuleFiles } from './module-files.ts';
import { createNativeResolver } from './native-resolver.ts';
import { lazyNativeParse, loadResolverFactory, type ResolverFactory } from './native.ts';
import { createResolver, type Resolver } from './resolver.ts';
import { sdkVersionIn, sdkVersionNamed } from './sdk-version.ts';
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

/** A project over the disk of this machine. */
export function createProject(options: ProjectOptions = {}): Project {
  return new DiskProject(options);
}

class DiskProject implements Project {
  readonly counters = createCounters();
  readonly canonical: (path: string) => string;
  readonly #native: () => Parsers['native'];
  readonly #config = createConfigFiles();
  readonly #files: ModuleFiles;
  readonly #resolver: Resolver;
  readonly #versions = new Map<string, SdkVersion | undefined>();
  readonly #generations = new Generations();
  readonly #looks: Looks;
  readonly #program: Program;
  #host: HostParser | undefined;

  constructor({ limits: given, natives, now = () => performance.now(), canonical = defaultCanonical }: ProjectOptions) {
    const limits = { ...DEFAULT_LIMITS, ...given };
    const { counters } = this;
    const config = this.#config;
    const native = createNativeResolver(natives ? natives.resolverFactory : loadResolverFactory());
    this.canonical = canonical;
    this.#native = natives ? () => natives.parse : lazyNativeParse();
    this.#files = new ModuleFiles(limits, counters, this.#native);
    this.#resolver = createResolver({ native, config, canonical, limits, counters });
    this.#looks = new Looks(() => this.#look(), now);
    this.#program = {
      resolve: (specifier, fromPath) => this.#resolver.resolve(specifier, fromPath),
      load: (path) => this.#files.load(path, (file, text) => this.#parse(file, text)),
      specifiers: (path) => this.#files.specifiers(path),
      mentions: (path, word) => this.#files.mentions(path, word),
    };
  }

  open(parser?: HostParser): Program {
    this.#host = parser;
    this.#looks.mayLook();
    return this.#program;
  }

  get generation(): number {
    return this.#generations.current;
  }

  get size(): number {
    return this.#files.size;
  }

  editedSince(generation: number): ReadonlySet<string> | undefined {
    return this.#generations.editedSince(generation);
  }

  isOnDisk(path: string, text: string): boolean {
    return this.#files.isOnDisk(path, text);
  }

  watch(path: string): Stamp | undefined {
    return this.#files.watch(path);
  }

  learn(path: string, specifiers: Specifiers): void {
    this.#files.learn(path, specifiers);
  }

  lend(module: SourceModule): void {
    this.#files.lend(module);
  }

  sdkVersionOf(path: string, packages: readonly string[]): SdkVersion | undefined {
    const directory = dirname(path);
    const key = [directory, ...packages].join('\0');
    if (!this.#versions.has(key))
      this.#versions.set(key, sdkVersionIn(directory, packages, this.#config, this.#resolver.workspaces));
    return this.#versions.get(key) ?? sdkVersionNamed(this.#files.specifiers(path), packages);
  }

  refresh(): void {
    this.#looks.hasten();
  }

  clear(): void {
    this.#files.clear();
    this.#config.clear();
    this.#resolver.clear();
    this.#versions.clear();
    this.#generations.renewed();
  }

  #parse(path: string, text: string): SourceModule | undefined {
    return parseModule({ native: this.#native(), host: this.#host }, path, text);
  }

  /** Notices what has changed on the disk. */
  #look(): void {
    timed(this.counters.validate, () => {
      this.#versions.clear();
      this.#config.forgetAbsent();
      const isConfigOutdated = this.#config.revalidate();
      const changes = this.#files.revalidate();
      // A file that went may have hidden another: `b.ts` hides `b/index.ts`.
      if (isConfigOutdated || changes === 'anything') {
        this.#resolver.clear();
        this.#generations.renewed();
      } else if (this.#resolver.retryMissing()) {
        this.#generations.renewed();
      } else if (changes.size > 0) {
        this.#generations.edited(changes);
      }
    });
  }
}

/** Elsewhere a disk may call one file by several names, and the resolver gives the name that was asked for. */
function defaultCanonical(path: string): string {
  return process.platform === 'linux' ? path : realPathOf(path);
}

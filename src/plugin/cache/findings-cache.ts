/**
 * Findings that outlive the process. What a rule reports in a file depends on the rule and its options, the settings, how the file is parsed, the
 * version of the SDK, the plugin's own code, and the text of the file and of all that it reaches. A hash of these is the key: under the
 * same key the same is found, wherever and by whomever.
 */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Knowledge } from '../../analysis/knowledge.ts';
import type { Program } from '../../analysis/source.ts';
import { mockedSpecifiers } from '../../syntax/specifiers.ts';
import { textOf } from '../program/disk.ts';
import type { Project, SdkVersion } from '../program/index.ts';
import type { Settings } from '../settings.ts';
import { Dependencies } from './dependencies.ts';
import { cacheFolderOf, findingsIn, knownFilesIn, type CacheFolder } from './folder.ts';
import { hashOf } from './hash.ts';
import { KeptFindings } from './kept-findings.ts';
import { openKnownFiles, type KnownFiles } from './known-files.ts';

/** The code whose findings are kept. */
export interface PluginCode {
  readonly version: string;
  /** Address of the file that holds it: two builds of one version are not the same. */
  readonly url: string;
}

/** What it takes to keep findings for the next process. */
export interface Keeping {
  readonly code: PluginCode;
  /** Does something when the process ends. */
  readonly atExit: (work: () => void) => void;
}

/** What the linter says about a file besides its text. */
export interface Surroundings {
  readonly cwd: string;
  /** How the file is parsed; undefined: it cannot be told, and nothing is kept. */
  readonly language: () => string | undefined;
}

interface Subject {
  readonly path: string;
  readonly language: string | undefined;
  readonly text: string;
  readonly version: SdkVersion | undefined;
}

interface CacheSubject {
  readonly project: Project;
  readonly program: Program;
  readonly knowledge: Knowledge;
  readonly settings: Settings;
  readonly cwd: string;
}

/** The cache of the settings and the working directory that were asked for last. */
export class FindingsCaches {
  readonly #code: PluginCode;
  #last: { readonly settings: Settings; readonly cwd: string; readonly cache: FindingsCache | undefined } | undefined;

  constructor({ code, atExit }: Keeping) {
    this.#code = code;
    atExit(() => this.#last?.cache?.save());
  }

  /** Undefined where there is no place for what tools can make again. */
  for(subject: CacheSubject): FindingsCache | undefined {
    const { settings, cwd } = subject;
    if (this.#last?.settings === settings && this.#last.cwd === cwd) return this.#last.cache;
    this.#last?.cache?.save();
    const folder = cacheFolderOf(cwd);
    const cache = folder && new FindingsCache({ ...subject, folder, code: this.#code });
    this.#last = { settings, cwd, cache };
    return cache;
  }
}

interface CacheOptions extends CacheSubject {
  readonly folder: CacheFolder;
  readonly code: PluginCode;
}

/** The findings of the files that one set of rules, settings and parser is run on. */
export class FindingsCache {
  readonly #folder: CacheFolder;
  readonly #files: KnownFiles;
  readonly #program: Program;
  readonly #knowledge: Knowledge;
  readonly #project: Project;
  readonly #cwd: string;
  /** What all keys have in common. */
  readonly #common: string;
  #generation: number;
  #dependencies: Dependencies;

  constructor({ folder, project, program, knowledge, cwd, settings, code }: CacheOptions) {
    this.#folder = folder;
    this.#project = project;
    this.#knowledge = knowledge;
    this.#cwd = cwd;
    this.#files = openKnownFiles({
      file: knownFilesIn(folder),
      version: code.version,
      program,
      stampOf: (path) => project.watch(path),
    });
    this.#program = { ...program, specifiers: (path) => this.#specifiers(path) };
    this.#common = JSON.stringify([cwd, hashOfCode(code), { ...settings, digest: undefined }]);
    this.#generation = project.generation;
    this.#dependencies = this.#newDependencies();
  }

  /** The program, with what is known of its files from earlier processes. */
  get program(): Program {
    this.#refresh();
    return this.#program;
  }

  /** What is kept of a file, whose text is the one on the disk. */
  findingsOf({ path, text, language, version }: Subject): KeptFindings | undefined {
    if (language === undefined) return undefined;
    this.#refresh();
    const mocked = mockedSpecifiers(text).map((specifier) => this.#dependencies.hashBehind(specifier, path));
    const own = [path, text, language, version ?? null, this.#dependencies.hashOf(path), mocked];
    const key = hashOf(`${this.#common}\n${JSON.stringify(own)}`);
    return new KeptFindings(findingsIn(this.#folder, relative(this.#cwd, path), language), key);
  }

  /** Keeps what was learned of the files. */
  save(): void {
    this.#files.save();
  }

  #refresh(): void {
    const { generation } = this.#project;
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#files.refresh();
    this.#dependencies = this.#newDependencies();
  }

  #newDependencies(): Dependencies {
    return new Dependencies({
      specifiers: (path) => {
        const { loaded, types } = this.#specifiers(path);
        return [...loaded, ...types];
      },
      resolve: (specifier, fromPath) => {
        const sdk = this.#knowledge.sdkModule(specifier);
        return sdk === undefined ? this.#program.resolve(specifier, fromPath) : { kind: 'package', name: sdk };
      },
      text: (path) => this.#files.text(path),
      nameOf: (path) => relative(this.#cwd, path),
    });
  }

  #specifiers(path: string): ReturnType<KnownFiles['specifiers']> {
    const found = this.#files.specifiers(path);
    this.#project.learn(path, found);
    return found;
  }
}

function hashOfCode({ version, url }: PluginCode): string {
  // What a bundler has made of the plugin may have no file of its own.
  const text = url.startsWith('file:') ? textOf(fileURLToPath(url)) : undefined;
  return hashOf(`${version} ${text ?? url}`);
}

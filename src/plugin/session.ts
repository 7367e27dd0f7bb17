/**
 * What a plugin instance keeps between files: the tables, the project's files, and the world of the analysis. A model is built by
 * the first rule of a file that asks for it and kept until the next file, so that every rule of a file reads one model.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { openModule } from '../analysis/lit-modules.ts';
import type { Knowledge } from '../analysis/knowledge.ts';
import { FileModel } from '../analysis/model.ts';
import { SINGLE_FILE, type Program, type SourceModule, type Specifiers } from '../analysis/source.ts';
import { World } from '../analysis/world.ts';
import { makesSameTrees, type HostParser } from '../syntax/parse.ts';
import { FindingsCaches, type FindingsCache, type Keeping, type Surroundings } from './cache/findings-cache.ts';
import type { KeptFindings } from './cache/kept-findings.ts';
import { explain, explainUnconcerned, isToBeExplained } from './explain.ts';
import { compileTables, engine, knowledgeFor, type Tables } from './knowledge.ts';
import { ConcernedFile, mayBeDurable, NOT_CONCERNED, specifiersOf, type LintedFile } from './linted-file.ts';
import { createProject, type Project, type SdkVersion } from './program/index.ts';
import type { Settings } from './settings.ts';
import { SharedWorld } from './shared-world.ts';
import { Stats, wantsStats } from './stats.ts';

/** A file that is to be linted. */
export interface Subject {
  readonly source: SourceModule;
  readonly settings: Settings;
  /** `languageOptions.parser`, for other files where the native parser is missing. */
  readonly parser: HostParser | undefined;
  /** Where findings may be kept. */
  readonly surroundings?: Surroundings;
}

interface Place {
  readonly world: World;
  /** Whether the text is the one on the disk. */
  readonly isSaved: boolean;
  readonly cache: FindingsCache | undefined;
}

/** What one plugin keeps between files: the project on the disk, and what was found of it. */
export class Session {
  #tables: Tables | undefined;
  #project: Project | undefined;
  readonly #knowledge = new WeakMap<Settings, Knowledge>();
  readonly #caches: FindingsCaches | undefined;
  /** The file that is being linted. */
  #last: { readonly program: TSESTree.Program; readonly file: LintedFile } | undefined;
  readonly #stats = wantsStats() ? new Stats(() => this.project.counters) : undefined;
  #world: SharedWorld | undefined;
  #draft: { readonly path: string; readonly shared: SharedWorld } | undefined;
  /** The tree that was lent last: its own lint may still be under way. */
  #lent: SourceModule | undefined;
  /** Without `keeping`, nothing is kept for the next process. */
  constructor(keeping?: Keeping) {
    this.#caches = keeping && new FindingsCaches(keeping);
  }

  get project(): Project {
    this.#project ??= createProject();
    return this.#project;
  }

  /** The disk is known to have changed. */
  refresh(): void {
    this.#project?.refresh();
  }

  /** How much is kept of files that are not being linted, in environments. */
  get size(): number {
    return (this.#world?.world.size ?? 0) + (this.#draft?.shared.world.size ?? 0);
  }

  /** The file that is to be linted. */
  open(subject: Subject): LintedFile {
    const { source } = subject;
    if (this.#last?.program === source.program) return this.#last.file;
    const file = this.#timed(() => this.#newFile(subject));
    this.#last = { program: source.program, file };
    if (isToBeExplained(source.path)) {
      const print = (text: string): void => void process.stderr.write(text);
      if (file.model) explain(file.model, print);
      else explainUnconcerned(source.path, print);
    }
    return file;
  }

  /** All rules have looked at the file: keeps what they have found. */
  close(program: TSESTree.Program): void {
    if (this.#last?.program !== program) return;
    const { file } = this.#last;
    if (file.kept?.hasNews !== true) return;
    // What a lint without budget left has found is no more than a part of the truth.
    if (file.model?.world.exhausted !== true) file.kept.save();
  }

  /** The model of a file; undefined when the file has nothing to do with the engine. */
  modelOf(subject: Subject): FileModel | undefined {
    return this.open(subject).model;
  }

  #newFile(subject: Subject): LintedFile {
    const { source, settings, parser } = subject;
    const specifiers = specifiersOf(source);
    const { world, isSaved, cache } = this.#worldFor(subject, specifiers);
    const isConcerned = mayBeDurable(world, source, specifiers);
    if (isConcerned && isSaved) this.#world?.remember(source.path);
    const kept = isConcerned && isSaved && !isToBeExplained(source.path) ? this.#keptOf(subject, cache) : undefined;
    const isKnown = kept?.isEmpty === false;
    if (isSaved && !settings.cache && makesSameTrees(parser) && this.versionOf(source.path, settings))
      this.#lend(source);
    this.#stats?.count(isConcerned, isKnown);
    return isConcerned ? new ConcernedFile(kept, () => this.#timed(() => this.#build(source, world))) : NOT_CONCERNED;
  }

  #build(source: SourceModule, world: World): FileModel {
    const model = new FileModel(world, openModule(world, source));
    // The costly part of the model, so that the cost is not put down to whichever rule asks first.
    if (this.#stats) model.occurrences.at(0);
    return model;
  }

  #timed<Result>(work: () => Result): Result {
    if (!this.#stats) return work();
    const start = performance.now();
    const result = work();
    this.#stats.spend(performance.now() - start);
    return result;
  }

  /** The SDK's version for a file: from the settings, else as installed or asked for where the file lives. */
  versionOf(path: string, settings: Settings): SdkVersion | undefined {
    if (settings.sdkVersion !== undefined) {
      const [major = 0, minor = 0, patch = 0] = settings.sdkVersion.split('.').map(Number);
      return { major, minor, patch };
    }
    return this.project.sdkVersionOf(path, [engine.object.module]);
  }

  /** Where the file is looked at, and where its findings are kept. */
  #worldFor(subject: Subject, specifiers: Specifiers): Place {
    const { source, settings, parser } = subject;
    if (!settings.crossFile)
      return { world: new World(this.#knowledgeFor(settings), SINGLE_FILE), isSaved: false, cache: undefined };
    const { project } = this;
    const opened = project.open(parser);
    const cache = this.#cacheFor(subject, opened);
    const program = cache?.program ?? opened;
    const isSaved = project.isOnDisk(source.path, source.text);
    if (!isSaved) return { world: this.#draftFor(source.path, settings, program), isSaved, cache };
    project.learn(source.path, specifiers);
    this.#world = this.#usable(this.#world, source.path, settings, program);
    return { world: this.#world.world, isSaved, cache };
  }

  /** The world, or a new one where it cannot be used for the file. */
  #usable(current: SharedWorld | undefined, path: string, settings: Settings, program: Program): SharedWorld {
    const { project } = this;
    if (current?.isUsable(path, settings, project) === true) return current;
    return new SharedWorld(new World(this.#knowledgeFor(settings), program), settings, project);
  }

  #cacheFor({ settings, surroundings }: Subject, program: Program): FindingsCache | undefined {
    if (!settings.cache || !surroundings) return undefined;
    const { project } = this;
    return this.#caches?.for({
      project,
      program,
      knowledge: this.#knowledgeFor(settings),
      settings,
      cwd: surroundings.cwd,
    });
  }

  #keptOf({ source, settings, surroundings }: Subject, cache: FindingsCache | undefined): KeptFindings | undefined {
    if (!cache || !surroundings) return undefined;
    const { path, text } = source;
    return cache.findingsOf({ language: surroundings.language(), path, text, version: this.versionOf(path, settings) });
  }

  /** Lends the tree. Of the one before, whose lint is over, the tokens go: they weigh as much as its nodes, and nobody asks for them. */
  #lend(source: SourceModule): void {
    const before = this.#lent?.program;
    if (before && before !== source.program) {
      before.tokens = [];
      before.comments = [];
    }
    this.#lent = detached(source);
    this.project.lend(this.#lent);
  }

  /** The world of an unsaved text, which no other file sees: to these, the disk is what counts. Lasts from keystroke to keystroke. */
  #draftFor(path: string, settings: Settings, program: Program): World {
    const { path: draftPath, shared } = this.#draft ?? {};
    // What another module has made of the text as it was would go on to count.
    const isOurs = draftPath === path && shared?.world.modules.isRootImported === false;
    const usable = this.#usable(isOurs ? shared : undefined, path, settings, program);
    this.#draft = { path, shared: usable };
    return usable.world;
  }

  #knowledgeFor(settings: Settings): Knowledge {
    let knowledge = this.#knowledge.get(settings);
    if (!knowledge) {
      this.#tables ??= compileTables();
      knowledge = knowledgeFor(this.#tables, settings);
      this.#knowledge.set(settings, knowledge);
    }
    return knowledge;
  }
}

/** The module without the linter's object around it, which would keep all that the parser made. */
function detached({ path, text, program, scopeManager, visitorKeys }: SourceModule): SourceModule {
  return { path, text, program, scopeManager, visitorKeys };
}

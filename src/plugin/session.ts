/**
 * What a plugin instance keeps between files: the tables, the project's files, and the world of the analysis. A model is built by
 * the first rule of a file that asks for it and kept until the next file, so that every rule of a file reads one model.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isConcerned } from '../analysis/concern.ts';
import { FileModel } from '../analysis/model.ts';
import { SINGLE_FILE, type Program, type SourceModule, type Specifiers } from '../analysis/source.ts';
import { topLevelSpecifiers } from '../analysis/module-surface.ts';
import { World } from '../analysis/world.ts';
import type { Knowledge } from '../analysis/knowledge.ts';
import { explain, explainUnconcerned, isToBeExplained } from './explain.ts';
import { compileTables, engine, knowledgeFor, type Tables } from './knowledge.ts';
import { createProject, type Project, type SdkVersion } from './program/index.ts';
import type { Settings } from './settings.ts';
import { Stats, wantsStats } from './stats.ts';
import { makesSameTrees, type HostParser } from '../syntax/parse.ts';
import { calledSpecifiers, mockedSpecifiers } from '../syntax/specifiers.ts';

/**
 * What is kept of environments and modules before the analysis starts afresh, in environments: neighbours in a project look at the same
 * helpers, so a few of them together are enough. Where one file alone needs more than is usual, half as much again.
 */
const WORLD_SIZE = 5_000;
const ROOM = 1.5;

export interface Subject {
  readonly source: SourceModule;
  readonly settings: Settings;
  /** `languageOptions.parser`, for other files where the native parser is missing. */
  readonly parser: HostParser | undefined;
}

/** The world that the lints of one settings object share as long as nothing changes on the disk. */
interface SharedWorld {
  readonly world: World;
  readonly settings: Settings;
  /** Of the project, as of which it holds. */
  generation: number;
  /** Its size at the end of the first lint that asked for a model. */
  first: number | undefined;
}

export class Session {
  #tables: Tables | undefined;
  #project: Project | undefined;
  readonly #knowledge = new WeakMap<Settings, Knowledge>();
  /** Of the file that is being linted: its rules run one after the other. */
  #last: { readonly program: TSESTree.Program; readonly model: FileModel | undefined } | undefined;
  readonly #stats = wantsStats() ? new Stats(() => this.project.counters) : undefined;
  #world: SharedWorld | undefined;
  #draft: (SharedWorld & { readonly path: string }) | undefined;
  /** The tree that was lent last: its own lint may still be under way. */
  #lent: SourceModule | undefined;

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
    return (this.#world?.world.size ?? 0) + (this.#draft?.world.size ?? 0);
  }

  /** The model of a file; undefined when the file has nothing to do with the engine. */
  modelOf({ source, settings, parser }: Subject): FileModel | undefined {
    if (this.#last?.program === source.program) return this.#last.model;
    const start = performance.now();
    const specifiers = specifiersOf(source);
    const world = this.#worldFor({ source, settings, parser }, specifiers);
    const model = mayBeDurable(world, source, specifiers) ? new FileModel(world, world.open(source)) : undefined;
    this.#last = { program: source.program, model };
    // The costly part of the model, so that the cost is not put down to whichever rule asks first.
    if (this.#stats) model?.occurrences.at(0);
    this.#stats?.add(performance.now() - start, model !== undefined);
    if (isToBeExplained(source.path)) {
      const print = (text: string): void => void process.stderr.write(text);
      if (model) explain(model, print);
      else explainUnconcerned(source.path, print);
    }
    return model;
  }

  /** The SDK's version for a file: from the settings, else as installed or asked for where the file lives. */
  versionOf(path: string, settings: Settings): SdkVersion | undefined {
    if (settings.sdkVersion !== undefined) {
      const [major = 0, minor = 0, patch = 0] = settings.sdkVersion.split('.').map(Number);
      return { major, minor, patch };
    }
    return this.project.sdkVersionOf(path, [engine.object.module]);
  }

  #worldFor({ source, settings, parser }: Subject, specifiers: Specifiers): World {
    const knowledge = this.#knowledgeFor(settings);
    if (!settings.crossFile) return new World(knowledge, SINGLE_FILE);
    const { project } = this;
    const program = project.open(parser);
    if (!project.isOnDisk(source.path, source.text)) return this.#draftFor(source.path, settings, program);
    project.learn(source.path, specifiers);
    if (makesSameTrees(parser) && this.versionOf(source.path, settings)) this.#lend(source);
    const current = this.#world;
    if (current?.settings === settings && hasRoom(current) && this.#isUpToDate(current)) return current.world;
    const world = new World(knowledge, program);
    this.#world = { world, settings, generation: project.generation, first: undefined };
    return world;
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
    const { generation } = this.project;
    const current = this.#draft;
    const isOurs = current?.path === path && current.settings === settings;
    // What another module has made of the text as it was would go on to count.
    const isUsable = isOurs && !current.world.isRootImported && hasRoom(current);
    if (isUsable && this.#isUpToDate(current)) return current.world;
    const world = new World(this.#knowledgeFor(settings), program);
    this.#draft = { world, settings, generation, first: undefined, path };
    return world;
  }

  /** Whether the world says what the disk says, once it has forgotten files that were edited. */
  #isUpToDate(shared: SharedWorld): boolean {
    const { generation } = this.project;
    if (shared.generation === generation) return true;
    const edited = this.project.editedSince(shared.generation);
    shared.generation = generation;
    return edited !== undefined && shared.world.forget(edited);
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

/** Whether the next lint may go on with it. What a lint without budget left has found is no more than a part of the truth. */
function hasRoom(shared: SharedWorld): boolean {
  const { size, exhausted } = shared.world;
  if (exhausted) return false;
  shared.first ??= size > 0 ? size : undefined;
  return size <= Math.max(WORLD_SIZE, ROOM * (shared.first ?? 0));
}

/** Whether the file can have durable code; for most files, its imports at the top level are all that is looked at. */
function mayBeDurable(world: World, { path, text }: SourceModule, specifiers: Specifiers): boolean {
  const { knowledge } = world;
  if (knowledge.hasWrappers || isConcerned(world, path, specifiers)) return true;
  // A test need not import what it mocks, and the module under test may be one that is not found.
  return mockedSpecifiers(text).some((specifier) => knowledge.sdkModule(specifier) !== undefined);
}

/** What the file names, found without walking its functions. */
function specifiersOf({ program, text }: SourceModule): Specifiers {
  const { loaded, types } = topLevelSpecifiers(program);
  return CALLS.some((call) => text.includes(call))
    ? { loaded: [...loaded, ...calledSpecifiers(text)], types }
    : { loaded, types };
}

/** Without one of these, a file loads nothing but what its top level imports and re-exports. */
const CALLS = ['require', 'import('];

/**
 * What a plugin instance keeps between files: the tables, the project's files, and the world of the analysis. A model is built by
 * the first rule of a file that asks for it and kept until the next file, so that every rule of a file reads one model.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { reachesEngine } from '../analysis/concern.ts';
import { FileModel } from '../analysis/model.ts';
import type { SourceModule } from '../analysis/source.ts';
import { SINGLE_FILE } from '../analysis/source.ts';
import { indexModule, topLevelSpecifiers } from '../analysis/units.ts';
import { World, type Knowledge } from '../analysis/world.ts';
import { explain, explainUnconcerned, isToBeExplained } from './explain.ts';
import { compileTables, engine, knowledgeFor, type Tables } from './knowledge.ts';
import { createProject, type Project, type SdkVersion } from './program/index.ts';
import type { Settings } from './settings.ts';
import { Stats, wantsStats } from './stats.ts';
import type { HostParser } from '../syntax/parse.ts';

/** What is kept of environments and modules before the analysis starts afresh. Bounds the memory of an editor's process. */
const MAX_WORLD_SIZE = 100_000;

export interface Subject {
  readonly source: SourceModule;
  readonly settings: Settings;
  /** `languageOptions.parser`, for other files where the native parser is missing. */
  readonly parser: HostParser | undefined;
}

export class Session {
  #tables: Tables | undefined;
  #project: Project | undefined;
  readonly #knowledge = new WeakMap<Settings, Knowledge>();
  /** Of the file that is being linted: its rules run one after the other. */
  #last: { readonly program: TSESTree.Program; readonly model: FileModel | undefined } | undefined;
  readonly #stats = wantsStats() ? new Stats(() => this.project.counters) : undefined;
  #world: { readonly world: World; readonly settings: Settings; readonly generation: number } | undefined;

  get project(): Project {
    this.#project ??= createProject();
    return this.#project;
  }

  /** The model of a file; undefined when the file has nothing to do with the engine. */
  modelOf({ source, settings, parser }: Subject): FileModel | undefined {
    if (this.#last?.program === source.program) return this.#last.model;
    const start = performance.now();
    const world = this.#worldFor(source, settings, parser);
    const model = isConcerned(world, source, settings) ? new FileModel(world, world.open(source)) : undefined;
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

  #worldFor(source: SourceModule, settings: Settings, parser: HostParser | undefined): World {
    const knowledge = this.#knowledgeFor(settings);
    if (!settings.crossFile) return new World(knowledge, SINGLE_FILE);
    const { project } = this;
    const program = project.open(parser);
    // An unsaved text is seen by this lint only: to other files, the disk is what counts.
    if (!project.isOnDisk(source.path, source.text)) return new World(knowledge, program);
    const current = this.#world;
    const isFresh =
      current?.settings === settings &&
      current.generation === project.generation &&
      current.world.size <= MAX_WORLD_SIZE;
    const world = isFresh ? current.world : new World(knowledge, program);
    this.#world = { world, settings, generation: project.generation };
    return world;
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

/** Whether the file can have durable code; for most files, its imports at the top level are all that is looked at. */
function isConcerned(world: World, source: SourceModule, settings: Settings): boolean {
  if (hasWrappers(settings)) return true;
  const hidden = HIDDEN_IMPORTS.some((text) => source.text.includes(text));
  const specifiers = hidden ? indexModule(source).specifiers : topLevelSpecifiers(source.program);
  return reachesEngine(world, source.path, specifiers);
}

/** Without one of these, a file loads nothing but what its top level imports and re-exports. */
const HIDDEN_IMPORTS = ['require', 'import('];

function hasWrappers(settings: Settings): boolean {
  return (
    settings.workflowWrappers.length > 0 || settings.stepWrappers.length > 0 || settings.transactionWrappers.length > 0
  );
}

/**
 * What every part of the analysis shares during one lint: the tables, the program around the file, what was found so far, and a work budget. Holds
 * caches, so it belongs to a project object, never to a module.
 */
import type { OptionMark, OptionSpec } from '../knowledge/facts/options.ts';
import type { CallOf } from './callers.ts';
import type { CalledNames } from './called-names.ts';
import type { LoadedName } from './duplicates-across.ts';
import { Environments } from './environments.ts';
import { FlowCache } from './flow/cache.ts';
import { importersOf, reachedFrom } from './importers.ts';
import { CarriedModules } from './carried-modules.ts';
import type { ApiFact } from './facts.ts';
import type { Fill } from './collections.ts';
import type { EngineCalls } from './later-runs.ts';
import type { Mutation } from './mutations.ts';
import type { StateRead } from './module-state.ts';
import type { ReadBack } from './read-back.ts';
import type { StateOfModule } from './state-changes.ts';
import { ModuleStore } from './module-store.ts';
import type { Node } from './nodes.ts';
import type { OwnDoings } from './counterparts.ts';
import type { SteppedParameters } from './step-alternatives.ts';
import { routesTo, type MarkedOption, type OptionRoute } from './option-marks.ts';
import type { Positions } from './key-parameters.ts';
import type { KeyedCalls } from './keyed-calls.ts';
import { found, Search, type Kept } from './search.ts';
import type { Setting } from './settings.ts';
import type { Provision } from './provisions.ts';
import type { Program, Resolution, SourceModule, Specifiers } from './source.ts';
import type { ClassUnit, FunctionUnit, Member, ModuleUnit } from './units.ts';
import type { InstanceValue, Values } from './values.ts';
import type { Knowledge } from './knowledge.ts';
import type { RegisteredMember } from './roles.ts';
import type { VariableLike } from './variables.ts';

/**
 * Calls that may be followed into each other with known arguments. What is called at several depths is looked at for each: with seven, a
 * project of 900 files took 57 s of processor time to lint, with six 21 s, and the same was found in it.
 */
export const MAX_DEPTH = 6;
/** Expressions that one lint may evaluate. Beyond it everything is unknown. */
const WORK_PER_FILE = 250_000;
/** Environments that one lint may tell apart; further calls are taken to be made by anyone. */
const MAX_LOCAL_ENVS = 3000;

/** The program as far as it was looked at, during one lint and from one to the next. */
export class World {
  readonly knowledge: Knowledge;
  readonly program: Program;
  readonly modules: ModuleStore;
  /** The values that are being found. */
  readonly search = new Search();
  readonly environments = new Environments((module) => this.modules.isOfLint(module));

  // Of the lint.
  #work = WORK_PER_FILE;
  /** Members of objects, classes and instances, by the value's key and theirs. */
  members = new Map<string, Values>();
  /** Arguments of the file's calls as they are written. */
  settings = new Map<Node, Setting>();
  /** Whether the file's calls name the engine's function themselves. */
  written = new Map<ApiFact, boolean>();
  /** What they have for options of a kind. */
  marked = new Map<ApiFact, Map<OptionMark, readonly MarkedOption[]>>();
  /** Whether an object holds a function or anything else that runs, by its key. */
  holdsCode = new Map<string, boolean>();
  /** The only class behind an interface or an abstract class, by its key; null: none, or several. */
  implementations = new Map<string, InstanceValue | null>();
  reachable = new Map<ModuleUnit, readonly string[]>();
  /** What the files tell containers that a module reaches. */
  provisionsAround = new WeakMap<ModuleUnit, Kept<readonly Provision[]>>();

  // Of the program, as far as it was looked at.
  /** Whether a module reaches the engine's SDK, by path. */
  readonly concerned = new Map<string, boolean>();

  // Gone with their module.
  readonly exportMemo = new WeakMap<ModuleUnit, Map<string, Values>>();
  readonly durableMembers = new WeakMap<Member, RegisteredMember | 'none'>();
  readonly moduleState = new WeakMap<ModuleUnit, StateOfModule>();
  readonly stateReads = new WeakMap<ModuleUnit, ReadonlyMap<FunctionUnit, readonly StateRead[]>>();
  /** Calls of a function in its own file, and whether one of them gives it code. */
  readonly callsOf = new WeakMap<FunctionUnit, readonly CallOf[]>();
  readonly givenCode = new WeakMap<FunctionUnit, Kept<boolean>>();
  /** Parameters of which a function makes steps. */
  readonly steppedParameters = new WeakMap<FunctionUnit, SteppedParameters>();
  /** What a function does in its own text. */
  readonly ownDoings = new WeakMap<FunctionUnit, OwnDoings>();
  /** Calls of a function by one of their arguments, by its position. */
  readonly keyedCalls = new WeakMap<readonly CallOf[], Map<number, KeyedCalls>>();
  /** Which parameters of a function say under which key code stands. */
  readonly keyParameters = new WeakMap<FunctionUnit, Kept<Positions>>();
  /** Whether a class has methods that keep what they are given. */
  readonly keepers = new WeakMap<ClassUnit, Kept<boolean>>();
  /** Whether each call of a function makes another thing that keeps what it is given. */
  readonly factories = new WeakMap<FunctionUnit, Kept<boolean>>();
  /** Whether what a variable holds is kept for later. */
  readonly keptVariables = new WeakMap<VariableLike, boolean>();
  readonly variables = new WeakMap<ModuleUnit, ReadonlyMap<Node, VariableLike>>();
  /** Whether the values of a written type are data and nothing else. */
  readonly dataTypes = new WeakMap<Node, boolean>();
  /** Which parameters of a function have such a type; empty: nothing is to be said. */
  readonly dataParameters = new WeakMap<FunctionUnit, readonly boolean[]>();
  /** Namespaces of several names, by the first of them. */
  readonly dottedNamespaces = new WeakMap<ModuleUnit, ReadonlyMap<string, Values>>();
  /** The paths of what a module loads that may register functions in their place. */
  readonly registrars = new WeakMap<ModuleUnit, readonly string[]>();
  /** Calls that put something into a collection. */
  readonly fills = new WeakMap<ModuleUnit, readonly Fill[]>();
  /** What a module tells containers. */
  readonly provisions = new WeakMap<ModuleUnit, Kept<readonly Provision[]>>();
  /** What a module registers when it is loaded. */
  readonly loadedNames = new WeakMap<ModuleUnit, readonly LoadedName[]>();
  /** What a function changes, and which of its parameters. */
  readonly mutations = new WeakMap<FunctionUnit, readonly Mutation[]>();
  /** Whether a module, or one that it imports, says how something becomes a text. */
  readonly saysHowToText = new WeakMap<ModuleUnit, boolean>();
  /** Other names under which a module gives away what has a name. */
  readonly otherNames = new WeakMap<ModuleUnit, ReadonlyMap<string, ReadonlySet<string>>>();
  readonly calledNames = new WeakMap<ModuleUnit, CalledNames>();
  /** Whether a function launches the engine, and what it calls. */
  readonly launches = new WeakMap<FunctionUnit, boolean>();
  readonly engineCalls = new WeakMap<FunctionUnit, EngineCalls>();
  /** Where a module looks at what is changed. */
  readonly readBack = new WeakMap<ModuleUnit, ReadBack>();
  /** Fields that a method changes of its object. */
  readonly changedFields = new WeakMap<FunctionUnit, ReadonlySet<string>>();
  readonly changedParameters = new WeakMap<FunctionUnit, ReadonlySet<number>>();
  /** Whether a function says that the workflow has been stopped. */
  readonly stopPredicates = new WeakMap<FunctionUnit, boolean>();
  readonly flow = new FlowCache();
  /** By the row of a call. */
  readonly #routes = new WeakMap<object, Map<OptionMark, readonly OptionRoute[]>>();

  constructor(knowledge: Knowledge, program: Program) {
    this.knowledge = knowledge;
    this.program = program;
    this.modules = new ModuleStore(program, knowledge);
  }

  /** The ways to the options of a kind, of a call with these places for options. */
  routesTo(specs: Readonly<Record<number, OptionSpec>>, mark: OptionMark): readonly OptionRoute[] {
    let routes = this.#routes.get(specs);
    if (!routes) this.#routes.set(specs, (routes = new Map<OptionMark, readonly OptionRoute[]>()));
    let ways = routes.get(mark);
    if (!ways) routes.set(mark, (ways = routesTo(specs, mark)));
    return ways;
  }

  /** What is kept under a key; else what is found now. A value that is asked for while it is being found is nothing. */
  remembered(memo: Map<string, Values>, key: string, find: () => Values): Values {
    const known = memo.get(key);
    if (known) return this.search.answer(known);
    const before = this.search.enter();
    memo.set(key, this.search.marker);
    const values = found(find());
    memo.set(key, values);
    this.search.leaveKept(before, memo, key);
    return values;
  }

  /** Takes one unit of work; false when the budget of this lint is used up. */
  spend(): boolean {
    this.#work -= 1;
    return this.#work > 0;
  }

  /** Whether one more call may get an environment of its own. */
  get hasRoom(): boolean {
    return this.environments.localCount < MAX_LOCAL_ENVS;
  }

  get exhausted(): boolean {
    return this.#work <= 0;
  }

  /**
   * Begins a lint: the linted file is part of the world, in place of what the disk says. What an earlier lint found out about its own
   * file is forgotten; what it found out about others stays.
   *
   * @param lit paths of modules of which the linted file decides what they keep: what is found out about them is forgotten with it
   */
  open(source: SourceModule, lit: ReadonlySet<string> = new Set()): ModuleUnit {
    this.#work = WORK_PER_FILE;
    this.search.reset();
    this.environments.forgetLocal();
    this.members = new Map();
    this.settings = new Map();
    this.written = new Map();
    this.marked = new Map();
    this.holdsCode = new Map();
    this.implementations = new Map();
    this.reachable = new Map();
    this.provisionsAround = new WeakMap();
    return this.modules.open(source, lit);
  }

  /** The module that is linted. */
  get root(): ModuleUnit | undefined {
    return this.modules.root;
  }

  /** The module of a file; undefined when it cannot be read. */
  module(path: string): ModuleUnit | undefined {
    return this.modules.get(path);
  }

  /** What a specifier of a file leads to. */
  resolve(specifier: string, fromPath: string): Resolution {
    return this.modules.resolve(specifier, fromPath);
  }

  /** The specifiers of a file, found in the cheapest way. */
  specifiers(path: string): Specifiers {
    return this.modules.specifiers(path);
  }

  /** Whether the text of a file holds a word, so that most files need not be parsed to know that there is nothing in them. */
  mentions(path: string, word: string): boolean {
    return this.modules.mentions(path, word);
  }

  /** Forgets modules whose text has changed, but not what they import, those that reach them, and everything that was made of these. */
  forget(edited: ReadonlySet<string>): void {
    this.modules.reread(edited);
    this.#drop(importersOf(this, edited, this.modules.paths));
  }

  /** Forgets modules that none of these files reaches, and everything that was made of them. */
  retain(files: Iterable<string>): void {
    const reached = reachedFrom(this, files);
    this.#drop(new Set([...this.modules.paths].filter((path) => !reached.has(path))));
  }

  #drop(paths: ReadonlySet<string>): void {
    this.modules.forget(paths);
    this.environments.forget(new CarriedModules(({ path }) => paths.has(path)));
  }

  /** How much it holds, to decide when to forget: environments, and modules by what their trees weigh against one. */
  get size(): number {
    return this.environments.sharedCount + this.modules.textLength / TEXT_PER_ENV;
  }
}

/** The text whose tree weighs as much in memory as an environment, in characters. */
const TEXT_PER_ENV = 50;

/**
 * Everything the rules may ask about one file. Built once for a file, from its tree and the world around it; each part is computed
 * when it is first asked for. What belongs to one subject only is asked of that subject: `model.steps`, `model.registry`.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { constantInit } from './variables.ts';
import type { OptionMark } from '../knowledge/facts/options.ts';
import { CallKinds, type CallKind } from './call-kinds.ts';
import { callSitesIn, type CallSite, type EngineCall } from './call-sites.ts';
import { argumentAt, markedAt } from './call-options.ts';
import { contextsOf, type Contexts, type Occurrence } from './contexts.ts';
import { baseEnv } from './evaluate.ts';
import { Flow } from './flow/flow.ts';
import type { RoleEdge } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { unitAt } from './bindings.ts';
import { print } from './names.ts';
import { contains, unwrap, type Node } from './nodes.ts';
import type { MarkedOption } from './option-marks.ts';
import type { Setting } from './settings.ts';
import { queuesOf, type Queue } from './queues.ts';
import { summaryOf } from './summaries.ts';
import type { ClassUnit, FunctionUnit, Member, ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';
import { LaunchOrder } from './launch-order.ts';
import { madeBy, type Made } from './released.ts';
import { StepQuestions } from './questions/steps.ts';
import { StartQuestions } from './questions/starts.ts';
import { PatchQuestions } from './questions/patching.ts';
import { TestQuestions } from './questions/tests.ts';
import { InstanceQuestions } from './questions/instances.ts';
import { CallbackQuestions } from './questions/callbacks.ts';
import { ChangeQuestions } from './questions/changes.ts';
import { PromiseQuestions } from './questions/promises.ts';
import { RecordQuestions } from './questions/records.ts';
import { RegistryQuestions } from './questions/registry.ts';
import { FormQuestions } from './questions/forms.ts';
import { ScopeQuestions } from './questions/scope.ts';
import { StartupQuestions } from './questions/startup.ts';
import { ExecutionQuestions } from './questions/execution.ts';
import { ExpressionQuestions } from './questions/expressions.ts';
import { ReplayQuestions } from './questions/replay.ts';
import { StreamQuestions } from './questions/streams.ts';
import { WordingQuestions } from './questions/wording.ts';

/** A function that this file registers. */
export interface Registration {
  readonly role: Role;
  /** The call or the decorator. */
  readonly node: Node;
  /** The function, when it is one of the program. */
  readonly unit: FunctionUnit | undefined;
  readonly edge: RoleEdge | undefined;
  readonly member: { readonly cls: ClassUnit; readonly member: Member } | undefined;
}

const NO_ROLES: ReadonlySet<Role> = new Set();

/** The questions about one file; each is answered when it is first asked. */
export class FileModel {
  readonly world: World;
  readonly module: ModuleUnit;

  readonly steps: StepQuestions;
  readonly starts: StartQuestions;
  readonly patching: PatchQuestions;
  readonly tests: TestQuestions;
  readonly instances: InstanceQuestions;
  readonly callbacks: CallbackQuestions;
  readonly changes: ChangeQuestions;
  readonly promises: PromiseQuestions;
  readonly records: RecordQuestions;
  readonly registry: RegistryQuestions;
  readonly forms: FormQuestions;
  readonly scope: ScopeQuestions;
  readonly startup: StartupQuestions;
  readonly execution: ExecutionQuestions;
  readonly expressions: ExpressionQuestions;
  readonly replay: ReplayQuestions;
  readonly streams: StreamQuestions;
  readonly wording: WordingQuestions;

  #contexts: Contexts | undefined;
  #flow: Flow | undefined;
  #launchOrder: LaunchOrder | undefined;
  #calls: readonly CallSite[] | undefined;
  #callAt: ReadonlyMap<object, CallSite> | undefined;
  #kinds: CallKinds | undefined;
  #queues: readonly Queue[] | undefined;

  constructor(world: World, module: ModuleUnit) {
    this.world = world;
    this.module = module;
    this.steps = new StepQuestions(this);
    this.starts = new StartQuestions(this);
    this.patching = new PatchQuestions(this);
    this.tests = new TestQuestions(this);
    this.instances = new InstanceQuestions(this);
    this.callbacks = new CallbackQuestions(this);
    this.changes = new ChangeQuestions(this);
    this.promises = new PromiseQuestions(this);
    this.records = new RecordQuestions(this);
    this.registry = new RegistryQuestions(this);
    this.forms = new FormQuestions(this);
    this.scope = new ScopeQuestions(this);
    this.startup = new StartupQuestions(this);
    this.execution = new ExecutionQuestions(this);
    this.expressions = new ExpressionQuestions(this);
    this.replay = new ReplayQuestions(this);
    this.streams = new StreamQuestions(this);
    this.wording = new WordingQuestions(this);
  }

  /** In which roles the functions of this file can run, and what happens there. */
  get contexts(): Contexts {
    this.#contexts ??= contextsOf(this.world, this.module);
    return this.#contexts;
  }

  /** Order, waiting, and running side by side. */
  get flow(): Flow {
    this.#flow ??= new Flow(this.world, this.module, this.contexts);
    return this.#flow;
  }

  /** What happens in a role, one entry for each place of this file and each role. */
  get occurrences(): readonly Occurrence[] {
    return this.contexts.occurrences;
  }

  /** Every call of the engine that stands in this file, whatever its role. */
  get calls(): readonly CallSite[] {
    this.#calls ??= this.module.units.flatMap((unit) => callSitesIn(this.world, unit, this.rolesOf(unit)));
    return this.#calls;
  }

  /** The calls of the engine, not of what is registered with it, that are of a kind. */
  callsOf(kind: CallKind): readonly EngineCall[] {
    this.#kinds ??= new CallKinds(this.world, this.calls);
    return this.#kinds.of(kind);
  }

  /** The call of the engine at a node of this file: the first of several that it can be. */
  callAt(node: object): CallSite | undefined {
    this.#callAt ??= new Map(this.calls.toReversed().map((call) => [call.node, call]));
    return this.#callAt.get(node);
  }

  /** The places that an engine call has for options of a kind, and what is written there. */
  optionsAt(call: CallSite, mark: OptionMark): readonly MarkedOption[] {
    return markedAt(this.world, this.module, call, mark);
  }

  /** The engine call whose result an expression stands for, through a constant of this file. */
  originOf(node: Node): CallSite | undefined {
    const here = this.callAt(unwrap(node));
    if (here) return here;
    const variable = this.expressions.variableOf(unwrap(node));
    const init = variable && constantInit(variable);
    return init && this.callAt(unwrap(init));
  }

  /** Whether a method of a promise has this name. */
  isPromiseMethod(name: string): boolean {
    return this.world.knowledge.method(name)?.waits === true;
  }

  /** The queues that this file registers. */
  get queues(): readonly Queue[] {
    this.#queues ??= queuesOf({
      calls: this.calls,
      optionsAt: (call, mark) => this.optionsAt(call, mark),
      textOf: (range) => this.module.source.text.slice(...range),
    });
    return this.#queues;
  }

  /** The queue that this file registers, when it is the only one, for workflows that have no key of a partition. */
  get onlyQueue(): Queue | undefined {
    const queue = this.onlyQueueForKeys;
    // Nothing without a key is taken from its partitions.
    return queue?.isPartitioned === true ? undefined : queue;
  }

  /** The queue that this file registers, when it is the only one, for workflows that have one. */
  get onlyQueueForKeys(): Queue | undefined {
    return this.queues.length === 1 ? this.queues[0] : undefined;
  }

  /** An argument of an engine call as it is written; undefined when it is not there. */
  argumentOf(call: CallSite, position: number): Setting | undefined {
    return argumentAt(this.world, this.module, call, position);
  }

  /** What runs before and after the engine's launch. */
  get launchOrder(): LaunchOrder {
    this.#launchOrder ??= new LaunchOrder(this.world);
    return this.#launchOrder;
  }

  /** What becomes of what a call makes and `method` gives back; undefined: it is not for the function around the call. */
  madeBy(unit: FunctionUnit, call: Node, method: string): Made | undefined {
    return madeBy(this.world, unit, call, method);
  }

  /** Whether the file calls one of these, by their qualified names. */
  usesAnyOf(names: ReadonlySet<string>): boolean {
    return this.module.units.some((unit) =>
      factsOf(this.world, baseEnv(this.world, unit)).facts.some(
        (fact) => fact.kind === 'effect' && names.has(print(fact.name)),
      ),
    );
  }

  /** The roles in which a unit is known to run. */
  rolesOf(unit: FunctionUnit): ReadonlySet<Role> {
    return this.contexts.roles.get(unit) ?? NO_ROLES;
  }

  /** Whether the unit stands in another file. */
  isElsewhere({ module }: FunctionUnit): boolean {
    return module.path !== this.module.path;
  }

  /** Whether code that is not seen here may call the unit. */
  isOpen(unit: FunctionUnit): boolean {
    return this.contexts.open.has(unit);
  }

  /** The function of this file in whose own code a node stands. */
  unitAt(node: Node): FunctionUnit {
    return unitAt(this.module, node);
  }

  /** Whether calls of the engine, or of what is registered with it, stand in the node. */
  callsEngineIn(node: Node): boolean {
    return this.calls.some((call) => contains(node, call.node));
  }

  /** Whether running the function makes recorded calls, so that it cannot run inside a step. */
  isDurable(env: Env): boolean {
    return [...summaryOf(this.world, env).values()].some(
      ({ fact }) => fact.kind === 'durable' || (fact.kind === 'api' && fact.spec.at.workflow === 'records'),
    );
  }
}

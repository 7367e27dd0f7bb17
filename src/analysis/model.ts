/**
 * Everything the rules may ask about one file. Built once for a file, from its tree and the world around it; each part is computed
 * when it is first asked for.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { ApiSpec, Role } from '../knowledge/vocabulary.ts';
import { variableOf } from './bindings.ts';
import type { OptionMark, StatusSet } from '../knowledge/facts.ts';
import { argumentAt, callProblems, markedAt, type CallProblem } from './call-options.ts';
import { callForData, unboundMethod, type UnboundMethod } from './callables.ts';
import { decoratorsIn, type DecoratorUse } from './decorators.ts';
import { contextsOf, isExported, isImmediate, type Contexts, type Occurrence } from './contexts.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { fieldUses, type FieldUse } from './field-uses.ts';
import { askedBeforeCommit, type EarlyQuestion } from './uncommitted.ts';
import { externalOf, type External } from './externals.ts';
import { Flow, type Route } from './flow/flow.ts';
import { writesAfterClose, type LateWrite, type StreamUse } from './flow/closed-streams.ts';
import { concurrentReads, type ConcurrentRead } from './flow/stream-reads.ts';
import { handoversIn, timedLoopsIn, type Handover, type TimedLoop } from './handovers.ts';
import { formUses, type Form, type FormUse } from './form-uses.ts';
import { factsOf, type ApiFact, type DurableFact, type EffectFact, type Fact, type RoleEdge } from './facts.ts';
import { unitAt } from './bindings.ts';
import { exportedValues, importedValues } from './modules.ts';
import { print, spoken, type Name } from './names.ts';
import { isEntryGuarded, isWorkerCode } from './branches.ts';
import {
  argumentsOf,
  calleeOf,
  literalText,
  memberKey,
  staticKey,
  unwrap,
  type FunctionNode,
  type Node,
} from './nodes.ts';
import type { MarkedOption } from './option-marks.ts';
import type { Version } from './option-versions.ts';
import type { Setting } from './settings.ts';
import { isCaughtIn, regionsOf } from './regions.ts';
import { callsThatGive } from './role-givers.ts';
import { duplicatesAcross, type DuplicateAcross } from './duplicates-across.ts';
import { duplicatesIn, namedThings, type Duplicate } from './duplicates.ts';
import { registeredNames, type NamedRegistration } from './registered-names.ts';
import { exportedOriginals, unwrappedCalls, type ExportedOriginal, type UnwrappedCall } from './originals.ts';
import { decoratorRole, durableMember } from './roles.ts';
import { patchAround, patchesBeside, patchesIn, type PatchBeside, type PatchCall } from './patches.ts';
import {
  portableWorkflows,
  portableWrites,
  type PortableChange,
  type PortableSource,
  type PortableWorkflow,
} from './portable.ts';
import { queuesOf, type Queue } from './queues.ts';
import { startableAt, type Startable } from './startable.ts';
import { enqueuedStep, startedStep, type EnqueuedStep, type StartedStep } from './started-steps.ts';
import { meantStatus, unknownStatuses, type StatusUse } from './statuses.ts';
import { firstCallOf, type FirstCall } from './starts.ts';
import { summaryOf, type Exposure } from './summaries.ts';
import { isInSuite, testBodiesOf, type TestBody } from './test-bodies.ts';
import { hookLaunches, type HookLaunch } from './test-launches.ts';
import type { ClassUnit, FunctionUnit, Member, ModuleUnit } from './units.ts';
import type { Env, RegisteredValue, Value, Values } from './values.ts';
import type { VariableLike, World } from './world.ts';
import { innermostAround, mayRunInside } from './ambient.ts';
import { BeforeLaunch } from './before-launch.ts';
import { busyLoopAround, type BusyLoop } from './busy-loops.ts';
import { freshSourceOf } from './fresh.ts';
import {
  constructionsIn,
  extendsBase,
  isDurableClass,
  methodRegistrations,
  ownerOfMethod,
  superCallsOf,
  type Construction,
  type MethodRegistration,
} from './instances.ts';
import { detachedAt, type Detached } from './detached.ts';
import { LaunchOrder } from './launch-order.ts';
import { hasFallback } from './regions.ts';
import { isUnconditional } from './unconditional.ts';
import { madeBy, type Made } from './released.ts';
import { repetitionAround, type Repetition } from './repetitions.ts';
import { isOnlyOutside, outsideRoleOf } from './outside.ts';
import { lostRecords, type LostRecord } from './losses.ts';
import { lostChanges, type LostChange } from './lost-changes.ts';
import { manualRetriesIn, type ManualRetry } from './manual-retries.ts';
import { engineMocks, type EngineMock } from './mocks.ts';
import { isEngineReplaced } from './replaced-engine.ts';
import { mutationsOf, type Mutation } from './mutations.ts';
import { halfStartOf, startedFunction, startWithoutCall, type HalfStart } from './uninvoked.ts';
import { requestOf, type Request } from './requests.ts';
import { certainSignalsIn } from './step-signals.ts';
import { unawaitedIn, type Unawaited } from './unawaited.ts';
import { readsOf, type Read } from './read-back.ts';
import { strangeReceiver } from './receivers.ts';
import { unrepeatedIn, type Unrepeated } from './unrepeated.ts';
import { isMeantAt, visibleNames } from './visible.ts';
import { isVisibleOutside, writesOf, type Write } from './writes.ts';

/** A call of the engine, or of a registered function, that stands in this file. */
export interface CallSite {
  readonly fact: ApiFact | DurableFact;
  readonly node: Node;
  readonly unit: FunctionUnit;
  /** Roles in which the code around it is known to run; empty: not known. */
  readonly roles: ReadonlySet<Role>;
}

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

export class FileModel {
  readonly world: World;
  readonly module: ModuleUnit;
  #contexts: Contexts | undefined;
  #flow: Flow | undefined;
  #launchOrder: LaunchOrder | undefined;
  #beforeLaunch: BeforeLaunch | undefined;
  #calls: readonly CallSite[] | undefined;
  #writes: readonly Write[] | undefined;
  #engineNames: readonly EngineName[] | undefined;
  #callProblems: readonly CallProblem[] | undefined;
  #queues: readonly Queue[] | undefined;
  #unwrappedCalls: readonly UnwrappedCall[] | undefined;
  #registeredNames: readonly NamedRegistration[] | undefined;

  constructor(world: World, module: ModuleUnit) {
    this.world = world;
    this.module = module;
  }

  get contexts(): Contexts {
    this.#contexts ??= contextsOf(this.world, this.module);
    return this.#contexts;
  }

  /** Order, waiting, and running side by side. */
  get flow(): Flow {
    this.#flow ??= new Flow(this.world, this.module, this.contexts);
    return this.#flow;
  }

  /** What makes the value of an expression a new one each time; undefined: nothing that is known. */
  freshSourceOf(node: Node): EffectFact | undefined {
    return freshSourceOf(this.world, this.module, node);
  }

  /** The loop that does nothing but read the clock at this place until it is late enough. */
  busyLoopAround(fact: EffectFact): BusyLoop | undefined {
    return busyLoopAround(this.world, this.module, fact);
  }

  /** The qualified name that an expression of a function certainly has, also of another file. */
  nameIn(unit: FunctionUnit, node: Node): string | undefined {
    const [only, ...others] = evaluate(this.world, node, baseEnv(this.world, unit));
    return only?.kind === 'named' && others.length === 0 ? print(only.name) : undefined;
  }

  /** Whether instances of a class are durable; undefined: a base class is not known. */
  isDurableClass(cls: ClassUnit): boolean | undefined {
    return isDurableClass(this.world, cls);
  }

  /** The classes of this file that extend the engine's base class themselves, with the calls of `super` in their constructors. */
  get durableClasses(): readonly {
    readonly cls: ClassUnit;
    readonly superCalls: readonly TSESTree.CallExpression[];
  }[] {
    return [...this.module.classes.values()]
      .filter((cls) => extendsBase(this.world, cls))
      .map((cls) => ({ cls, superCalls: superCallsOf(cls) }));
  }

  /** Where this file makes durable instances. */
  get constructions(): readonly Construction[] {
    return constructionsIn(this.world, this.module);
  }

  /** Registrations by call of methods of instances: `register(Shop.prototype.place)`. */
  get methodRegistrations(): readonly MethodRegistration[] {
    return methodRegistrations(this.world, this.module, this.calls);
  }

  /** Calls of workflows as members of what is no durable instance, and so throw. */
  get strangeReceivers(): readonly { readonly call: Node; readonly member: TSESTree.MemberExpression }[] {
    return this.calls.flatMap(({ fact, unit }) => {
      const member = fact.kind === 'durable' ? strangeReceiver(this.world, unit, fact) : undefined;
      return member ? [{ call: fact.node, member }] : [];
    });
  }

  /** The calls of this file that give a function its role: of a step, `runStep(load, options)`. */
  callsThatGive(role: Role, unit: FunctionUnit): readonly CallSite[] {
    return callsThatGive(this, role, unit);
  }

  /** Variables and parameters that code at a place can use, nearest first. */
  visibleNames(node: Node, pattern: RegExp): readonly string[] {
    return visibleNames(this.module, node, pattern);
  }

  /** Whether a variable's name, written at the place, means that variable. */
  isMeantAt(node: Node, variable: VariableLike): boolean {
    return isMeantAt(this.module, node, variable);
  }

  /** Where a called identifier was taken off its object. */
  detachedAt(callee: Node): Detached | undefined {
    return detachedAt(this.world, this.module, callee);
  }

  /** Whether the root of an expression, written at another place of the file, means the same there. */
  isSameName(root: Node, at: Node): boolean {
    const variable = this.variableOf(root);
    return variable !== undefined && isMeantAt(this.module, at, variable);
  }

  /** Whether nothing in the file has the name. */
  isNameFree(name: string): boolean {
    return this.module.source.scopeManager.scopes.every(
      (scope) => !scope.set.has(name) && scope.references.every(({ identifier }) => identifier.name !== name),
    );
  }

  /** Methods of the engine that use `this` and are handed to a timer, or to a method that calls what it is given. */
  get passedMethods(): readonly { readonly node: Node; readonly member: TSESTree.MemberExpression }[] {
    return this.module.units.flatMap((unit) =>
      unit.invocations.flatMap((call) => {
        const callee = unwrap(calleeOf(call));
        const key = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
        const row = key === undefined ? undefined : this.world.knowledge.method(key);
        const name = this.nameOf(callee);
        const isCaller = row?.callbacks !== undefined || (name !== undefined && this.#isTimer(callee));
        if (!isCaller) return [];
        return argumentsOf(call).flatMap((argument) => {
          const member = unwrap(argument);
          return member.type === 'MemberExpression' && this.apiAt(member)?.spec.bound === true
            ? [{ node: argument, member }]
            : [];
        });
      }),
    );
  }

  #isTimer(callee: Node): boolean {
    const [only, ...others] = this.evaluate(callee);
    if (only?.kind !== 'named' || others.length > 0) return false;
    return this.world.knowledge.effect(only.name, { form: 'call', arguments: 1 })?.effect === 'timer';
  }

  /** Whether the durable function is a method of instances. */
  isInstanceMethod(value: Value): boolean {
    return ownerOfMethod(value) !== undefined;
  }

  /** The import of what has a qualified name, as a value, with every use of it. */
  importOf(
    name: string,
  ): { readonly specifier: TSESTree.ImportClause; readonly references: readonly Node[] } | undefined {
    for (const statement of this.module.source.program.body) {
      if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue;
      for (const specifier of statement.specifiers) {
        if (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type') continue;
        if (this.nameOf(specifier.local) !== name) continue;
        const references = this.variableOf(specifier.local)?.references.map(({ identifier }) => identifier) ?? [];
        return { specifier, references };
      }
    }
    return undefined;
  }

  /** Whether the code is in a callback for which the engine sets the context: the ID of the next workflow. */
  hasContextAround(node: Node): boolean {
    return this.calls.some(
      ({ fact, node: call }) =>
        fact.kind === 'api' &&
        fact.spec.family === 'context' &&
        call.range[0] < node.range[0] &&
        node.range[1] < call.range[1],
    );
  }

  /** Writes to streams that are certainly closed by then. */
  writesAfterClose(useOf: StreamUse): readonly LateWrite[] {
    return writesAfterClose(this.world, this.module, useOf);
  }

  /** Reads of streams that workflows begin while another one goes on. */
  get concurrentReads(): readonly ConcurrentRead[] {
    return concurrentReads(this.world, this.module, this.flow);
  }

  /** The calls of this file that ask for a patch. */
  get patches(): readonly PatchCall[] {
    return this.module.units.flatMap((unit) => patchesIn(this.world, unit));
  }

  /** Patches that workflows of this file ask for beside other recorded calls. */
  get patchesBeside(): readonly PatchBeside[] {
    return this.flow.workflowCode.code.flatMap(({ env }) => patchesBeside(this.world, env));
  }

  /** Where this file, or one that it loads, asks for a patch by one of the methods: the file's path and the line. */
  patchAround(methods: ReadonlySet<string>): { readonly path: string; readonly line: number } | undefined {
    const found = patchAround(this.world, this.module, methods);
    return found && { path: found.module.path, line: lineOf(found.module, found.node) };
  }

  /** The suites, tests and hooks that this file declares. */
  get testBodies(): readonly TestBody[] {
    return testBodiesOf(this.world, this.module);
  }

  /** Whether the file puts something else in the engine's place. */
  get isEngineReplaced(): boolean {
    return isEngineReplaced(this.world, this.module);
  }

  /** Mocks of the engine that this file makes. */
  get engineMocks(): readonly EngineMock[] {
    return engineMocks(this.world, this.module);
  }

  /** Whether a suite is the other one, or stands in it. */
  isInSuite(suite: FunctionUnit, other: FunctionUnit): boolean {
    return isInSuite(suite, other);
  }

  /** Hooks of this file that launch the engine. */
  get hookLaunches(): readonly HookLaunch[] {
    return hookLaunches(this.world, this.module, this.launchOrder);
  }

  /** What happens in a role, one entry for each place of this file and each role. */
  get occurrences(): readonly Occurrence[] {
    return this.contexts.occurrences;
  }

  /** What workflows of this file do that a replay does not repeat. */
  get unrepeated(): readonly Unrepeated[] {
    return unrepeatedIn(this.world, this.module, this.occurrences, (call) => this.isUnwrapped(call));
  }

  /** Every call of the engine that stands in this file, whatever its role. */
  get calls(): readonly CallSite[] {
    this.#calls ??= this.module.units.flatMap((unit) => {
      const { facts } = factsOf(this.world, baseEnv(this.world, unit));
      return facts.flatMap((fact): readonly CallSite[] =>
        fact.kind === 'effect' ? [] : [{ fact, node: fact.node, unit, roles: this.rolesOf(unit) }],
      );
    });
    return this.#calls;
  }

  /** What workflows and steps of this file change that is there after them. */
  get writes(): readonly Write[] {
    this.#writes ??= writesOf(this.world, this.module, this.contexts);
    return this.#writes;
  }

  /** What steps change in the workflow around them, and a replay leaves out. */
  get lostChanges(): readonly LostChange[] {
    return lostChanges(this.world, this.module, this.contexts, this.writes);
  }

  /** Functions of this file that run in steps and transactions only, with every role that they have. */
  get stepUnits(): readonly FunctionUnit[] {
    return this.module.units.filter((unit) => {
      const roles = this.rolesOf(unit);
      return (
        roles.size > 0 && !this.isOpen(unit) && [...roles].every((role) => role === 'step' || role === 'transaction')
      );
    });
  }

  /** Work that steps of this file start and do not wait for. */
  unawaitedInSteps(requests: ReadonlySet<string>): readonly Unawaited[] {
    return this.stepUnits.flatMap((unit) => unawaitedIn(this.world, unit, requests));
  }

  /** What the calls of this file that make the function a step say of an option of steps, one entry each. */
  stepSettings(unit: FunctionUnit, mark: OptionMark): readonly MarkedOption[] {
    return this.callsThatGive('step', unit).flatMap((call) => this.optionsAt(call, mark));
  }

  /** Whether some call of this file certainly makes the function a step that is tried again when it fails. */
  isRetried(unit: FunctionUnit): boolean {
    return this.stepSettings(unit, 'step-retries').some(
      ({ presence, value }) => presence === 'there' && value?.kind === 'literal' && value.value === true,
    );
  }

  /** Attempts that steps of this file make by themselves. */
  get manualRetries(): readonly ManualRetry[] {
    return this.stepUnits.flatMap((unit) => manualRetriesIn(this.world, unit));
  }

  /** The request that an effect is; undefined: none whose options are known. */
  requestOf(fact: EffectFact, unit: FunctionUnit): Request | undefined {
    return requestOf(this.world, fact, unit);
  }

  /** Where steps of this file take the signal of their timeout as if it were there in any case. */
  certainSignals(signal: string): readonly { readonly node: Node; readonly unit: FunctionUnit }[] {
    return this.stepUnits.flatMap((unit) => certainSignalsIn(this.world, unit, signal).map((node) => ({ node, unit })));
  }

  /** What steps and workflows return, and workflows, events and messages are given, that does not survive being recorded. */
  get lostRecords(): readonly LostRecord[] {
    return lostRecords(this.world, this.module, this.contexts, this.calls);
  }

  /** Workflows that this file registers for the portable format. */
  get portableWorkflows(): readonly PortableWorkflow[] {
    return portableWorkflows(this.#portableSource);
  }

  /** What this file writes portably, and is changed by that. */
  portableWrites(workflows: readonly PortableWorkflow[]): Iterable<PortableChange> {
    return portableWrites(this.#portableSource, workflows);
  }

  get #portableSource(): PortableSource {
    const { world, module, calls, registeredNames: registrations } = this;
    return { world, module, calls, registrations, occurrences: () => this.occurrences };
  }

  /** Everything that a function changes by itself. */
  mutationsOf(unit: FunctionUnit): readonly Mutation[] {
    return mutationsOf(this.world, unit);
  }

  /** Where this file looks at what a write changed, log lines left out. */
  readsOf({ mutation }: Write): readonly Read[] {
    return readsOf(this.world, this.module, mutation.place);
  }

  /** Whether other files can see what a write changed. */
  isVisibleOutside(write: Write): boolean {
    return isVisibleOutside(write);
  }

  /** The way to a write behind calls, as of `routeOf`. */
  routeOfWrite({ path, mutation }: Write, relative: (path: string) => string): string {
    const { module } = mutation.unit;
    const what = module.source.text.slice(...mutation.target.range);
    const hops = [...path.map((edge) => edge.target.unit.name), what].join(' -> ');
    return `${hops}, ${relative(module.path)}:${String(lineOf(module, mutation.node))}`;
  }

  /** What is wrong with the options of this file's calls. `version` is the same for all rules of a lint. */
  optionProblems(version: Version | undefined): readonly CallProblem[] {
    this.#callProblems ??= callProblems(this.world, this.module, this.calls, version);
    return this.#callProblems;
  }

  /** The places that an engine call has for options of a kind, and what is written there. */
  optionsAt(call: CallSite, mark: OptionMark): readonly MarkedOption[] {
    return markedAt(this.world, this.module, call, mark);
  }

  /** The same of an engine call behind a helper, which may stand in another file. */
  optionsBehind({ fact, at }: Occurrence, mark: OptionMark): readonly MarkedOption[] {
    if (fact.kind === 'effect') return [];
    return markedAt(this.world, at.module, { fact, node: fact.node, unit: at, roles: new Set() }, mark);
  }

  /** The value that a function of this file gives whenever it is called; undefined when it may give different ones, or when it does more. */
  constantAnswerOf(node: Node): string | number | boolean | bigint | null | undefined {
    const unit = this.module.unitOf.get(node);
    const [only, ...others] = unit?.returns ?? [];
    if (!unit || !only || others.length > 0) return undefined;
    const isSole = node.type === 'ArrowFunctionExpression' && node.body === only;
    const body =
      'body' in node && node.body && 'body' in node.body && Array.isArray(node.body.body) ? node.body.body : [];
    return isSole || body.length === 1 ? this.literalOf(only)?.value : undefined;
  }

  /** The states that this file names and that are none, and what was meant. */
  unknownStatuses(
    sets: readonly StatusSet[],
  ): readonly { readonly use: StatusUse; readonly meant: ReturnType<typeof meantStatus> }[] {
    return unknownStatuses(this.world, this.module, this.calls, sets).map((use) => ({ use, meant: meantStatus(use) }));
  }

  /** What the engine makes of a function that it is given to start later; undefined when it is not known. */
  startableAt(node: Node): Startable | undefined {
    return startableAt(this.world, this.module, this.registrations, node, this.unitAt(node));
  }

  /** Starts in this file of what is no workflow. */
  get startedSteps(): readonly StartedStep[] {
    return this.calls.flatMap((call) => startedStep(this.world, this.module, this.registrations, call) ?? []);
  }

  /** Calls of this file that enqueue a step by its name. */
  get enqueuedSteps(): readonly EnqueuedStep[] {
    return this.calls.flatMap((call) => enqueuedStep(this.world, this.module, this.registeredNames, call) ?? []);
  }

  /** The engine call whose result an expression stands for, through a constant of this file. */
  originOf(node: Node): CallSite | undefined {
    const variable = this.variableOf(unwrap(node));
    const [definition] = variable?.defs ?? [];
    const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : undefined;
    const isWritten = variable?.references.some((reference) => reference.isWrite() && reference.init !== true);
    return init && isWritten === false ? this.calls.find((call) => call.node === unwrap(init)) : undefined;
  }

  /** Of the second call of a start, the first. */
  startBefore(call: CallSite): FirstCall | undefined {
    return firstCallOf(this.world, this.calls, call);
  }

  /** What is wrong with a call that gives back a function to start a workflow with; undefined: nothing that is known. */
  halfStartOf(call: CallSite): HalfStart | undefined {
    return halfStartOf(this.world, this.module, call);
  }

  /** Of `startWorkflow(place).then(…)`, where nothing was called yet, the start; `unit` is where it stands. */
  startWithoutCall(fact: Fact, unit: FunctionUnit): TSESTree.CallExpression | undefined {
    return fact.kind === 'api' ? startWithoutCall(this.world, unit, fact) : undefined;
  }

  /** The function that a start certainly refers to, when no arguments are bound to it. */
  startedFunction(fact: ApiFact): FunctionNode | undefined {
    return startedFunction(fact);
  }

  /** Whether a method of a promise has this name. */
  isPromiseMethod(name: string): boolean {
    return this.world.knowledge.method(name)?.waits === true;
  }

  /** Where this file uses forms of a table that are gone, or are kept for old code only. */
  usesOf<Row extends Form>(rows: readonly Row[]): readonly FormUse<Row>[] {
    const { world, module, calls } = this;
    return formUses(rows, {
      world,
      module,
      calls,
      argumentOf: (call, position) => this.argumentOf(call, position),
      startedSteps: rows.some(({ starts }) => starts !== undefined) ? this.startedSteps : [],
    });
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

  /** An argument of an engine call as it is written; undefined when it is not there. */
  argumentOf(call: CallSite, position: number): Setting | undefined {
    return argumentAt(this.world, this.module, call, position);
  }

  /** Everything this file hands over to run later or elsewhere. */
  get handovers(): readonly Handover[] {
    return this.handoversTo([]);
  }

  /** The same, also to functions of which the tables know nothing. */
  handoversTo(later: readonly string[]): readonly Handover[] {
    return handoversIn(this.world, this.module, (unit) => this.rolesOf(unit), later);
  }

  /** Loops whose turns a timer starts, by the timers' names. */
  timedLoops(names: readonly string[]): readonly TimedLoop[] {
    return timedLoopsIn(this.world, this.module, (unit) => this.rolesOf(unit), names);
  }

  /** What a person calls the way from a function to one of its exposures: `send -> notify, src/mail.ts:3`; empty when it is in this file. */
  exposureRoute(exposure: Exposure, relative: (path: string) => string): string {
    if (exposure.env.unit.module === this.module) return '';
    const { fact } = exposure;
    const what = fact.kind === 'durable' ? nameOfDurable(fact) : spoken(fact.name);
    return `${what}, ${relative(exposure.env.unit.module.path)}:${String(lineOf(exposure.env.unit.module, fact.node))}`;
  }

  get registrations(): readonly Registration[] {
    const found: Registration[] = [];
    for (const edge of this.contexts.roleEdges) {
      if (edge.how !== 'registers') continue;
      const unit = edge.target.kind === 'function' ? edge.target.unit : undefined;
      found.push({ role: edge.role, node: edge.node, unit, edge, member: undefined });
    }
    for (const cls of this.module.classes.values()) {
      for (const member of cls.members) {
        const durable = this.durableMember(cls, member);
        if (!durable) continue;
        const unit = durable.target.kind === 'function' ? durable.target.unit : undefined;
        found.push({ role: durable.role, node: durable.node, unit, edge: undefined, member: { cls, member } });
      }
    }
    return found;
  }

  durableMember(cls: ClassUnit, member: Member): RegisteredValue | undefined {
    return durableMember(this.world, cls, member, undefined);
  }

  decoratorRole(decorator: TSESTree.Decorator, cls: ClassUnit): Role | undefined {
    return decoratorRole(this.world, decorator, cls);
  }

  /** Functions that this file registers, with their names. */
  get registeredNames(): readonly NamedRegistration[] {
    this.#registeredNames ??= registeredNames(this.world, this.module, this.calls);
    return this.#registeredNames;
  }

  /** What this file registers twice. */
  get duplicates(): readonly Duplicate[] {
    const things = namedThings(this.calls, (call, mark) => this.optionsAt(call, mark));
    return duplicatesIn(this.world, this.module, this.registeredNames, things);
  }

  /** Names that this file registers and that one which it loads registers as well; of the file that launches, also those of two others. */
  get duplicatesAcross(): readonly DuplicateAcross[] {
    const launches = this.calls.some(({ fact }) => fact.kind === 'api' && fact.spec.family === 'launch');
    return duplicatesAcross(this.world, this.module, launches);
  }

  /** Where a node of another file stands: `src/orders.ts:3`. */
  placeOf(module: ModuleUnit, node: Node, relative: (path: string) => string): string {
    return `${relative(module.path)}:${String(lineOf(module, node))}`;
  }

  /** The line of a node of this file, from 1. */
  lineOf(node: Node): number {
    return lineOf(this.module, node);
  }

  /** The engine's decorators in this file. */
  get decorators(): readonly DecoratorUse[] {
    return decoratorsIn(this.world, this.module);
  }

  /** What runs before and after the engine's launch. */
  get launchOrder(): LaunchOrder {
    this.#launchOrder ??= new LaunchOrder(this.world);
    return this.#launchOrder;
  }

  /** The engine's own thing that an expression certainly is, called or not. */
  apiAt(node: Node): { readonly name: Name; readonly spec: ApiSpec } | undefined {
    const [only, ...others] = this.evaluate(node);
    const spec = only?.kind === 'named' && others.length === 0 ? this.world.knowledge.api(only.name) : undefined;
    return only?.kind === 'named' && spec ? { name: only.name, spec } : undefined;
  }

  /**
   * Calls of functions in place of their durable versions, where that is a loss: of workflows outside of workflows and as a step, of steps and
   * transactions in workflows. In a workflow, the body of another one is a part of it.
   */
  get unwrappedCalls(): readonly UnwrappedCall[] {
    this.#unwrappedCalls ??= unwrappedCalls(this.world, this.module).filter(({ original, unit, as }) => {
      const roles = this.rolesOf(unit);
      if (original.role !== 'workflow') return as === undefined && roles.has('workflow');
      return as !== undefined || !roles.has('workflow');
    });
    return this.#unwrappedCalls;
  }

  /** Functions that this file exports under a name of their durable version, in its place. */
  get exportedOriginals(): readonly ExportedOriginal[] {
    return exportedOriginals(
      this.world,
      this.module,
      new Map(this.registeredNames.map(({ node, name }) => [node, name])),
    );
  }

  /** Whether the call is one of those. */
  isUnwrapped(node: Node): boolean {
    return this.unwrappedCalls.some((call) => call.node === node);
  }

  /** Calls from which on a server takes requests. */
  get serving(): readonly { readonly node: Node; readonly unit: FunctionUnit }[] {
    return this.module.units.flatMap((unit) =>
      factsOf(this.world, baseEnv(this.world, unit)).facts.flatMap((fact) =>
        fact.kind === 'effect' && fact.spec?.serves === true ? [{ node: fact.node, unit }] : [],
      ),
    );
  }

  /** Whether the code stands in no branch of its function, and in nothing that catches what it throws. */
  isUnguarded(node: Node, unit: FunctionUnit): boolean {
    return regionsOf(node, unit.node).length === 0 && !isCaughtIn(node, unit.node);
  }

  /** What certainly runs before the engine's launch. */
  get beforeLaunch(): BeforeLaunch {
    this.#beforeLaunch ??= new BeforeLaunch(this.world, this.module, this.launchOrder);
    return this.#beforeLaunch;
  }

  /** Whether a unit runs outside workflows only, as far as all its callers are known. */
  isOnlyOutside(unit: FunctionUnit): boolean {
    return isOnlyOutside(this.contexts, this.module, unit);
  }

  /** The role in which something certainly happens outside of workflows. One occurrence of each place has it. */
  outsideRoleOf(occurrence: Occurrence): Role | undefined {
    return outsideRoleOf(this.contexts, occurrence);
  }

  /** Whether the call at the node, whenever it is made, leads to the fact. */
  isUnconditional({ path, fact, at }: Occurrence): boolean {
    return isUnconditional(path, fact.node, at);
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

  /** The loop, or the callback of a method that walks a list, that may run the node many times; undefined: none in its function. */
  repetitionAround(node: Node): Repetition | undefined {
    return repetitionAround(this.world, this.module, node);
  }

  /** Where this file reads or writes properties of the engine's objects, by their qualified names. */
  fieldUses(names: ReadonlySet<string>): readonly FieldUse[] {
    return fieldUses(this.world, this.module, names);
  }

  /** Questions to a workflow before the transaction that enqueued it commits. */
  get askedBeforeCommit(): readonly EarlyQuestion[] {
    return askedBeforeCommit(this.world, this.module, this.calls, (node) => this.originOf(node));
  }

  /** Whether an engine call around a start, or around what calls it, may set the option there, which the start does not show. */
  mayBeSetAround(start: CallSite, mark: OptionMark): boolean {
    return mayRunInside(this.world, this.module, start, this.#settersOf(mark));
  }

  /** What the engine call that certainly is around a start sets the option to there. */
  setAround(start: CallSite, mark: OptionMark): MarkedOption | undefined {
    const around = innermostAround(start.node, this.#settersOf(mark));
    return around && this.optionsAt(around, mark)[0];
  }

  #settersOf(mark: OptionMark): readonly CallSite[] {
    return this.calls.filter(
      (call) =>
        call.fact.kind === 'api' && call.fact.spec.family === 'context' && this.optionsAt(call, mark).length > 0,
    );
  }

  /** Whether a loop waits for a workflow in each turn, so that one runs after the other. */
  waitsInEachTurn(loop: Node): boolean {
    // Callbacks of `map` run side by side.
    if (loop.type === 'CallExpression') return false;
    return this.calls.some(
      ({ fact, node }) =>
        fact.kind === 'api' &&
        fact.spec.family === 'handle' &&
        fact.spec.result === 'promise' &&
        node.parent?.type === 'AwaitExpression' &&
        loop.range[0] <= node.range[0] &&
        node.range[1] <= loop.range[1],
    );
  }

  /** What an occurrence in a transaction does that is no part of it. */
  externalOf(occurrence: Occurrence): External | undefined {
    return externalOf(this.world, occurrence);
  }

  /** Whether the code has something else to take when the fact throws. */
  hasFallback({ fact, at }: Occurrence): boolean {
    return hasFallback(fact.node, at.node);
  }

  /** Whether the step or the transaction in which something happens is run outside workflows only: then it is no step. */
  isRunOutside({ root }: Pick<Occurrence, 'root'>): boolean {
    const edges = this.contexts.roleEdges.filter(({ target }) => target.kind === 'function' && target.unit === root);
    return edges.length > 0 && edges.every((edge) => edge.how === 'runs' && this.isOnlyOutside(this.unitAt(edge.node)));
  }

  /** The roles in which a unit is known to run. */
  rolesOf(unit: FunctionUnit): ReadonlySet<Role> {
    return this.contexts.roles.get(unit) ?? NO_ROLES;
  }

  /** Whether code that is not seen here may call the unit. */
  isOpen(unit: FunctionUnit): boolean {
    return this.contexts.open.has(unit);
  }

  /** The call whose result certainly is no function, when the expression is one, awaited or not. */
  callForData(node: Node): TSESTree.CallExpression | undefined {
    return callForData(this.world, this.unitAt(node), node);
  }

  /** The method that the expression takes off its object although it uses `this`. */
  unboundMethod(node: Node): UnboundMethod | undefined {
    return unboundMethod(this.world, this.unitAt(node), node);
  }

  unitAt(node: Node): FunctionUnit {
    return unitAt(this.module, node);
  }

  /** What an expression of this file can be, whoever runs it. */
  evaluate(node: Node): Values {
    return evaluate(this.world, node, baseEnv(this.world, this.unitAt(node)));
  }

  /** The value of a literal, also through constants; undefined when it is not certain. */
  literalOf(node: Node): { readonly value: string | number | boolean | bigint | null | undefined } | undefined {
    const [only, ...others] = this.evaluate(node);
    return only?.kind === 'literal' && others.length === 0 ? only : undefined;
  }

  /** The qualified name that an expression certainly has: `global#setTimeout`. */
  nameOf(node: Node): string | undefined {
    const [only, ...others] = this.evaluate(node);
    return only?.kind === 'named' && others.length === 0 ? print(only.name) : undefined;
  }

  /** What a call does with the functions it is given, when it runs them at once and makes its result of theirs: `map`, `sort`, `Array.from`. */
  callbackUse(call: TSESTree.CallExpression): { readonly changesReceiver: boolean } | undefined {
    const callee = unwrap(call.callee);
    const row = callee.type === 'MemberExpression' ? this.world.knowledge.method(memberKey(callee) ?? '') : undefined;
    if (row) {
      const gives = row.callbacks === 'inline' && row.waits !== true && row.results !== 'ignored';
      return gives ? { changesReceiver: row.mutates !== undefined } : undefined;
    }
    const [only, ...others] = this.evaluate(callee);
    if (only?.kind !== 'named' || others.length > 0) return undefined;
    const use = { form: 'call', arguments: call.arguments.length } as const;
    return this.world.knowledge.effect(only.name, use)?.gives === 'argument' ? { changesReceiver: false } : undefined;
  }

  /** Whether calls of the engine, or of what is registered with it, stand in the node. */
  callsEngineIn(node: Node): boolean {
    return this.calls.some((call) => node.range[0] <= call.node.range[0] && call.node.range[1] <= node.range[1]);
  }

  variableOf(identifier: Node): VariableLike | undefined {
    return variableOf(this.world, this.module, identifier);
  }

  /** How this file calls the engine object at a node (`DBOS`, `D`, `sdk.DBOS`); undefined: not in scope there. */
  engineNameAt(node: Node): string | undefined {
    this.#engineNames ??= this.#namesOf(this.world.knowledge.engineObject);
    return this.#engineNames.find((item) => !this.#isShadowed(item.root, node))?.text;
  }

  /** How this file calls an export of a module at a node (`Errors`, `sdk.Error`); undefined: not in scope there. */
  exportNameAt(node: Node, thing: ExportedName): string | undefined {
    return this.#namesOf(thing).find((item) => !this.#isShadowed(item.root, node))?.text;
  }

  /** How this file calls a library that a module holds, and exports under a name: `import { z } from 'zod'`, `import * as z from 'zod'`. */
  libraryName(module: string, name: string): string | undefined {
    for (const [local, { specifier, imported, typeOnly }] of this.module.imports) {
      if (!typeOnly && specifier === module && [name, '*', 'default'].includes(imported)) return local;
    }
    return undefined;
  }

  /** Whether a name means the global of that name at a node. */
  isGlobalAt(name: string, node: Node): boolean {
    const declared = [this.module.source.scopeManager.globalScope, ...this.module.source.scopeManager.scopes].some(
      (scope) =>
        scope !== null &&
        (scope.type === 'module' || scope.type === 'global' || scope.block.type === 'Program') &&
        (scope.set.get(name)?.defs.length ?? 0) > 0,
    );
    return !declared && !this.#isShadowed(name, node);
  }

  #namesOf({ module, name }: ExportedName): readonly EngineName[] {
    const wanted = `${module}#${name}`;
    const found: EngineName[] = [];
    const add = (local: string, values: Values): void => {
      const [only] = values;
      if (only?.kind === 'named' && print(only.name) === wanted) found.push({ root: local, text: local });
      else if (only?.kind === 'named' && print(only.name) === module)
        found.push({ root: local, text: `${local}.${name}` });
      else if (only?.kind === 'module') {
        const [inner] = exportedValues(this.world, only.module, name);
        if (inner?.kind === 'named' && print(inner.name) === wanted)
          found.push({ root: local, text: `${local}.${name}` });
      }
    };
    for (const [local, entry] of this.module.imports) {
      if (!entry.typeOnly) add(local, importedValues(this.world, this.module, entry));
    }
    for (const scope of this.module.source.scopeManager.scopes) {
      if (scope.type !== 'module' && scope.type !== 'global' && scope.block.type !== 'Program') continue;
      for (const variable of scope.variables) {
        const [definition] = variable.defs;
        if (definition?.type !== 'Variable' || found.some(({ root }) => root === variable.name)) continue;
        add(variable.name, this.evaluate(definition.name));
      }
    }
    return found;
  }

  #isShadowed(name: string, node: Node): boolean {
    for (const scope of this.module.source.scopeManager.scopes) {
      const { block } = scope;
      if (scope.type === 'module' || scope.type === 'global' || block.type === 'Program') continue;
      if (block.range[0] > node.range[0] || block.range[1] < node.range[1]) continue;
      const variable = scope.set.get(name);
      if (variable && variable.defs.length > 0) return true;
    }
    return false;
  }

  /** Whether the code runs only when the file is the program's entry. */
  isEntryGuarded(node: Node): boolean {
    return isEntryGuarded(this.module, node);
  }

  /**
   * Whether loading the file runs the unit: a function that is called where it stands at the top level, or one that the file both
   * exports and calls there, outside any guard.
   */
  runsOnImport(unit: FunctionUnit): boolean {
    const { main } = this.module;
    const calls = factsOf(this.world, baseEnv(this.world, main)).edges.filter(
      (edge) => edge.kind === 'call' && edge.timing === 'inline' && edge.target.unit === unit,
    );
    if (!calls.some((edge) => !this.isEntryGuarded(edge.node))) return false;
    return isImmediate(unit.node) || isExported(this.module, unit);
  }

  /** Whether the unit is a constructor, a getter, or the fields of a class: code that runs by the way. */
  isConstruction(unit: FunctionUnit): boolean {
    const { owner, node } = unit;
    if (!owner) return false;
    if (owner.initializer === unit) return true;
    return owner.members.some((item) => item.value === node && (item.kind === 'constructor' || item.kind === 'get'));
  }

  /** Whether the code runs in a worker thread or a child process only. */
  isWorkerCode(node: Node): boolean {
    return isWorkerCode(this.world, this.module, node);
  }

  /** What a person calls a function with a role: its name, that of its registration, or that of the variable that holds it. */
  titleOf(unit: FunctionUnit): string {
    if (!unit.name.startsWith('<')) return unit.name;
    const call = unit.node.parent;
    if (call?.type !== 'CallExpression') return unit.name;
    for (const argument of call.arguments) {
      if (argument.type !== 'ObjectExpression') continue;
      for (const property of argument.properties) {
        if (property.type !== 'Property' || staticKey(property.key, property.computed) !== 'name') continue;
        const text = literalText(property.value);
        if (text !== undefined && text !== '') return text;
      }
    }
    const { parent } = call;
    if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
    // The handler in `app.get('/', (request, response) => …)`
    const { callee } = call;
    return callee === unit.node
      ? unit.name
      : `${this.module.source.text.slice(...callee.range).replaceAll(/\s+/gu, ' ')}(…)`;
  }

  /** How a message speaks of the workflow that a fact starts: `` `place` ``, or `a workflow`. */
  workflowNameOf(fact: Fact): string {
    const target =
      fact.kind === 'durable' ? fact.value.target : fact.kind === 'api' ? targetOf(fact.refers[0]) : undefined;
    return target?.kind === 'function' ? `\`${this.titleOf(target.unit)}\`` : 'a workflow';
  }

  /** Whether running the function makes recorded calls, so that it cannot run inside a step. */
  isDurable(env: Env): boolean {
    return [...summaryOf(this.world, env).values()].some(
      ({ fact }) => fact.kind === 'durable' || (fact.kind === 'api' && fact.spec.at.workflow === 'records'),
    );
  }

  /** A person's words for the way from a place to what it does: `recordEvent -> prisma.$executeRaw, lib/audit.ts:41`. */
  routeOf(occurrence: Route, relative: (path: string) => string): string {
    // A function without a name says nothing.
    const names = occurrence.path.map((edge) => edge.target.unit.name).filter((name) => !name.startsWith('<'));
    const hops = names.filter((name, index) => name !== names[index - 1]);
    const shown = hops.length > MAX_HOPS ? [...hops.slice(0, MAX_HOPS - 1), '…'] : hops;
    const { fact, at } = occurrence;
    const what = fact.kind === 'durable' ? nameOfDurable(fact) : spoken(fact.name);
    return `${[...shown, what].join(' -> ')}, ${relative(at.module.path)}:${String(lineOf(at.module, fact.node))}`;
  }
}

/** A module, and what it exports. */
interface ExportedName {
  readonly module: string;
  readonly name: string;
}

interface EngineName {
  readonly root: string;
  readonly text: string;
}

const MAX_HOPS = 4;

/** Whether the fact is that a workflow is started. */
export function startsWorkflow(fact: Fact): boolean {
  switch (fact.kind) {
    case 'durable':
      return fact.role === 'workflow';
    case 'api':
      // `startWorkflow(fn)` alone only gives back a function.
      return (
        fact.spec.result === 'promise' &&
        (fact.spec.family === 'start' || fact.spec.family === 'debounce' || enqueues(fact))
      );
    case 'effect':
      return false;
  }
}

function targetOf(value: Value | undefined): Value | undefined {
  return value?.kind === 'registered' ? value.target : value;
}

function enqueues({ spec, name }: ApiFact): boolean {
  return spec.family === 'client' && name.path.at(-1)?.startsWith('enqueue') === true;
}

/** How a person calls a registered function. */
export function nameOfDurable(fact: DurableFact): string {
  const { target } = fact.value;
  return target.kind === 'function' ? target.unit.name : fact.role;
}

function lineOf(module: ModuleUnit, node: Node): number {
  // Trees of other files may come without lines; counting is only done for a finding.
  let line = 1;
  const { text } = module.source;
  for (let index = text.indexOf('\n'); index >= 0 && index < node.range[0]; index = text.indexOf('\n', index + 1))
    line += 1;
  return line;
}

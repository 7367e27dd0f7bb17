/** When code of this file runs: as it is loaded, before the engine is launched, as the entry or in a worker. */
import type { TSESTree } from '@typescript-eslint/types';

import { BeforeLaunch, type EarlyUse } from '../before-launch.ts';
import { isConstructor } from '../class-elements.ts';
import { isEntryGuarded, isWorkerCode } from '../branches.ts';
import { isImmediate, type Node } from '../nodes.ts';
import { createdSchedule, type ScheduleWords } from '../created-schedules.ts';
import { earlyServer, type EarlyServer } from '../early-servers.ts';
import { engineUsesIn, type EngineUse } from '../engine-uses.ts';
import { isExported } from '../exported.ts';
import type { ApiFact, CallEdge, DurableFact, Fact } from '../facts.ts';
import type { LifecycleEvent } from '../launch-order.ts';
import { bindCall } from '../function-calls.ts';
import { baseEnv } from '../evaluate.ts';
import { factsOf } from '../collect-facts.ts';
import type { FileModel } from '../model.ts';
import { isCaughtIn, regionsOf } from '../regions.ts';
import type { FunctionUnit } from '../units.ts';

/** A launch that stands in the file. */
export interface Launch {
  readonly event: LifecycleEvent;
  readonly unit: FunctionUnit;
}

/**
 * What runs a function by the way: the file is loaded (`loading`), the file calls what it exports as it is loaded (`import`), or something is made or
 * read of which it is a part (`construction`).
 */
export type ByTheWay = 'loading' | 'import' | 'construction';

export class StartupQuestions {
  #beforeLaunch: BeforeLaunch | undefined;
  readonly #file: FileModel;

  constructor(file: FileModel) {
    this.#file = file;
  }

  /** Launches that stand in this file, and the function that makes each. */
  get launches(): readonly Launch[] {
    return this.#file.module.units.flatMap((unit) =>
      this.#file.launchOrder
        .eventsOf(unit)
        .flatMap((event) => (event.kind === 'launch' && event.direct ? [{ event, unit }] : [])),
    );
  }

  /** A launch that a function of this file makes and waits for: the first. */
  get launchInFunction(): Launch | undefined {
    return this.launches.find(({ event, unit }) => event.awaited && unit !== this.#file.module.main);
  }

  /** Servers of this file that take requests before the engine is launched. */
  get earlyServers(): readonly EarlyServer[] {
    const { launchOrder } = this.#file;
    return this.#serving.flatMap((server) => {
      const onRequest = this.#runBy(server);
      const launches = this.launches.filter(({ unit }) => !onRequest.has(unit)).map(({ event }) => event);
      const found = earlyServer(launchOrder, server, launches, (launch) => this.isFloating(launch));
      return found ? [found] : [];
    });
  }

  /**
   * Uses of the engine that come before its launch. One wait is the remedy for all uses behind a launch that nobody waits for, so only the first
   * is told; of a launch whose promise goes nowhere, more is wrong than that.
   */
  get earlyUses(): readonly EarlyUse[] {
    const unfinished = new Set<Node>();
    return [...this.beforeLaunch.uses()].filter(({ reason }) => {
      if (reason.why !== 'unfinished') return true;
      const { node } = reason.launch;
      if (unfinished.has(node) || this.isFloating(node)) return false;
      unfinished.add(node);
      return true;
    });
  }

  /** The functions that run because a server was given them: a launch in one of them is what the request is there for. */
  #runBy({ node, unit }: { readonly node: Node; readonly unit: FunctionUnit }): ReadonlySet<FunctionUnit> {
    const { world } = this.#file;
    const given = factsOf(world, baseEnv(world, unit)).edges.filter((edge) => edge.node === node);
    const queue = given.flatMap((edge) => {
      if (edge.kind === 'call') return [edge.target];
      return edge.target.kind === 'function' ? [bindCall(world, edge.target, [], 0)] : [];
    });
    const seen = new Set<FunctionUnit>();
    for (const env of queue) {
      if (seen.has(env.unit)) continue;
      seen.add(env.unit);
      for (const edge of factsOf(world, env).edges) if (edge.kind === 'call') queue.push(edge.target);
    }
    return seen;
  }

  /** Calls from which on a server takes requests: of the server, or of a function that certainly makes such a call and launches nothing. */
  get #serving(): readonly { readonly node: Node; readonly unit: FunctionUnit }[] {
    const { world, launchOrder } = this.#file;
    return this.#file.module.units.flatMap((unit) => {
      const { facts, edges } = factsOf(world, baseEnv(world, unit));
      const launches = launchOrder.eventsOf(unit).some(({ kind }) => kind === 'launch');
      const calls = edges.filter((edge) => launches && edge.kind === 'call' && this.#servesAtOnce(edge));
      return [...facts.filter(isServing), ...calls].map(({ node }) => ({ node, unit }));
    });
  }

  /** `await serve()`, of a function that listens in any case. */
  #servesAtOnce({ target, timing, isHandedOver }: CallEdge): boolean {
    const { world, launchOrder } = this.#file;
    const { unit } = target;
    if (timing !== 'inline' || isHandedOver === true || launchOrder.eventsOf(unit).length > 0) return false;
    return factsOf(world, target).facts.some((fact) => isServing(fact) && this.isUnguarded(fact.node, unit));
  }

  /** Whether the code stands in no branch of its function, and in nothing that catches what it throws. */
  isUnguarded(node: Node, unit: FunctionUnit): boolean {
    return regionsOf(node, unit.node).length === 0 && !isCaughtIn(node, unit.node);
  }

  /** What certainly runs before the engine's launch. */
  get beforeLaunch(): BeforeLaunch {
    this.#beforeLaunch ??= new BeforeLaunch(this.#file.world, this.#file.module, this.#file.launchOrder);
    return this.#beforeLaunch;
  }

  /** Whether a launch is a call whose promise goes nowhere, without a `void` that says so or a handler of its failure. */
  isFloating(launch: Node): boolean {
    const destiny = this.#file.promises.destinyOf(launch);
    return destiny?.kind === 'dropped' && !destiny.isVoid && !destiny.chained;
  }

  /** Calls of the engine, here or behind a call, that certainly come after its launch, and the launch. */
  *afterLaunch(
    isUse: (fact: ApiFact | DurableFact) => boolean,
  ): Iterable<EngineUse & { readonly launch: LifecycleEvent }> {
    for (const use of engineUsesIn(this.#file.world, this.#file.module, isUse)) {
      const launch = this.#file.launchOrder.launchBefore(use.node, use.unit);
      if (launch) yield { ...use, launch };
    }
  }

  /** The literal from which a call of a function, also of another file, creates a schedule whenever the function runs. */
  createdSchedule(
    fact: ApiFact | DurableFact,
    unit: FunctionUnit,
    words: ScheduleWords,
  ): TSESTree.ObjectExpression | undefined {
    return createdSchedule(this.#file.world, fact, unit, words);
  }

  /** Whether the code runs only when the file is the program's entry. */
  isEntryGuarded(node: Node): boolean {
    return isEntryGuarded(this.#file.world, this.#file.module, node);
  }

  /** Whether the code runs whenever the file is loaded, by whom ever. */
  isLoading(node: Node, unit: FunctionUnit): boolean {
    return unit === this.#file.module.main && !this.isEntryGuarded(node);
  }

  /** What runs a function without its being called by name, at the node where that is not guarded; undefined: nothing that is seen. */
  runsByTheWay(node: Node, unit: FunctionUnit): ByTheWay | undefined {
    if (this.isEntryGuarded(node)) return undefined;
    if (unit === this.#file.module.main) return 'loading';
    if (this.#runsOnImport(unit)) return 'import';
    return isConstruction(unit) ? 'construction' : undefined;
  }

  /**
   * Whether loading the file runs the unit: a function that is called where it stands at the top level, or one that the file both
   * exports and calls there, outside any guard.
   */
  #runsOnImport(unit: FunctionUnit): boolean {
    const { main } = this.#file.module;
    const calls = factsOf(this.#file.world, baseEnv(this.#file.world, main)).edges.filter(
      (edge) =>
        edge.kind === 'call' &&
        edge.timing === 'inline' &&
        edge.target.unit === unit &&
        // What `export default plugin(register)` does with it is not known.
        edge.assumed !== true,
    );
    if (!calls.some((edge) => !this.isEntryGuarded(edge.node))) return false;
    return isImmediate(unit.node) || isExported(this.#file.module, unit);
  }

  /** Whether the code runs in a worker thread or a child process only. */
  isWorkerCode(node: Node): boolean {
    return isWorkerCode(this.#file.world, this.#file.module, node);
  }
}

/** Whether the unit is a constructor, a getter, or the fields of a class. */
function isConstruction(unit: FunctionUnit): boolean {
  const { owner, node } = unit;
  if (!owner) return false;
  if (owner.initializer === unit || isConstructor(unit)) return true;
  return owner.members.some((item) => item.value === node && item.kind === 'get');
}

function isServing(fact: Fact): boolean {
  return fact.kind === 'effect' && fact.spec?.serves === true;
}

/**
 * Uses of the engine that certainly come before its launch: in front of the launch in the same function, at the top level of a module that
 * does not launch, and in constructors of durable instances, which must be made before. Follows calls of functions of the program where
 * they do it whatever happens. Leaves out: functions of which it is not known when they are called.
 */
import { baseEnv, evaluate } from './evaluate.ts';
import type { ApiFact, CallEdge, DurableFact } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { reachablePaths } from './implementations.ts';
import type { LaunchOrder, LifecycleEvent } from './launch-order.ts';
import type { Node } from './nodes.ts';
import { regionsOf } from './regions.ts';
import { pathOf, summaryOf } from './summaries.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import { isUnconditional } from './unconditional.ts';
import type { World } from './world.ts';

/** Why a piece of code runs before the launch. */
export type Reason =
  { readonly why: 'order'; readonly launch: LifecycleEvent } | { readonly why: 'loading' | 'constructor' };

export interface EarlyUse {
  readonly fact: ApiFact | DurableFact;
  /** The call in the linted file. */
  readonly node: Node;
  readonly unit: FunctionUnit;
  readonly reason: Reason;
  /** The calls from `node` to the use; empty when it stands there. */
  readonly path: readonly CallEdge[];
  /** The unit in which the use stands. */
  readonly at: FunctionUnit;
}

export class BeforeLaunch {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #order: LaunchOrder;
  #importsLaunch: boolean | undefined;

  constructor(world: World, module: ModuleUnit, order: LaunchOrder) {
    this.#world = world;
    this.#module = module;
    this.#order = order;
  }

  /** Why the code certainly runs before the launch; undefined: it may run after it. */
  reasonFor(node: Node, unit: FunctionUnit): Reason | undefined {
    const launch = this.#order.launchAfter(node, unit);
    // `main()` at the end of the file is where the use would go, not what it would go behind.
    const isEntry = unit === this.#module.main && launch?.direct === false && !launch.awaited;
    if (launch && !isEntry) return { why: 'order', launch };
    if (this.#isConstructor(unit)) return { why: 'constructor' };
    if (unit !== this.#module.main || regionsOf(node, unit.node).length > 0) return undefined;
    return this.#order.mayBeLaunched(node, unit) || this.#importsMayLaunch() ? undefined : { why: 'loading' };
  }

  /** The uses for which `isUse` holds, in source order of each function. */
  *usesOf(isUse: (fact: ApiFact | DurableFact) => boolean): Iterable<EarlyUse> {
    for (const unit of this.#module.units) {
      const { facts, edges } = factsOf(this.#world, baseEnv(this.#world, unit));
      for (const fact of facts) {
        if (fact.kind === 'effect' || !isUse(fact)) continue;
        const reason = this.reasonFor(fact.node, unit);
        if (reason) yield { fact, node: fact.node, unit, reason, path: [], at: unit };
      }
      for (const edge of edges) {
        if (edge.kind !== 'call' || edge.timing !== 'inline' || edge.assumed) continue;
        const exposures = [...summaryOf(this.#world, edge.target)];
        if (!exposures.some(([, { fact }]) => fact.kind !== 'effect' && isUse(fact))) continue;
        const reason = this.reasonFor(edge.node, unit);
        for (const [key, { fact, env }] of reason ? exposures : []) {
          if (!reason || fact.kind === 'effect' || !isUse(fact)) continue;
          const path = [edge, ...pathOf(edge.target, key)];
          if (!isUnconditional(path, fact.node, env.unit)) continue;
          yield { fact, node: edge.node, unit, reason, path, at: env.unit };
        }
      }
    }
  }

  #isConstructor(unit: FunctionUnit): boolean {
    const { owner } = unit;
    if (!owner) return false;
    const isOne = owner.members.some((item) => item.kind === 'constructor' && item.value === unit.node);
    return (isOne || owner.initializer === unit) && this.#isDurableInstance(owner, 0);
  }

  #isDurableInstance(cls: ClassUnit, depth: number): boolean {
    if (!cls.superClass || depth > 10) return false;
    return evaluate(this.#world, cls.superClass, baseEnv(this.#world, cls.parent)).some((base) =>
      base.kind === 'class'
        ? this.#isDurableInstance(base.cls, depth + 1)
        : base.kind === 'named' && this.#world.knowledge.isInstanceBase(base.name),
    );
  }

  /** Whether a module that is loaded before this one may launch, or cannot be looked at. */
  #importsMayLaunch(): boolean {
    this.#importsLaunch ??= this.#findLaunch();
    return this.#importsLaunch;
  }

  #findLaunch(): boolean {
    const isMissing = this.#module.specifiers.loaded.some(
      (specifier) => this.#world.resolve(specifier, this.#module.path).kind === 'missing',
    );
    if (isMissing) return true;
    return reachablePaths(this.#world, this.#module).some((path) => {
      const module = path === this.#module.path ? undefined : this.#world.module(path);
      return module !== undefined && this.#order.eventsOf(module.main).some((event) => event.kind === 'launch');
    });
  }
}

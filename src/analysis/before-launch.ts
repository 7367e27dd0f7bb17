/**
 * Uses of the engine that certainly come before its launch: in front of the launch in the same function, at the top level of a module that
 * does not launch, in constructors of durable instances, which must be made before, and behind a launch that nobody waits for. Leaves out: functions of which it is not known when they are called.
 */
import { isConstructor } from './class-elements.ts';
import { engineUsesIn, type EngineUse } from './engine-uses.ts';
import type { ApiFact, DurableFact } from './facts.ts';
import { reachablePaths } from './implementations.ts';
import { isDurableClass } from './instances.ts';
import type { LaunchOrder, LifecycleEvent } from './launch-order.ts';
import type { Node } from './nodes.ts';
import { regionsOf } from './regions.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Why a piece of code runs before the launch, or, `unfinished`, while it goes on because nobody waits for it. */
export type Reason =
  | { readonly why: 'order' | 'unfinished'; readonly launch: LifecycleEvent }
  | { readonly why: 'loading' | 'constructor' };

/** A use of the engine that comes before its launch. */
export interface EarlyUse extends EngineUse {
  readonly reason: Reason;
}

/** What of a file certainly runs before the launch. */
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
    const unfinished = this.#order.launchUnfinished(node, unit);
    if (unfinished) return { why: 'unfinished', launch: unfinished };
    if (this.#makesInstance(unit)) return { why: 'constructor' };
    if (unit !== this.#module.main || regionsOf(node, unit.node).length > 0) return undefined;
    return this.#order.mayBeLaunched(node, unit) || this.#importsMayLaunch() ? undefined : { why: 'loading' };
  }

  /** Uses of the engine that need the launch and come before it, in source order of each function. */
  *uses(): Iterable<EarlyUse> {
    for (const use of engineUsesIn(this.#world, this.#module, needsLaunch)) {
      // Of `new Shop('eu')` the constructor itself is told.
      if (use.path.some(({ target }) => this.#makesInstance(target.unit))) continue;
      const reason = this.reasonFor(use.node, use.unit);
      if (reason) yield { ...use, reason };
    }
  }

  /** Whether the function runs when a durable instance is made. */
  #makesInstance(unit: FunctionUnit): boolean {
    const { owner } = unit;
    if (!owner || (owner.initializer !== unit && !isConstructor(unit))) return false;
    return isDurableClass(this.#world, owner) === true;
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

/** What throws outside anyway is wrong for another reason, and a function that is made, but not called, does nothing yet. */
function needsLaunch({ spec }: ApiFact | DurableFact): boolean {
  if (spec?.at['before-launch'] !== 'throws' || spec.at.outside === 'throws') return false;
  return spec.result !== 'function';
}

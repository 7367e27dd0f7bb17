/**
 * Which functions of the linted file are called by which others of it, directly or by code of another file that was handed them, and where any of
 * them is given a role. Says nothing of which roles they have then.
 */
import { unitAt } from './bindings.ts';
import { factsOf } from './collect-facts.ts';
import { baseEnv } from './evaluate.ts';
import type { RoleEdge } from './facts.ts';
import { HandedIn } from './handed-in.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Env, Value } from './values.ts';
import type { World } from './world.ts';

/** The calls of a file among its own functions. */
export class OwnCalls {
  readonly #world: World;
  readonly #module: ModuleUnit;
  /** Every role given by code of this file, or by a wrapper that this file calls. */
  readonly roleEdges: RoleEdge[] = [];
  /** Role edges whose node stands in this file. */
  readonly ownEdges = new Set<RoleEdge>();
  /** The functions of this file that call a function. */
  readonly callers = new Map<FunctionUnit, Set<FunctionUnit>>();
  /** Units that the top level certainly calls. */
  readonly calledByMain = new Set<FunctionUnit>();
  /** What other files do with functions of this file that they were handed. */
  readonly handedIn: HandedIn;

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#module = module;
    this.handedIn = new HandedIn(world, module);
    this.#explore();
  }

  /** The unit of the linted tree for a unit of another parse of the same file. */
  unit(unit: FunctionUnit): FunctionUnit {
    if (unit.module === this.#module || unit.module.path !== this.#module.path) return unit;
    return this.#module.units.find((candidate) => candidate.key === unit.key) ?? unit;
  }

  /** The same for environments: code of this file that was reached through another file. */
  own(env: Env): Env {
    const unit = this.unit(env.unit);
    return unit === env.unit ? env : baseEnv(this.#world, unit);
  }

  /** Adds a role that was found later; false when it is known, or is none of a function of this file. */
  addRole(role: RoleEdge): boolean {
    if (!this.#isLocal(role.target) || this.#isKnown(role)) return false;
    this.roleEdges.push(role);
    return true;
  }

  #isKnown({ node, role, target }: RoleEdge): boolean {
    return this.roleEdges.some((edge) => edge.node === node && edge.role === role && edge.target.key === target.key);
  }

  /** Walks the units of the file as they stand, and wherever their own functions are handed to. */
  #explore(): void {
    const queue: Env[] = this.#module.units.map((unit) => baseEnv(this.#world, unit));
    const seen = new Set<Env>(queue);
    for (const env of queue) {
      const local = env.unit.module === this.#module;
      for (const edge of factsOf(this.#world, env).edges) {
        if (edge.kind === 'role') {
          if (local || this.#isLocal(edge.target)) this.roleEdges.push(edge);
          else this.handedIn.role(env, edge);
          if (local) this.ownEdges.add(edge);
          continue;
        }
        this.handedIn.call(env, edge);
        const target = this.own(edge.target);
        if (target.unit.module === this.#module) {
          const entry = local ? undefined : this.handedIn.entryOf(env);
          if (local) this.#addCaller(target.unit, env.unit);
          else if (entry) this.#addCaller(target.unit, unitAt(this.#module, entry.node));
          if (env.unit === this.#module.main && edge.assumed !== true) this.calledByMain.add(target.unit);
        } else if (!this.handedIn.isCarrying(target)) continue;
        if (seen.has(target)) continue;
        seen.add(target);
        queue.push(target);
      }
    }
  }

  #isLocal(value: Value): boolean {
    if (value.kind === 'registered') return this.#isLocal(value.target);
    return value.kind === 'function' && this.unit(value.unit).module === this.#module;
  }

  #addCaller(unit: FunctionUnit, caller: FunctionUnit): void {
    const callers = this.callers.get(unit);
    if (callers) callers.add(caller);
    else this.callers.set(unit, new Set([caller]));
  }
}

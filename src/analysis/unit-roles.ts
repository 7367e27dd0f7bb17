/**
 * In which roles each function of the linted file runs, from those that have one along the calls inside the file, and which of them code outside
 * may call. Says nothing of what they do there.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { factsOf } from './collect-facts.ts';
import { baseEnv } from './evaluate.ts';
import { isExported } from './exported.ts';
import type { OwnCalls } from './own-calls.ts';
import type { Root, Roots } from './roots.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** Roles of one kind may share a helper without harm. */
export type Kind = 'workflow' | 'step' | 'outside';

/** The kind of a role. */
export function kindOf(role: Role): Kind {
  switch (role) {
    case 'workflow':
      return 'workflow';
    case 'step':
    case 'transaction':
      return 'step';
    default:
      return 'outside';
  }
}

/** The roles of the functions of a file. */
export class UnitRoles {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #calls: OwnCalls;
  readonly #roots: Roots;
  /** Roles in which a unit is known to run. */
  readonly roles = new Map<FunctionUnit, Set<Role>>();
  /** Units that code outside this file, or unknown code, may call. */
  readonly open = new Set<FunctionUnit>();

  constructor(world: World, module: ModuleUnit, calls: OwnCalls, roots: Roots) {
    this.#world = world;
    this.#module = module;
    this.#calls = calls;
    this.#roots = roots;
    this.#findOpen();
    for (const root of roots.all) this.#spreadRole(root);
    this.#spreadOpen();
  }

  #findOpen(): void {
    for (const unit of this.#module.units) {
      if (this.#roots.units.has(unit)) continue;
      if (isExported(this.#module, unit) || !this.#calls.callers.has(unit)) this.open.add(unit);
    }
  }

  /** The role runs along the calls inside the file. */
  #spreadRole({ env: start, role }: Root): void {
    const queue = [start];
    const seen = new Set<FunctionUnit | Env>();
    for (let env = queue.pop(); env; env = queue.pop()) {
      const isOwn = env.unit.module === this.#module;
      // Code of another file runs what it was given.
      if (!isOwn && !this.#calls.handedIn.isCarrying(env)) continue;
      const visited = isOwn ? env.unit : env;
      if (seen.has(visited)) continue;
      seen.add(visited);
      if (isOwn) this.#addRole(env.unit, role);
      for (const edge of factsOf(this.#world, env).edges) {
        if (edge.kind === 'call' && edge.timing !== 'detached') queue.push(this.#calls.own(edge.target));
      }
    }
  }

  /** What outside code may call, it may call for its helpers too. */
  #spreadOpen(): void {
    const queue = [...this.open].map((unit) => baseEnv(this.#world, unit));
    const seen = new Set(queue);
    for (let env = queue.pop(); env; env = queue.pop()) {
      for (const edge of factsOf(this.#world, env).edges) {
        if (edge.kind !== 'call' || edge.target.unit.module !== this.#module) continue;
        if (seen.has(edge.target) || this.#isInRoot(edge.target.unit)) continue;
        seen.add(edge.target);
        this.open.add(edge.target.unit);
        queue.push(edge.target);
      }
    }
  }

  /** Whether the unit is a function with a role, or stands in one: outside code comes to it by that function only. */
  #isInRoot(unit: FunctionUnit): boolean {
    let current: FunctionUnit | undefined = unit;
    while (current && current !== this.#module.main) {
      if (this.#roots.units.has(current)) return true;
      current = current.parent;
    }
    return false;
  }

  #addRole(unit: FunctionUnit, role: Role): void {
    const roles = this.roles.get(unit);
    if (roles) roles.add(role);
    else this.roles.set(unit, new Set([role]));
  }

  /** Whether the unit runs in roles of one kind only, so that its text is the place to edit. */
  isExclusive(unit: FunctionUnit, kind: Kind): boolean {
    if (unit.module !== this.#module || this.open.has(unit)) return false;
    for (const role of this.roles.get(unit) ?? []) if (kindOf(role) !== kind) return false;
    return true;
  }

  /** Whether a step is a function that workflows run, too, so that the step is the place to edit: `runStep(helper)` beside `helper()`. */
  isShared({ env, role, edge }: Root): boolean {
    if (kindOf(role) !== 'step' || edge?.how !== 'runs' || !this.#calls.ownEdges.has(edge)) return false;
    return [...(this.roles.get(env.unit) ?? [])].some((other) => kindOf(other) !== 'step');
  }
}

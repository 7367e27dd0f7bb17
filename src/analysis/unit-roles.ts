/**
 * Which functions of the linted file have a role, in which roles each of its functions runs, and which of them code outside may call. Says nothing
 * of what they do there.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { bindCall } from './function-calls.ts';
import { factsOf } from './collect-facts.ts';
import { delegateOf } from './delegates.ts';
import { requestHandlers } from './entry-points.ts';
import { baseEnv } from './evaluate.ts';
import { isExported } from './exported.ts';
import type { RoleEdge } from './facts.ts';
import type { HandedCall, RemoteRole } from './handed-in.ts';
import { inheritedMethods } from './inherited.ts';
import { isLaunchHook } from './instances.ts';
import { isImmediate } from './nodes.ts';
import { durableMember, outsideRole } from './roles.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type { Env, Value } from './values.ts';
import type { World } from './world.ts';
import { OwnCalls } from './own-calls.ts';

/** A function that has a role, in the environment in which it gets it. */
export interface Root {
  readonly env: Env;
  readonly role: Role;
  readonly edge: RoleEdge | undefined;
  /** See `Context`. */
  readonly assumed: boolean;
}

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
  readonly #rootUnits = new Set<FunctionUnit>();
  readonly #rootKeys = new Set<string>();
  readonly #calls: OwnCalls;
  readonly roots: Root[] = [];
  /** Roles in which a unit is known to run. */
  readonly roles = new Map<FunctionUnit, Set<Role>>();
  /** Units that code outside this file, or unknown code, may call. */
  readonly open = new Set<FunctionUnit>();
  /** Of roots that are not what has the role, but are run by a function of another file that was given them: that function. */
  readonly runners = new Map<FunctionUnit, RemoteRole>();
  /** Calls of functions that others call, too, out of durable functions of other files. */
  readonly handedCalls: HandedCall[] = [];

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#module = module;
    this.#calls = new OwnCalls(world, module);
    this.#findRoots();
    this.#findHandedIn();
    this.#findOpen();
    this.#spread();
  }

  #findRoots(): void {
    this.#addRegistered();
    for (const cls of this.#module.classes.values()) this.#addMethods(cls);
    for (const unit of requestHandlers(this.#world, this.#module)) {
      if (!this.#rootUnits.has(unit)) this.#addRoot(baseEnv(this.#world, unit), 'handler', undefined);
    }
    this.#addRoot(baseEnv(this.#world, this.#module.main), 'module', undefined);
    this.#addCalledByMain();
  }

  #addRoot(env: Env, role: Role, edge: RoleEdge | undefined, assumed = false): void {
    const key = `${String(env.id)}:${role}:${edge && env.unit.module !== this.#module ? String(edge.node.range[0]) : ''}`;
    if (this.#rootKeys.has(key)) return;
    this.#rootKeys.add(key);
    this.roots.push({ env, role, edge, assumed });
    if (env.unit.module !== this.#module) return;
    this.#rootUnits.add(env.unit);
    const body = edge?.how === 'registers' ? delegateOf(this.#world, env) : undefined;
    const unit = body && this.own(body).unit;
    // It is handed all that comes in, exported or not.
    if (unit?.module === this.#module && unit.parent === this.#module.main) this.#rootUnits.add(unit);
  }

  #addRootOf(edge: RoleEdge): void {
    const target = edge.target.kind === 'registered' && edge.how !== 'runs' ? edge.target.target : edge.target;
    if (target.kind !== 'function') return;
    const unit = this.unit(target.unit);
    if (unit.module !== this.#module && edge.how === 'registers' && this.#isRegisteredAtHome(unit, edge.role)) return;
    const env =
      unit === target.unit ? bindCall(this.#world, target, [], target.env?.depth ?? 0) : baseEnv(this.#world, unit);
    this.#addRoot(env, edge.role, edge);
  }

  /** Functions that calls give a role. */
  #addRegistered(): void {
    for (const edge of this.roleEdges) this.#addRootOf(edge);
    for (const { env, edge, entry } of this.#calls.handedIn.registered)
      this.#addRoot(env, edge.role, { ...edge, node: entry.node });
  }

  /** Methods that have a role by a decorator, by their class, or by those of its base classes. */
  #addMethods(cls: ClassUnit): void {
    for (const method of inheritedMethods(this.#world, cls)) {
      if (method.env.unit.module === this.#module) this.#addRoot(method.env, method.registered.role, undefined);
      else this.#calls.handedIn.inherit(method, cls);
    }
    for (const item of cls.members) {
      const durable = durableMember(this.#world, cls, item, undefined);
      if (durable?.target.kind === 'function')
        this.#addRoot(baseEnv(this.#world, durable.target.unit), durable.role, undefined);
      const unit = item.value && this.#module.unitOf.get(item.value);
      const outside = unit && !durable ? outsideRole(this.#world, cls, item) : undefined;
      if (unit && outside) this.#addRoot(baseEnv(this.#world, unit), outside, undefined);
      else if (unit && isLaunchHook(this.#world, cls, item))
        this.#addRoot(baseEnv(this.#world, unit), 'main', undefined);
    }
  }

  /** Functions that the top level calls, and that have no other role. */
  #addCalledByMain(): void {
    const { callers, calledByMain } = this.#calls;
    for (const unit of this.#module.units) {
      const isCalled = callers.get(unit)?.has(this.#module.main) === true;
      if (!isCalled || unit.parent !== this.#module.main || this.#rootUnits.has(unit)) continue;
      const role = unit.node.type === 'FunctionDeclaration' || !isImmediate(unit.node) ? 'main' : 'module';
      this.#addRoot(baseEnv(this.#world, unit), role, undefined, !calledByMain.has(unit));
    }
  }

  /** Whether the function's own file gives it the role: what it does is found when that is linted. */
  #isRegisteredAtHome(target: FunctionUnit, role: Role): boolean {
    return target.module.units.some((unit) =>
      factsOf(this.#world, baseEnv(this.#world, unit)).edges.some(
        (edge) => edge.kind === 'role' && edge.role === role && this.#isOf(edge.target, target),
      ),
    );
  }

  #isOf(value: Value, unit: FunctionUnit): boolean {
    if (value.kind === 'registered') return this.#isOf(value.target, unit);
    return value.kind === 'function' && value.unit === unit;
  }

  /** Functions that durable code of other files was given: those that nobody else calls have their roles here. */
  #findHandedIn(): void {
    for (const call of this.#calls.handedIn.calls) {
      const env = this.own(call.edge.target);
      const { unit } = env;
      // What takes the place of a method of the base class is there for that class, exported or not.
      const isOthers = call.remote.isInherited !== true && isExported(this.#module, unit);
      if (call.deferred || unit.module !== this.#module || this.#calls.callers.has(unit) || isOthers) {
        this.handedCalls.push(call);
        continue;
      }
      this.roots.push({ env, role: call.remote.edge.role, edge: undefined, assumed: call.assumed });
      this.#rootUnits.add(unit);
      this.runners.set(unit, call.remote);
      this.#findRolesIn(env);
    }
  }

  /** Roles that the function gives through what it is given itself: `async (context) => context.step(async () => …)`. */
  #findRolesIn(start: Env): void {
    const queue = [start];
    const seen = new Set<Env>(queue);
    for (const env of queue) {
      for (const edge of factsOf(this.#world, env).edges) {
        if (edge.kind === 'role') {
          if (this.#calls.addRole(edge)) this.#addRootOf(edge);
          continue;
        }
        const target = this.own(edge.target);
        const isFollowed = target.unit.module === this.#module || this.isCarrying(target);
        if (!isFollowed || seen.has(target)) continue;
        seen.add(target);
        queue.push(target);
      }
    }
  }

  #findOpen(): void {
    for (const unit of this.#module.units) {
      if (this.#rootUnits.has(unit)) continue;
      if (isExported(this.#module, unit) || !this.#calls.callers.has(unit)) this.open.add(unit);
    }
  }

  /** Roles along the calls inside the file. */
  #spread(): void {
    for (const root of this.roots) {
      const queue = [root.env];
      const seen = new Set<FunctionUnit | Env>();
      for (let env = queue.pop(); env; env = queue.pop()) {
        const isOwn = env.unit.module === this.#module;
        // Code of another file runs what it was given.
        if (!isOwn && !this.isCarrying(env)) continue;
        const visited = isOwn ? env.unit : env;
        if (seen.has(visited)) continue;
        seen.add(visited);
        if (isOwn) this.#addRole(env.unit, root.role);
        for (const edge of factsOf(this.#world, env).edges) {
          if (edge.kind === 'call' && edge.timing !== 'detached') queue.push(this.own(edge.target));
        }
      }
    }
    // What outside code may call, it may call for its helpers too.
    const queue = [...this.open];
    for (let unit = queue.pop(); unit; unit = queue.pop()) {
      for (const edge of factsOf(this.#world, baseEnv(this.#world, unit)).edges) {
        if (edge.kind !== 'call' || edge.target.unit.module !== this.#module) continue;
        if (this.open.has(edge.target.unit) || this.#isInRoot(edge.target.unit)) continue;
        this.open.add(edge.target.unit);
        queue.push(edge.target.unit);
      }
    }
  }

  /** Whether the unit is a function with a role, or stands in one: outside code comes to it by that function only. */
  #isInRoot(unit: FunctionUnit): boolean {
    let current: FunctionUnit | undefined = unit;
    while (current && current !== this.#module.main) {
      if (this.#rootUnits.has(current)) return true;
      current = current.parent;
    }
    return false;
  }

  #addRole(unit: FunctionUnit, role: Role): void {
    const roles = this.roles.get(unit);
    if (roles) roles.add(role);
    else this.roles.set(unit, new Set([role]));
  }

  /** Whether the environment holds code of the file. */
  isCarrying(env: Env): boolean {
    return this.#calls.handedIn.isCarrying(env);
  }

  /** Every role given by code of this file, or by a wrapper that this file calls. */
  get roleEdges(): readonly RoleEdge[] {
    return this.#calls.roleEdges;
  }

  /** The unit of the linted tree for a unit of another parse of the same file. */
  unit(unit: FunctionUnit): FunctionUnit {
    return this.#calls.unit(unit);
  }

  /** The same for environments: code of this file that was reached through another file. */
  own(env: Env): Env {
    return this.#calls.own(env);
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

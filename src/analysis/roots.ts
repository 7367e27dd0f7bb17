/**
 * Which functions have a role, as far as the linted file decides that: by registration, decorator or class, by being called when it is loaded, or
 * because durable code of another file was given them. Leaves out in which roles the functions run that they call.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { factsOf } from './collect-facts.ts';
import { delegateOf } from './delegates.ts';
import { requestHandlers } from './entry-points.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { isExported } from './exported.ts';
import type { RoleEdge } from './facts.ts';
import { bindCall } from './function-calls.ts';
import type { HandedCall, RemoteRole } from './handed-in.ts';
import { injectedInstances } from './injected.ts';
import { inheritedMethods, methodEnvs, methodsOfInstance } from './inherited.ts';
import { isLaunchHook } from './instances.ts';
import { lentTo, lentToSteps } from './lent-steps.ts';
import { isImmediate } from './nodes.ts';
import type { OwnCalls } from './own-calls.ts';
import { durableMember, outsideRole } from './roles.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type { Env, Value } from './values.ts';
import type { World } from './world.ts';

/** A function that has a role, in the environment in which it gets it. */
export interface Root {
  readonly env: Env;
  readonly role: Role;
  readonly edge: RoleEdge | undefined;
  /** See `Context`. */
  readonly assumed: boolean;
}

/** The functions of a file that have a role, and those of other files that it gives one. */
export class Roots {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #calls: OwnCalls;
  readonly #keys = new Set<string>();
  readonly all: Root[] = [];
  /** Functions of this file that have a role, or that one with a role hands all that it gets. */
  readonly units = new Set<FunctionUnit>();
  /** Of roots that are not what has the role, but are run by a function of another file that was given them: that function. */
  readonly runners = new Map<FunctionUnit, RemoteRole>();
  /** Roots that a step of another file runs, which is what gives the result. */
  readonly lent = new Set<FunctionUnit>();
  /** Calls of functions that others call, too, out of durable functions of other files. */
  readonly handedCalls: HandedCall[] = [];

  constructor(world: World, module: ModuleUnit, calls: OwnCalls) {
    this.#world = world;
    this.#module = module;
    this.#calls = calls;
    this.#addRegistered();
    for (const cls of module.classes.values()) this.#addMethods(cls);
    this.#addMade();
    this.#addInjected();
    this.#addRequestHandlers();
    this.#add(baseEnv(world, module.main), 'module', undefined);
    this.#addCalledByMain();
    this.#addHandedIn();
    this.#addWrapped();
    this.#addLent();
  }

  #add(env: Env, role: Role, edge: RoleEdge | undefined, assumed = false): void {
    const key = `${String(env.id)}:${role}:${edge && env.unit.module !== this.#module ? String(edge.node.range[0]) : ''}`;
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.all.push({ env, role, edge, assumed });
    if (env.unit.module !== this.#module) return;
    this.units.add(env.unit);
    const body = edge?.how === 'registers' ? delegateOf(this.#world, env) : undefined;
    const unit = body && this.#calls.own(body).unit;
    // It is handed all that comes in, exported or not.
    if (unit?.module === this.#module && unit.parent === this.#module.main) this.units.add(unit);
  }

  #addTarget(edge: RoleEdge): void {
    const target = edge.target.kind === 'registered' && edge.how !== 'runs' ? edge.target.target : edge.target;
    if (target.kind !== 'function') return;
    const unit = this.#calls.unit(target.unit);
    if (unit.module !== this.#module && edge.how === 'registers' && this.#isRegisteredAtHome(unit, edge.role)) return;
    const env =
      unit === target.unit ? bindCall(this.#world, target, [], target.env?.depth ?? 0) : baseEnv(this.#world, unit);
    this.#add(env, edge.role, edge);
  }

  /** Functions that calls give a role. */
  #addRegistered(): void {
    for (const edge of this.#calls.roleEdges) this.#addTarget(edge);
    for (const { env, edge, entry } of this.#calls.handedIn.registered)
      this.#add(env, edge.role, { ...edge, node: entry.node });
  }

  /** Methods that have a role by a decorator, by their class, or by those of its base classes. */
  #addMethods(cls: ClassUnit): void {
    for (const method of inheritedMethods(this.#world, cls)) {
      if (method.env.unit.module === this.#module) this.#add(method.env, method.registered.role, undefined);
      else this.#calls.handedIn.inherit(method, cls);
    }
    for (const item of cls.members) {
      const durable = durableMember(this.#world, cls, item, undefined);
      if (durable?.target.kind === 'function')
        this.#add(baseEnv(this.#world, durable.target.unit), durable.role, undefined);
      const unit = item.value && this.#module.unitOf.get(item.value);
      const outside = unit && !durable ? outsideRole(this.#world, cls, item) : undefined;
      if (unit && outside) this.#add(baseEnv(this.#world, unit), outside, undefined);
      else if (unit && isLaunchHook(this.#world, cls, item)) this.#add(baseEnv(this.#world, unit), 'main', undefined);
    }
  }

  /** What the file makes of classes of other files, and gives code to. */
  #addMade(): void {
    for (const unit of this.#module.units) {
      for (const node of unit.invocations) {
        if (node.type !== 'NewExpression' || node.arguments.length === 0) continue;
        for (const value of evaluate(this.#world, node, baseEnv(this.#world, unit))) {
          if (value.kind !== 'instance' || !value.args || value.cls.module === this.#module) continue;
          for (const method of methodsOfInstance(this.#world, value)) this.#calls.handedIn.made(method, node);
        }
      }
    }
  }

  /** What containers make of classes of other files, with what the file tells them. */
  #addInjected(): void {
    const { handedIn } = this.#calls;
    for (const { instance, node } of injectedInstances(this.#world, this.#module)) {
      for (const method of methodsOfInstance(this.#world, instance)) handedIn.made(method, node);
      for (const env of methodEnvs(this.#world, instance)) handedIn.ready(env, node);
    }
  }

  #addRequestHandlers(): void {
    for (const unit of requestHandlers(this.#world, this.#module)) {
      if (!this.units.has(unit)) this.#add(baseEnv(this.#world, unit), 'handler', undefined);
    }
  }

  /** Functions that the top level calls, and that have no other role. */
  #addCalledByMain(): void {
    const { callers, calledByMain } = this.#calls;
    for (const unit of this.#module.units) {
      const isCalled = callers.get(unit)?.has(this.#module.main) === true;
      if (!isCalled || unit.parent !== this.#module.main || this.units.has(unit)) continue;
      const role = unit.node.type === 'FunctionDeclaration' || !isImmediate(unit.node) ? 'main' : 'module';
      this.#add(baseEnv(this.#world, unit), role, undefined, !calledByMain.has(unit));
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
  #addHandedIn(): void {
    for (const call of this.#calls.handedIn.calls) {
      const env = this.#calls.own(call.edge.target);
      const { unit } = env;
      // What takes the place of a method of the base class is there for that class, exported or not.
      const isOthers = call.remote.isInherited !== true && isExported(this.#module, unit);
      if (call.deferred || unit.module !== this.#module || this.#calls.callers.has(unit) || isOthers) {
        this.handedCalls.push(call);
        continue;
      }
      this.all.push({ env, role: call.remote.edge.role, edge: undefined, assumed: call.assumed });
      this.units.add(unit);
      this.runners.set(unit, call.remote);
      this.#addRolesGivenIn(env);
    }
  }

  /** Functions that nobody calls but what a wrapper of another file made of them, and what is registered: `registerWorkflow(traced('place', async () => …))`. */
  #addWrapped(): void {
    for (const { env: wrapper, role, edge } of [...this.all]) {
      if (!edge || wrapper.unit.module === this.#module) continue;
      for (const { env: target, assumed } of lentTo(this.#world, this.#module, wrapper)) {
        const env = this.#calls.own(target);
        if (this.#isCalledElsewhere(env.unit)) continue;
        this.#add(env, role, undefined, assumed);
        this.runners.set(env.unit, { edge, env: wrapper, entry: { node: edge.node }, given: new Set() });
        this.#addRolesGivenIn(env);
      }
    }
  }

  #isCalledElsewhere(unit: FunctionUnit): boolean {
    return this.#calls.callers.has(unit) || isExported(this.#module, unit);
  }

  /** Functions that steps of other files were given, and that nobody else calls. */
  #addLent(): void {
    const workflows = this.all.filter(({ role }) => role === 'workflow').map(({ env }) => env);
    for (const { env: target, role, assumed } of lentToSteps(this.#world, this.#module, workflows)) {
      const env = this.#calls.own(target);
      if (this.#isCalledElsewhere(env.unit)) continue;
      this.#add(env, role, undefined, assumed);
      this.lent.add(env.unit);
    }
  }

  /** Roles that the function gives through what it is given itself: `async (context) => context.step(async () => …)`. */
  #addRolesGivenIn(start: Env): void {
    const queue = [start];
    const seen = new Set<Env>(queue);
    for (const env of queue) {
      for (const edge of factsOf(this.#world, env).edges) {
        if (edge.kind === 'role') {
          if (this.#calls.addRole(edge)) this.#addTarget(edge);
          continue;
        }
        const target = this.#calls.own(edge.target);
        const isFollowed = target.unit.module === this.#module || this.#calls.handedIn.isCarrying(target);
        if (!isFollowed || seen.has(target)) continue;
        seen.add(target);
        queue.push(target);
      }
    }
  }
}

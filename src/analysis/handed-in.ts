/**
 * What becomes of functions that a file hands to code of another one which registers durable functions. Of functions of the file itself, that
 * durable code of the other one runs them: `register({ notify: () => fetch(url) })`, where `register` registers a workflow that calls
 * `notify`. Of functions of third files, that they are registered: `registerOnce('place', place)`. Of the engine's registration, what the other
 * file registers with it. Of classes, what durable methods of their base classes run. Leaves out what the other file knows by itself, or by a type: it is found when that is linted.
 */
import { bindCall } from './function-calls.ts';
import { CarriedModules } from './carried-modules.ts';
import { factsOf } from './collect-facts.ts';
import { reachesEngine } from './concern.ts';
import { baseEnv } from './evaluate.ts';
import type { CallEdge, RoleEdge } from './facts.ts';
import { unitsIn } from './given-functions.ts';
import { Gifts } from './lit-roles.ts';
import { propertySets } from './members.ts';
import type { Name } from './names.ts';
import type { Node } from './nodes.ts';
import { reaches } from './importers.ts';
import { fits } from './place-questions.ts';
import type { InheritedMethod } from './inherited.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type { Env, Values } from './values.ts';
import type { World } from './world.ts';

/** A role that a function of another file gives. */
export interface RemoteRole {
  readonly edge: RoleEdge;
  /** What gets it, as it was made for the linted file. */
  readonly env: Env;
  /** The call of the linted file that led there, or another place at which it gives code. */
  readonly entry: Pick<CallEdge, 'node'>;
  /** The functions of third files that it hands over. */
  readonly given: ReadonlySet<FunctionUnit>;
  /** It has the role by itself, and a class of the linted file inherits it. */
  readonly isInherited?: true;
  /** It has the role by itself, and runs what the linted file gave others to keep. */
  readonly isKept?: true;
}

/** A call out of a durable function of another file to what the linted one handed over. */
export interface HandedCall {
  readonly edge: CallEdge;
  readonly remote: RemoteRole;
  readonly deferred: boolean;
  readonly assumed: boolean;
}

const NONE: ReadonlySet<FunctionUnit> = new Set();

/** Wrappers of wrappers that are looked into. */
const MAX_WRAPPERS = 3;

/** Told of the edges of a file, and of those of other files that its own code is handed to. */
export class HandedIn {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #carrying: CarriedModules;
  readonly #entries = new Map<Env, CallEdge>();
  readonly #running: RemoteRole[] = [];
  /** Functions of third files that get a role. */
  readonly registered: RemoteRole[] = [];

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#module = module;
    this.#carrying = new CarriedModules((other) => other.path === module.path || world.modules.isLit(other));
  }

  /** Whether the environment holds code of the file. */
  isCarrying(env: Env): boolean {
    return this.#carrying.inEnv(env);
  }

  /** The call of the file that led to an environment of another one. */
  entryOf(env: Env): CallEdge | undefined {
    return this.#entries.get(env);
  }

  /** A call from an environment of the file, or of another one that carries its code. */
  call(env: Env, edge: CallEdge): void {
    const { target } = edge;
    if (target.unit.module.path === this.#module.path) return;
    const isOwn = env.unit.module === this.#module;
    const entry = isOwn ? edge : this.#entries.get(env);
    if (entry && !this.#entries.has(target)) this.#entries.set(target, entry);
    if (isOwn) this.#register(edge);
    if (isOwn) this.#registerWith(edge);
  }

  /** A durable method of another file, as it runs on what a class of the linted one makes. */
  inherit({ registered, env }: InheritedMethod, cls: ClassUnit): void {
    const { role, node } = registered;
    const entry: CallEdge = {
      kind: 'call',
      node: cls.node.id ?? cls.node,
      target: env,
      timing: 'inline',
      by: undefined,
    };
    const edge: RoleEdge = { kind: 'role', node, role, target: registered, how: 'registers', by: undefined };
    this.#running.push({ edge, env, entry, given: NONE, isInherited: true });
  }

  /** A durable method of a class of another file, as it runs on what the linted one makes of it, with what that hands to the constructor. */
  made({ registered, env }: InheritedMethod, node: Node): void {
    const { role } = registered;
    const entry: CallEdge = { kind: 'call', node, target: env, timing: 'inline', by: undefined };
    const edge: RoleEdge = { kind: 'role', node, role, target: registered, how: 'registers', by: undefined };
    this.#running.push({ edge, env, entry, given: NONE });
    const given = this.#givenUnits(env);
    if (given.size > 0) this.#running.push({ edge, env, entry, given });
  }

  /** A method of what a container makes with code that the linted file tells it of. */
  ready(env: Env, node: Node): void {
    this.call(this.#mainEnv, { kind: 'call', node, target: env, timing: 'inline', by: undefined });
    for (const edge of factsOf(this.#world, env).edges) if (edge.kind === 'role') this.role(env, edge);
  }

  get #mainEnv(): Env {
    return baseEnv(this.#world, this.#module.main);
  }

  /** A role that another file gives to what is not of the linted one. */
  role(env: Env, edge: RoleEdge): void {
    const entry = this.#entries.get(env);
    const target = entry && this.#registeredEnv(edge);
    if (target && this.#carrying.inEnv(target)) this.#running.push({ edge, env: target, entry, given: NONE });
  }

  /** The environment of what the edge registers. What a call runs at once may run outside of workflows, where it has no role. */
  #registeredEnv({ how, by, target }: RoleEdge): Env | undefined {
    if (how !== 'registers' || !by || target.kind !== 'function') return undefined;
    return bindCall(this.#world, target, [], target.env?.depth ?? 0);
  }

  #register(entry: CallEdge): void {
    const given = this.#givenUnits(entry.target);
    if (given.size === 0) return;
    const seen = new Set<Env>();
    let wave = [entry.target];
    for (let level = 0; level < MAX_WRAPPERS; level += 1) {
      const next: Env[] = [];
      for (const env of wave) {
        if (seen.has(env) || !this.#isGiven(env, given)) continue;
        seen.add(env);
        for (const edge of factsOf(this.#world, env).edges) {
          if (edge.kind === 'call') next.push(edge.target);
          else {
            const target = this.#registeredEnv(edge);
            if (target)
              (given.has(target.unit) ? this.registered : this.#running).push({ edge, env: target, entry, given });
          }
        }
      }
      wave = next;
    }
  }

  /** `registerAll({ register: DBOS.registerWorkflow })` */
  #registerWith(entry: CallEdge): void {
    const seen = new Set<Env>();
    let wave = [entry.target];
    for (let level = 0; level < MAX_WRAPPERS; level += 1) {
      const next: Env[] = [];
      for (const env of wave) {
        if (seen.has(env) || !this.#isGivenRegistration(env)) continue;
        seen.add(env);
        for (const edge of factsOf(this.#world, env).edges) {
          if (edge.kind === 'call') next.push(edge.target);
          else if (!this.#hasRoleThere(env.unit, edge)) {
            const target = this.#registeredEnv(edge);
            if (target && target.unit.module.path !== this.#module.path)
              this.registered.push({ edge, env: target, entry, given: NONE });
          }
        }
      }
      wave = next;
    }
  }

  /** Whether a call, or the constructor of what it is made on, was given the engine's registration. */
  #isGivenRegistration({ args = [], self }: Env): boolean {
    const made = self?.kind === 'instance' ? (self.args ?? []) : [];
    return [...args, ...made].some((values) => this.#holdsRegistration(values, 0));
  }

  /** Whether one of the values registers functions, or is an object in which such a one stands. */
  #holdsRegistration(values: Values, depth: number): boolean {
    return values.some((value) => {
      if (value.kind === 'object' && depth < 2)
        return propertySets(this.#world, value).some((set) => this.#holdsRegistration(set, depth + 1));
      if (value.kind !== 'named') return false;
      return isEngine(this.#world, value.name) || this.#world.knowledge.api(value.name)?.registers !== undefined;
    });
  }

  /** Whether the function gives the role when nothing is known of what it was given. */
  #hasRoleThere(unit: FunctionUnit, { node, role }: RoleEdge): boolean {
    return factsOf(this.#world, baseEnv(this.#world, unit)).edges.some(
      (edge) => edge.kind === 'role' && edge.node === node && edge.role === role,
    );
  }

  /** The functions of third files in what a call is given that may register them. */
  #givenUnits(env: Env): ReadonlySet<FunctionUnit> {
    const { path } = env.unit.module;
    if (path === this.#module.path) return NONE;
    if (!reachesEngine(this.#world, path, this.#world.specifiers(path))) return NONE;
    return new Set(this.#unitsGiven(env).filter(({ module }) => module.path !== this.#module.path));
  }

  #isGiven(env: Env, units: ReadonlySet<FunctionUnit>): boolean {
    return this.#unitsGiven(env).some((unit) => units.has(unit));
  }

  /** The functions that a call was given, or the constructor of what it is made on. */
  #unitsGiven({ args = [], self }: Env): readonly FunctionUnit[] {
    const made = self?.kind === 'instance' ? (self.args ?? []) : [];
    return unitsIn(this.#world, [...args, ...made]);
  }

  /** The calls by which durable functions of other files come to what they were given. */
  get calls(): readonly HandedCall[] {
    const gifts = new Gifts(this.#world, this.#module);
    return [
      ...this.#running.flatMap((remote) => this.#callsOf(remote)),
      ...gifts
        .rolesFor(this.#module)
        .flatMap((remote) => this.#callsOf(remote))
        .map((call) => ({
          ...call,
          remote: { ...call.remote, entry: gifts.giftOf(call.edge.target.unit) ?? call.remote.entry },
        })),
    ];
  }

  #callsOf(remote: RemoteRole): readonly HandedCall[] {
    const found: HandedCall[] = [];
    const modules = new Set([...remote.given].map(({ module }) => module));
    const carrying =
      modules.size > 0
        ? new CarriedModules((module) => modules.has(module) || this.#world.modules.isLit(module))
        : this.#carrying;
    const isGiven = ({ unit }: Env): boolean =>
      remote.given.size > 0 ? remote.given.has(unit) : unit.module.path === this.#module.path;
    const seen = new Set<Env>([remote.env]);
    const queue = [{ env: remote.env, deferred: false, assumed: false }];
    for (let item = queue.pop(); item; item = queue.pop()) {
      for (const edge of factsOf(this.#world, item.env).edges) {
        if (edge.kind !== 'call' || edge.timing === 'detached' || seen.has(edge.target)) continue;
        if (!fits(edge.places, remote.edge.role)) continue;
        const deferred = item.deferred || edge.timing === 'deferred';
        const assumed = item.assumed || edge.assumed === true;
        if (isGiven(edge.target)) {
          seen.add(edge.target);
          if (!this.#isKnownThere(item.env.unit, edge)) found.push({ edge, remote, deferred, assumed });
        } else if (carrying.inEnv(edge.target)) {
          seen.add(edge.target);
          queue.push({ env: edge.target, deferred, assumed });
        }
      }
    }
    return found;
  }

  /** Whether the calling function leads to the same code when nothing is known of what it, or its module, was given. */
  #isKnownThere(caller: FunctionUnit, { node, target }: CallEdge): boolean {
    // What the module cannot come to by itself, it has from the linted file: also what that makes the only class for an interface.
    const { module } = caller;
    if (!reaches(this.#world, module.path, target.unit.module.path)) return false;
    if (this.#world.modules.isLit(module)) return true;
    return factsOf(this.#world, baseEnv(this.#world, caller)).edges.some(
      (edge) => edge.kind === 'call' && edge.node === node && edge.target.unit.key === target.unit.key,
    );
  }
}

function isEngine({ knowledge }: World, { module, path }: Name): boolean {
  const { engineObject } = knowledge;
  return module === engineObject.module && path.length === 1 && path[0] === engineObject.name;
}

/**
 * In which roles the functions of the linted file run, and what they do there: from every function that has a role along the
 * calls inside the file, and through summaries beyond it. Says where each finding stands: at the offending expression as long as
 * the code runs in that role only, else at the call that leaves such code. Roles that other files give are not known here.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { bindCall } from './apply.ts';
import { unitAt } from './bindings.ts';
import { requestHandlers } from './entry-points.ts';
import { baseEnv } from './evaluate.ts';
import { fateOf } from './fate.ts';
import { HandedIn, type HandedCall, type RemoteRole } from './handed-in.ts';
import { isLaunchHook } from './instances.ts';
import { factKey, type CallEdge, type Fact, type RoleEdge } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { isFunctionNode, unwrap, contains, isImmediate, type FunctionNode, type Node } from './nodes.ts';
import { durableMember, outsideRole } from './roles.ts';
import { fits } from './place-questions.ts';
import { pathOf, summaryOf } from './summaries.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Env, Value } from './values.ts';
import type { World } from './world.ts';
import { isExported } from './exported.ts';

/** One role in which a piece of code runs. */
export interface Context {
  readonly role: Role;
  /** Runs later than the function around it: from a timer, an emitter. */
  readonly deferred: boolean;
  /** The role rests on a function of which nothing is known: that it runs what it is given, and runs it here. */
  readonly assumed: boolean;
}

/** Something that happens in a role, and the node of this file where one would edit it. */
export interface Occurrence<F extends Fact = Fact> {
  readonly fact: F;
  readonly node: Node;
  readonly unit: FunctionUnit;
  readonly context: Context;
  /** The calls from `node` to the fact, when it does not stand at `node`: the first is the call at `node`. */
  readonly path: readonly CallEdge[];
  /** The unit in which the fact stands. */
  readonly at: FunctionUnit;
  /** The function that has the role: the workflow, the step. */
  readonly root: FunctionUnit;
  /** What gives it the role; undefined: a decorator does, or nothing of this file. */
  readonly giver: RoleEdge | undefined;
  /** The role is that of a function of another file, which was given the code. */
  readonly isHandedIn?: true;
}

/** A function that has a role, in the environment in which it gets it. */
export interface Root {
  readonly env: Env;
  readonly role: Role;
  readonly edge: RoleEdge | undefined;
  /** See `Context`. */
  readonly assumed: boolean;
}

/** Whose role it is. */
type Owner = Pick<Occurrence, 'root' | 'giver' | 'isHandedIn'>;

/** Roles of one kind may share a helper without harm. */
type Kind = 'workflow' | 'step' | 'outside';

function kindOf(role: Role): Kind {
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

export interface Contexts {
  readonly occurrences: readonly Occurrence[];
  /** Roles in which a unit is known to run. */
  readonly roles: ReadonlyMap<FunctionUnit, ReadonlySet<Role>>;
  /** Units that code outside this file, or unknown code, may call. */
  readonly open: ReadonlySet<FunctionUnit>;
  /** Every role given by code of this file, or by a wrapper that this file calls. */
  readonly roleEdges: readonly RoleEdge[];
  readonly roots: readonly Root[];
  /** Of roots that are not what has the role, but are run by a function of another file that was given them: that function. */
  readonly runners: ReadonlyMap<FunctionUnit, RemoteRole>;
}

export function contextsOf(world: World, module: ModuleUnit): Contexts {
  return new Builder(world, module).run();
}

class Builder {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #roots: Root[] = [];
  readonly #rootUnits = new Set<FunctionUnit>();
  readonly #roleEdges: RoleEdge[] = [];
  /** Those whose node stands in this file. */
  readonly #ownEdges = new Set<RoleEdge>();
  /** Local environments found so far, by unit. */
  readonly #local = new Map<FunctionUnit, Set<Env>>();
  readonly #callers = new Map<FunctionUnit, Set<FunctionUnit>>();
  /** Units that the top level certainly calls. */
  readonly #calledByMain = new Set<FunctionUnit>();
  readonly #roles = new Map<FunctionUnit, Set<Role>>();
  readonly #open = new Set<FunctionUnit>();
  readonly #found = new Map<string, Occurrence>();
  /** How certainly the environments were found to run in a role, whatever function has it. */
  readonly #visited = new Map<Role, Map<Env, number>>();
  readonly #handedIn: HandedIn;
  readonly #runners = new Map<FunctionUnit, RemoteRole>();
  /** Calls of functions that others call, too, out of durable functions of other files. */
  readonly #handedCalls: HandedCall[] = [];

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#module = module;
    this.#handedIn = new HandedIn(world, module);
  }

  run(): Contexts {
    this.#explore();
    this.#findRoots();
    this.#findHandedIn();
    this.#findOpen();
    this.#spread();
    for (const root of this.#roots) this.#report(root);
    this.#reportHandedIn();
    return {
      occurrences: [...this.#found.values()],
      roles: this.#roles,
      open: this.#open,
      roleEdges: this.#roleEdges,
      roots: this.#roots,
      runners: this.#runners,
    };
  }

  /** Walks the units of the file as they stand, and wherever their own functions are handed to. */
  #explore(): void {
    const queue: Env[] = this.#module.units.map((unit) => baseEnv(this.#world, unit));
    const seen = new Set<Env>(queue);
    for (const env of queue) {
      const local = env.unit.module === this.#module;
      if (local) this.#localEnvs(env.unit).add(env);
      for (const edge of factsOf(this.#world, env).edges) {
        if (edge.kind === 'role') {
          if (local || this.#isLocal(edge.target)) this.#roleEdges.push(edge);
          else this.#handedIn.role(env, edge);
          if (local) this.#ownEdges.add(edge);
          continue;
        }
        this.#handedIn.call(env, edge);
        const target = this.#own(edge.target);
        if (target.unit.module === this.#module) {
          if (local) this.#addCaller(target.unit, env.unit);
          if (env.unit === this.#module.main && edge.assumed !== true) this.#calledByMain.add(target.unit);
        } else if (!this.#handedIn.isCarrying(target)) continue;
        if (seen.has(target)) continue;
        seen.add(target);
        queue.push(target);
      }
    }
  }

  #isLocal(value: Value): boolean {
    if (value.kind === 'registered') return this.#isLocal(value.target);
    return value.kind === 'function' && this.#unit(value.unit).module === this.#module;
  }

  /** The unit of the linted tree for a unit of another parse of the same file. */
  #unit(unit: FunctionUnit): FunctionUnit {
    if (unit.module === this.#module || unit.module.path !== this.#module.path) return unit;
    return this.#module.units.find((candidate) => candidate.key === unit.key) ?? unit;
  }

  /** The same for environments: code of this file that was reached through another file. */
  #own(env: Env): Env {
    const unit = this.#unit(env.unit);
    return unit === env.unit ? env : baseEnv(this.#world, unit);
  }

  #localEnvs(unit: FunctionUnit): Set<Env> {
    let envs = this.#local.get(unit);
    if (!envs) this.#local.set(unit, (envs = new Set()));
    return envs;
  }

  #addCaller(unit: FunctionUnit, caller: FunctionUnit): void {
    const callers = this.#callers.get(unit);
    if (callers) callers.add(caller);
    else this.#callers.set(unit, new Set([caller]));
  }

  #findRoots(): void {
    const seen = new Set<string>();
    const add = (env: Env, role: Role, edge: RoleEdge | undefined, assumed = false): void => {
      const key = `${String(env.id)}:${role}:${edge && env.unit.module !== this.#module ? String(edge.node.range[0]) : ''}`;
      if (seen.has(key)) return;
      seen.add(key);
      this.#roots.push({ env, role, edge, assumed });
      if (env.unit.module !== this.#module) return;
      this.#rootUnits.add(env.unit);
      const body = edge?.how === 'registers' ? this.#delegateOf(env) : undefined;
      if (body) this.#rootUnits.add(body);
    };
    for (const edge of this.#roleEdges) {
      const target = edge.target.kind === 'registered' && edge.how !== 'runs' ? edge.target.target : edge.target;
      if (target.kind !== 'function') continue;
      const unit = this.#unit(target.unit);
      const env =
        unit === target.unit ? bindCall(this.#world, target, [], target.env?.depth ?? 0) : baseEnv(this.#world, unit);
      add(env, edge.role, edge);
    }
    for (const { env, edge, entry } of this.#handedIn.registered) add(env, edge.role, { ...edge, node: entry.node });
    for (const cls of this.#module.classes.values()) {
      for (const item of cls.members) {
        const durable = durableMember(this.#world, cls, item, undefined);
        if (durable?.target.kind === 'function')
          add(baseEnv(this.#world, durable.target.unit), durable.role, undefined);
        const unit = item.value && this.#module.unitOf.get(item.value);
        const outside = unit && !durable ? outsideRole(this.#world, cls, item) : undefined;
        if (unit && outside) add(baseEnv(this.#world, unit), outside, undefined);
        else if (unit && isLaunchHook(this.#world, cls, item)) add(baseEnv(this.#world, unit), 'main', undefined);
      }
    }
    for (const unit of requestHandlers(this.#world, this.#module)) {
      if (!this.#rootUnits.has(unit)) add(baseEnv(this.#world, unit), 'handler', undefined);
    }
    add(baseEnv(this.#world, this.#module.main), 'module', undefined);
    for (const unit of this.#module.units) {
      const callers = this.#callers.get(unit);
      if (callers?.has(this.#module.main) && unit.parent === this.#module.main && !this.#rootUnits.has(unit)) {
        const role = unit.node.type === 'FunctionDeclaration' || !isImmediate(unit.node) ? 'main' : 'module';
        add(baseEnv(this.#world, unit), role, undefined, !this.#calledByMain.has(unit));
      }
    }
  }

  /** Functions that durable code of other files was given: those that nobody else calls have their roles here. */
  #findHandedIn(): void {
    for (const call of this.#handedIn.calls) {
      const env = this.#own(call.edge.target);
      const { unit } = env;
      if (call.deferred || unit.module !== this.#module || this.#callers.has(unit) || isExported(this.#module, unit)) {
        this.#handedCalls.push(call);
        continue;
      }
      this.#roots.push({ env, role: call.remote.edge.role, edge: undefined, assumed: call.assumed });
      this.#rootUnits.add(unit);
      this.#runners.set(unit, call.remote);
    }
  }

  #reportHandedIn(): void {
    for (const { edge, remote, deferred, assumed } of this.#handedCalls) {
      const { node } = remote.entry;
      const context: Context = { role: remote.edge.role, deferred, assumed };
      const owner: Owner = { root: remote.env.unit, giver: remote.edge, isHandedIn: true };
      this.#leave({ ...edge, node, by: remote.edge.by }, unitAt(this.#module, node), context, owner);
    }
  }

  /**
   * The function of this file that is the body of what is registered, exported or not: it is handed all that comes in.
   *   register((input) => body(input, dependencies))
   */
  #delegateOf(env: Env): FunctionUnit | undefined {
    const { node, returns } = env.unit;
    const [only, ...others] = returns;
    if (!isFunctionNode(node) || !only || others.length > 0 || !isSoleStatement(node, only)) return undefined;
    const call = unwrap(only);
    if (call.type !== 'CallExpression' || !handsOn(node, call)) return undefined;
    const edge = factsOf(this.#world, env).edges.find((item) => item.kind === 'call' && item.node === call);
    const target = edge?.kind === 'call' ? this.#own(edge.target).unit : undefined;
    return target?.module === this.#module && target.parent === this.#module.main ? target : undefined;
  }

  #findOpen(): void {
    for (const unit of this.#module.units) {
      if (this.#rootUnits.has(unit)) continue;
      if (isExported(this.#module, unit) || !this.#callers.has(unit)) this.#open.add(unit);
    }
  }

  /** Roles along the calls inside the file. */
  #spread(): void {
    for (const root of this.#roots) {
      const queue = [root.env];
      const seen = new Set<FunctionUnit>();
      for (let env = queue.pop(); env; env = queue.pop()) {
        if (env.unit.module !== this.#module || seen.has(env.unit)) continue;
        seen.add(env.unit);
        const roles = this.#roles.get(env.unit);
        if (roles) roles.add(root.role);
        else this.#roles.set(env.unit, new Set([root.role]));
        for (const edge of factsOf(this.#world, env).edges) {
          if (edge.kind === 'call' && edge.timing !== 'detached') queue.push(this.#own(edge.target));
        }
      }
    }
    // What outside code may call, it may call for its helpers too.
    const queue = [...this.#open];
    for (let unit = queue.pop(); unit; unit = queue.pop()) {
      for (const edge of factsOf(this.#world, baseEnv(this.#world, unit)).edges) {
        if (edge.kind !== 'call' || edge.target.unit.module !== this.#module) continue;
        if (this.#open.has(edge.target.unit) || this.#rootUnits.has(edge.target.unit)) continue;
        this.#open.add(edge.target.unit);
        queue.push(edge.target.unit);
      }
    }
  }

  /** Whether the unit runs in roles of one kind only, so that its text is the place to edit. */
  #isExclusive(unit: FunctionUnit, kind: Kind): boolean {
    if (unit.module !== this.#module || this.#open.has(unit)) return false;
    for (const role of this.#roles.get(unit) ?? []) if (kindOf(role) !== kind) return false;
    return true;
  }

  #report(root: Root): void {
    const kind = kindOf(root.role);
    if (root.env.unit.module !== this.#module || this.#isShared(root)) {
      if (root.edge) this.#reportRemote(root.edge, root.env, root.role);
      return;
    }
    const { unit: durable } = root.env;
    const isHandedIn = this.#runners.has(durable) && ({ isHandedIn: true } as const);
    const owner: Owner = { root: durable, giver: root.edge, ...isHandedIn };
    const queue: { readonly env: Env; readonly deferred: boolean; readonly assumed: boolean }[] = [
      { env: root.env, deferred: false, assumed: root.assumed },
    ];
    const seen = new Set<Env>();
    for (let item = queue.pop(); item; item = queue.pop()) {
      const { env, deferred, assumed } = item;
      const context: Context = { role: root.role, deferred, assumed };
      const isNew = this.#visit(env, context);
      // What is dropped in a part of the body counts, whoever else runs it.
      if (!isNew && (seen.has(env) || !isWithin(env.unit, root.env.unit))) continue;
      seen.add(env);
      const { facts, edges } = factsOf(this.#world, env);
      for (const fact of facts) {
        if (!fits(fact.places, root.role)) continue;
        // In a helper, a reading that nobody looks at is nobody's business; in the body itself it is what the author meant to use.
        if (fact.kind === 'effect' && fact.fate === 'dropped' && !isWithin(env.unit, root.env.unit)) continue;
        this.#add({
          fact,
          node: fact.node,
          unit: env.unit,
          context,
          path: [],
          at: env.unit,
          ...owner,
        });
      }
      for (const edge of edges) {
        if (edge.kind !== 'call' || edge.timing === 'detached' || !fits(edge.places, root.role)) continue;
        const later: boolean = deferred || edge.timing === 'deferred';
        const unsure: boolean = assumed || edge.assumed === true;
        const target = this.#own(edge.target);
        if (this.#isExclusive(target.unit, kind)) queue.push({ env: target, deferred: later, assumed: unsure });
        else this.#leave(edge, env.unit, { role: root.role, deferred: later, assumed: unsure }, owner);
      }
    }
  }

  /** Whether the environment was not yet found to run in the role, or not as certainly. */
  #visit(env: Env, context: Context): boolean {
    let visited = this.#visited.get(context.role);
    if (!visited) this.#visited.set(context.role, (visited = new Map<Env, number>()));
    const known = visited.get(env);
    if (known !== undefined && known <= weakness(context)) return false;
    visited.set(env, weakness(context));
    return true;
  }

  /** Whether a step is a function that workflows run, too, so that the step is the place to edit: `runStep(helper)` beside `helper()`. */
  #isShared({ env, role, edge }: Root): boolean {
    if (kindOf(role) !== 'step' || edge?.how !== 'runs' || !this.#ownEdges.has(edge)) return false;
    return [...(this.#roles.get(env.unit) ?? [])].some((other) => kindOf(other) !== 'step');
  }

  /** A call out of the code that runs in this role only. */
  #leave(edge: CallEdge, unit: FunctionUnit, context: Context, owner: Owner): void {
    for (const exposure of summaryOf(this.#world, edge.target).values()) {
      if (!fits(edge.places, context.role) || !fits(exposure.places, context.role)) continue;
      if (exposure.returned && !this.#comesBack(edge)) continue;
      const path = [edge, ...pathOf(exposure)];
      // What a function does that the workflow was given is found in that function.
      if (path.some((step) => step !== edge && this.#runners.has(this.#unit(step.target.unit)))) continue;
      const assumed = context.assumed || path.some((step) => step.assumed === true);
      this.#add({
        fact: exposure.fact,
        node: edge.node,
        unit,
        context: { ...context, assumed },
        path,
        at: exposure.env.unit,
        ...owner,
      });
    }
  }

  /** Whether what the call gives back matters to the code that stays. */
  #comesBack(edge: CallEdge): boolean {
    if (edge.by !== undefined || edge.node.type !== 'CallExpression') return true;
    const fate = fateOf(this.#world, edge.node, baseEnv(this.#world, unitAt(this.#module, edge.node)));
    return fate !== 'logged' && fate !== 'deadline' && !isStatement(edge.node);
  }

  /** A function of another file gets its role here: everything it does is seen from here. */
  #reportRemote(edge: RoleEdge, env: Env, role: Role): void {
    const call: CallEdge = { kind: 'call', node: edge.node, target: env, timing: 'inline', by: edge.by };
    const unit = this.#module.units.find((candidate) => contains(candidate.node, edge.node)) ?? this.#module.main;
    this.#leave(call, unit, { role, deferred: false, assumed: false }, { root: env.unit, giver: edge });
  }

  #add(occurrence: Occurrence): void {
    const { fact, node, context, path } = occurrence;
    const key = `${String(node.range[0])}:${String(node.range[1])}:${factKey(fact)}:${subjectOf(fact, path)}:${context.role}`;
    const known = this.#found.get(key);
    const gain = known ? weakness(known.context) - weakness(context) : 1;
    if (gain > 0 || (gain === 0 && known && known.path.length > path.length)) this.#found.set(key, occurrence);
  }
}

/** What tells facts of one kind at one place apart. Behind a call all clocks are one cause: the call, which may be of several functions. */
function subjectOf(fact: Fact, path: readonly CallEdge[]): string {
  if (fact.kind === 'durable') return fact.value.key;
  return fact.kind === 'effect' && path.length > 0 ? '' : `${fact.name.module}#${fact.name.path.join('.')}`;
}

/** The smaller, the more certain. */
function weakness({ deferred, assumed }: Context): number {
  return Number(deferred) + 2 * Number(assumed);
}

/** Whether a function does nothing but return the expression. */
function isSoleStatement({ body }: FunctionNode, returned: Node): boolean {
  return body === returned || (body.type === 'BlockStatement' && body.body.length === 1);
}

/** Whether the call is given every parameter of the function. */
function handsOn({ params }: FunctionNode, call: TSESTree.CallExpression): boolean {
  const given = call.arguments.map((argument) =>
    unwrap(argument.type === 'SpreadElement' ? argument.argument : argument),
  );
  return (
    params.length > 0 &&
    params.every((parameter) => {
      const name = parameter.type === 'RestElement' ? parameter.argument : parameter;
      return name.type === 'Identifier' && given.some((node) => node.type === 'Identifier' && node.name === name.name);
    })
  );
}

function isWithin(unit: FunctionUnit, outer: FunctionUnit): boolean {
  let current: FunctionUnit | undefined = unit;
  while (current && current !== outer) current = current.parent;
  return current !== undefined;
}

/** `touch();` or `await touch();`: nobody looks at the result. */
function isStatement(node: Node): boolean {
  const parent = node.parent?.type === 'AwaitExpression' ? node.parent.parent : node.parent;
  return parent?.type === 'ExpressionStatement';
}

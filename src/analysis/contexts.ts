/**
 * What the functions of the linted file do in the roles in which they run: from every function that has a role along the calls inside
 * the file, and through summaries beyond it. Says where each finding stands: at the offending expression as long as
 * the code runs in that role only, else at the call that leaves such code. Roles that other files give are not known here.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { Arrivals } from './arrivals.ts';
import { unitAt } from './bindings.ts';
import type { CallEdge, Fact, RoleEdge } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { contains, type Node } from './nodes.ts';
import { partKey, WHOLE } from './parts.ts';
import { fits } from './place-questions.ts';
import { pathOf, summaryOf } from './summaries.ts';
import { OwnCalls } from './own-calls.ts';
import { Roots, type Root } from './roots.ts';
import { kindOf, UnitRoles } from './unit-roles.ts';
import { isWithin, type FunctionUnit, type ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';
import { OccurrenceList, weakness } from './occurrence-list.ts';
import { ResultUses } from './result-uses.ts';

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

/** Code that is to be looked at. */
interface Visit {
  readonly env: Env;
  readonly deferred: boolean;
  readonly assumed: boolean;
  /** It is not the place to edit, but what it runs may be. */
  readonly isOutside: boolean;
  /** Somebody looks at what it gives back. */
  readonly isHeard: boolean;
  /** The parts of that which the caller does not look at. */
  readonly ignored: ReadonlySet<string>;
}

/** How an environment was found to run. */
interface Known {
  readonly weakness: number;
  readonly isHeard: boolean;
  readonly ignored: ReadonlySet<string>;
}

/** A call out of the code that runs in the role only. */
interface Exit {
  readonly edge: CallEdge;
  readonly unit: FunctionUnit;
  readonly context: Context;
  readonly isHeard: boolean;
}

const NONE: ReadonlySet<FunctionUnit> = new Set();
const NO_PARTS: ReadonlySet<string> = new Set();

/** Whose role it is. */
type Owner = Pick<Occurrence, 'root' | 'giver' | 'isHandedIn'>;

/** The functions of a file, the roles in which they run, and what they do there. */
export interface Contexts {
  readonly occurrences: readonly Occurrence[];
  readonly roles: ReadonlyMap<FunctionUnit, ReadonlySet<Role>>;
  readonly open: ReadonlySet<FunctionUnit>;
  readonly roleEdges: readonly RoleEdge[];
  readonly roots: readonly Root[];
  readonly runners: Roots['runners'];
  readonly lent: Roots['lent'];
  readonly arrivals: Arrivals;
}

/** What happens in the roles of a file, and which of its functions have which. */
export function contextsOf(world: World, module: ModuleUnit): Contexts {
  return new Builder(world, module).run();
}

class Builder {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #calls: OwnCalls;
  readonly #roots: Roots;
  readonly #units: UnitRoles;
  readonly #found = new OccurrenceList();
  readonly #arrivals = new Arrivals();
  /** How certainly the environments were found to run in a role, whatever function has it. */
  readonly #visited = new Map<Role, Map<Env, Known>>();
  readonly #results: ResultUses;

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#module = module;
    this.#calls = new OwnCalls(world, module);
    this.#roots = new Roots(world, module, this.#calls);
    this.#units = new UnitRoles(world, module, this.#calls, this.#roots);
    this.#results = new ResultUses(world, module);
  }

  run(): Contexts {
    const { all: roots, runners, lent } = this.#roots;
    const { roles, open } = this.#units;
    const { roleEdges } = this.#calls;
    for (const root of roots) this.#report(root);
    this.#reportHandedIn();
    return { occurrences: this.#found.all, roles, open, roleEdges, roots, runners, lent, arrivals: this.#arrivals };
  }

  #reportHandedIn(): void {
    for (const { edge, remote, deferred, assumed } of this.#roots.handedCalls) {
      const { node } = remote.entry;
      const context: Context = { role: remote.edge.role, deferred, assumed };
      const owner: Owner = { root: remote.env.unit, giver: remote.edge, isHandedIn: true };
      this.#leave(
        { ...edge, node, by: remote.edge.by },
        { unit: unitAt(this.#module, node), context, isHeard: true },
        owner,
      );
    }
  }

  #report(root: Root): void {
    if (root.env.unit.module !== this.#module || this.#units.isShared(root)) {
      if (root.edge) this.#reportRemote(root.edge, root.env, root.role);
      return;
    }
    const { unit: durable } = root.env;
    const isHandedIn = this.#roots.runners.has(durable) && ({ isHandedIn: true } as const);
    const owner: Owner = { root: durable, giver: root.edge, ...isHandedIn };
    const start = { env: root.env, deferred: false, assumed: root.assumed, isOutside: false };
    const queue: Visit[] = [{ ...start, isHeard: true, ignored: NO_PARTS }];
    const seen = new Set<Env>();
    const exits: Exit[] = [];
    const here = new Set<FunctionUnit>();
    for (let item = queue.pop(); item; item = queue.pop()) {
      const { env, deferred, assumed, isOutside, isHeard } = item;
      const context: Context = { role: root.role, deferred, assumed };
      if (isOutside) {
        if (seen.has(env) || !this.#calls.handedIn.isCarrying(env)) continue;
        seen.add(env);
        queue.push(...this.#visitsFrom(item, root.role));
        continue;
      }
      here.add(env.unit);
      const isNew = this.#visit(item, context);
      // What is dropped in a part of the body counts, whoever else runs it.
      if (!isNew && (seen.has(env) || !isWithin(env.unit, root.env.unit))) continue;
      seen.add(env);
      this.#addFacts(item, context, owner);
      for (const visit of this.#visitsFrom(item, root.role)) {
        const { edge } = visit;
        if (visit.isOutside)
          exits.push({
            edge,
            unit: env.unit,
            context: { role: root.role, deferred: visit.deferred, assumed: visit.assumed },
            isHeard,
          });
        queue.push(visit);
      }
    }
    for (const { edge, ...exit } of exits) this.#leave(edge, exit, owner, here);
  }

  /** What the code does by itself in the context. */
  #addFacts({ env, isHeard, ignored }: Visit, context: Context, owner: Owner): void {
    const { unit } = env;
    for (const fact of factsOf(this.#world, env).facts) {
      if (!fits(fact.places, context.role)) continue;
      // In a helper, a reading that nobody looks at is nobody's business; in the body itself it is what the author meant to use.
      if (fact.kind === 'effect' && fact.fate === 'dropped' && !isWithin(unit, owner.root)) continue;
      if (fact.kind === 'effect' && fact.fate === 'returned' && (!isHeard || ignored.has(partKey(fact.part)))) continue;
      this.#found.add({ fact, node: fact.node, unit, context, path: [], at: unit, ...owner });
    }
  }

  /** The functions that the code runs in the role. */
  #visitsFrom(
    { env, deferred, assumed, isHeard }: Visit,
    role: Role,
  ): readonly (Visit & { readonly edge: CallEdge })[] {
    return factsOf(this.#world, env).edges.flatMap((edge) => {
      if (edge.kind !== 'call' || edge.timing === 'detached' || !fits(edge.places, role)) return [];
      const target = this.#calls.own(edge.target);
      this.#arrivals.add(role, target.unit, { edge, from: env.unit });
      const isOutside = !this.#units.isExclusive(target.unit, kindOf(role));
      return [
        {
          edge,
          env: target,
          deferred: deferred || edge.timing === 'deferred',
          assumed: assumed || edge.assumed === true,
          isOutside,
          isHeard: env.unit.module !== this.#module || this.#results.matters(edge, env.unit, isHeard, WHOLE),
          ignored:
            env.unit.module === this.#module ? this.#results.ignoredParts({ ...edge, target }, env.unit) : NO_PARTS,
        },
      ];
    });
  }

  /** Whether the environment was not yet found to run in the role, or not as certainly, or nobody had looked at what it gives back. */
  #visit({ env, isHeard, ignored }: Visit, context: Context): boolean {
    let visited = this.#visited.get(context.role);
    if (!visited) this.#visited.set(context.role, (visited = new Map<Env, Known>()));
    const known = visited.get(env);
    const isLeast = known && known.weakness <= weakness(context) && (known.isHeard || !isHeard);
    if (isLeast && [...known.ignored].every((part) => ignored.has(part))) return false;
    const least = Math.min(known?.weakness ?? Infinity, weakness(context));
    const never = known ? new Set([...known.ignored].filter((part) => ignored.has(part))) : ignored;
    visited.set(env, { weakness: least, isHeard: isHeard || known?.isHeard === true, ignored: never });
    return true;
  }

  /**
   * A call out of the code that runs in this role only.
   *
   * @param here code that runs in it, too, and in which its own facts are found
   */
  #leave(
    edge: CallEdge,
    { unit, context, isHeard }: Omit<Exit, 'edge'>,
    owner: Owner,
    here: ReadonlySet<FunctionUnit> = NONE,
  ): void {
    const { runners } = this.#roots;
    for (const exposure of summaryOf(this.#world, edge.target).values()) {
      if (!fits(edge.places, context.role) || !fits(exposure.places, context.role)) continue;
      if (exposure.returned && !this.#results.matters(edge, unit, isHeard, exposure.part)) continue;
      const path = [edge, ...pathOf(exposure)];
      // What a function does that the workflow was given is found in that function.
      const passes = (units: Pick<ReadonlySet<FunctionUnit>, 'has' | 'size'>): boolean =>
        units.size > 0 && path.some((step) => step !== edge && units.has(this.#calls.unit(step.target.unit)));
      if (passes(runners) || passes(here)) continue;
      const assumed = context.assumed || path.some((step) => step.assumed === true);
      this.#found.add({
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

  /** A function of another file gets its role here: everything it does is seen from here. */
  #reportRemote(edge: RoleEdge, env: Env, role: Role): void {
    const call: CallEdge = { kind: 'call', node: edge.node, target: env, timing: 'inline', by: edge.by };
    const unit = this.#module.units.find((candidate) => contains(candidate.node, edge.node)) ?? this.#module.main;
    const context: Context = { role, deferred: false, assumed: false };
    this.#leave(call, { unit, context, isHeard: true }, { root: env.unit, giver: edge });
  }
}

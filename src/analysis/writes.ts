/**
 * Mutations in the roles in which they happen: what workflows and steps change that is there after them, directly and through the
 * functions that they call. In other files only what a workflow certainly reads back is told.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { isConstructor } from './class-elements.ts';
import type { Contexts } from './contexts.ts';
import type { Root } from './roots.ts';
import { baseEnv } from './evaluate.ts';
import type { CallEdge, RoleEdge } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { guardedBy } from './guards.ts';
import { mutationsOf, type Mutation } from './mutations.ts';
import type { Node } from './nodes.ts';
import { readsOf } from './read-back.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** What a change outlives, and so what may see it later. */
export type Outliving =
  /** A variable of a module. */
  | 'module'
  /** A binding that another module exports. */
  | 'import'
  | 'global'
  /** A static field. */
  | 'static'
  /** A field of the instance that has the workflow as its method. */
  | 'instance'
  /** A variable or parameter of a function around the workflow or the step. */
  | 'captured';

/** A change that a workflow or a step makes and that is there after it. */
export interface Write {
  readonly mutation: Mutation;
  /** Where one would edit it: the mutation, or the call that leads to it. */
  readonly node: Node;
  readonly path: readonly CallEdge[];
  readonly role: Role;
  /** The function that has the role. */
  readonly root: FunctionUnit;
  /** The call that gives it the role; undefined: a decorator does. */
  readonly edge: RoleEdge | undefined;
  readonly outlives: Outliving;
  /** The code that runs only when there was nothing yet. */
  readonly guard: Node | undefined;
}

const MAX_PATH = 4;
const NONE: readonly Write[] = [];

/** What workflows and steps of a file change. */
export function writesOf(world: World, module: ModuleUnit, contexts: Contexts): readonly Write[] {
  const found = new Map<string, Write>();
  for (const root of contexts.roots) {
    if (!isDurable(root.role) || root.env.unit.module !== module) continue;
    for (const write of new Walk(world, module, contexts, root).run()) {
      const key = `${String(write.node.range[0])}:${String(write.node.range[1])}:${write.role}:${write.outlives}:${write.path.length > 0 ? '' : String(write.mutation.target.range[0])}`;
      if (!found.has(key)) found.set(key, write);
    }
  }
  return [...found.values()];
}

function isDurable(role: Role): boolean {
  return role === 'workflow' || role === 'step' || role === 'transaction';
}

interface Visit {
  readonly env: Env;
  /** The call that leads there from the visit before; undefined: it counts as a part of the root's own code. */
  readonly edge: CallEdge | undefined;
  readonly from: Visit | undefined;
  /** How many calls lead there. */
  readonly depth: number;
}

function pathOf({ edge, from }: Visit): readonly CallEdge[] {
  return edge ? [...(from ? pathOf(from) : []), edge] : [];
}

class Walk {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #contexts: Contexts;
  readonly #root: Root;
  readonly #reached = new Set<FunctionUnit>();

  constructor(world: World, module: ModuleUnit, contexts: Contexts, root: Root) {
    this.#world = world;
    this.#module = module;
    this.#contexts = contexts;
    this.#root = root;
  }

  run(): readonly Write[] {
    // What comes back depends on all functions that are reached.
    const visits = this.#visits();
    return visits.flatMap((visit) => {
      const mutations = mutationsOf(this.#world, visit.env.unit);
      return mutations.length === 0 ? NONE : this.#writesAt(visit, mutations);
    });
  }

  #writesAt(visit: Visit, mutations: readonly Mutation[]): readonly Write[] {
    const { unit } = visit.env;
    return mutations.flatMap((mutation): readonly Write[] => {
      const outlives = this.#outlives(mutation, unit);
      // What `this.note(id)` changes is found in `note`.
      if (mutation.how === 'received' && !mutation.place.fields) return NONE;
      // A service that counts for steps, such as one that takes turns, is its own matter.
      if (mutation.how === 'received' && mutation.used && this.#root.role !== 'workflow') return NONE;
      if (!outlives || (unit.module !== this.#module && !this.#comesBack(mutation))) return NONE;
      const { role, edge, env } = this.#root;
      const path = pathOf(visit);
      const node = path[0]?.node ?? mutation.node;
      const guard = guardedBy(this.#world, mutation);
      return [{ mutation, node, path, role, root: env.unit, edge, outlives, guard }];
    });
  }

  /** The functions that the root runs, each with the calls that leave the code which runs in this role only. */
  #visits(): readonly Visit[] {
    const visits: Visit[] = [{ env: this.#root.env, edge: undefined, from: undefined, depth: 0 }];
    const seen = new Set<FunctionUnit>([this.#root.env.unit]);
    for (const visit of visits) {
      this.#reached.add(visit.env.unit);
      for (const edge of factsOf(this.#world, visit.env).edges) {
        if (edge.kind !== 'call' || edge.timing !== 'inline') continue;
        const unit = this.#own(edge.target.unit);
        if (seen.has(unit) || visit.depth >= MAX_PATH) continue;
        seen.add(unit);
        const env = unit === edge.target.unit ? edge.target : baseEnv(this.#world, unit);
        // A callback of the file is code of the file, whoever runs it.
        if (this.#isExclusive(unit)) visits.push({ env, edge: undefined, from: undefined, depth: 0 });
        else visits.push({ env, edge, from: visit, depth: visit.depth + 1 });
      }
    }
    return visits;
  }

  #own(unit: FunctionUnit): FunctionUnit {
    if (unit.module === this.#module || unit.module.path !== this.#module.path) return unit;
    return this.#module.units.find((candidate) => candidate.key === unit.key) ?? unit;
  }

  #isExclusive(unit: FunctionUnit): boolean {
    if (unit.module !== this.#module || this.#contexts.open.has(unit)) return false;
    const isWorkflow = this.#root.role === 'workflow';
    for (const role of this.#contexts.roles.get(unit) ?? [])
      if (!isDurable(role) || (role === 'workflow') !== isWorkflow) return false;
    return true;
  }

  /** What the change outlives; undefined: nothing, it is gone with the call that makes it. */
  #outlives({ place }: Mutation, unit: FunctionUnit): Outliving | undefined {
    const { holder } = place;
    const root = this.#root.env.unit;
    switch (holder.kind) {
      case 'global':
        return place.inside ? 'global' : undefined;
      case 'static':
        return holder.cls.parent === holder.cls.module.main && place.key !== undefined ? 'static' : undefined;
      case 'instance':
        return holder.cls === objectOf(root) && objectOf(unit) === holder.cls && !makesInstance(unit)
          ? 'instance'
          : undefined;
      case 'variable': {
        const { variable, home, module } = holder;
        if (variable.defs[0]?.type === 'ImportBinding') return 'import';
        if (home === module.main) return 'module';
        return isAround(home, root) || this.#isLent(home, unit) ? 'captured' : undefined;
      }
    }
  }

  /** Whether a step runs a function that it was given: `step(() => given())`. The variables around that one were there before. */
  #isLent(home: FunctionUnit, unit: FunctionUnit): boolean {
    return this.#root.role !== 'workflow' && isAround(home, unit) && !this.#reached.has(home);
  }

  /** Whether the workflow, in this file or another, certainly sees the change. */
  #comesBack(mutation: Mutation): boolean {
    const { holder } = mutation.place;
    if (this.#root.role !== 'workflow' || holder.kind !== 'variable' || holder.home !== holder.module.main)
      return false;
    if (guardedBy(this.#world, mutation)) return false;
    if (mutation.used) return true;
    return readsOf(this.#world, holder.module, mutation.place).some(({ unit }) => this.#reached.has(unit));
  }
}

/** Whether `inner` stands inside `outer`. */
export function isAround(outer: FunctionUnit, inner: FunctionUnit): boolean {
  for (let unit = inner.parent; unit; unit = unit.parent) if (unit === outer) return true;
  return false;
}

/** The class whose instance `this` is: an arrow function has that of the method around it. */
function objectOf(unit: FunctionUnit): ClassUnit | undefined {
  let current: FunctionUnit | undefined = unit;
  while (current && !current.owner && current.node.type === 'ArrowFunctionExpression') current = current.parent;
  return current?.owner;
}

/** Whether the function runs when an instance of its class is made. */
function makesInstance(unit: FunctionUnit): boolean {
  return unit.owner?.initializer === unit || isConstructor(unit);
}

/** Whether other files can see what is changed. */
export function isVisibleOutside({ mutation, outlives }: Write): boolean {
  const { holder, key } = mutation.place;
  switch (holder.kind) {
    case 'global':
      return true;
    case 'variable':
      return outlives === 'import' || exportsName(holder.module, holder.variable.name);
    default: {
      const { cls } = holder;
      const member = cls.members.find((item) => item.key === key);
      return member?.isPrivate !== true && key?.startsWith('#') !== true && exportsName(cls.module, cls.name);
    }
  }
}

function exportsName(module: ModuleUnit, name: string): boolean {
  return [...module.exports.values()].some((entry) => entry.kind === 'local' && entry.name === name);
}

/**
 * Where a changed place is looked at again: every use of the variable, the field or the property that is more than another change of
 * it. Uses that only feed a log line do not count. Knows the uses in one file.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { fateOf } from './fate.ts';
import { mutationsOf, type Mutation } from './mutations.ts';
import { calleeOf, memberKey, outerOf, withoutTypes, type Node } from './nodes.ts';
import { looksAtField } from './own-fields.ts';
import { placeOfObject, samePlace, sameHolder, type Holder, type Place } from './places.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A look at what a place holds. */
export interface Read {
  readonly node: Node;
  readonly unit: FunctionUnit;
}

/** The reads of a place that stand in `module`. */
export function readsOf(world: World, module: ModuleUnit, place: Place): readonly Read[] {
  return readBackOf(world, module).reads(place);
}

/** Whether nothing in `module` looks at the place, no log line either. */
export function isNeverRead(world: World, module: ModuleUnit, place: Place): boolean {
  return readBackOf(world, module).looks(place).length === 0;
}

function readBackOf(world: World, module: ModuleUnit): ReadBack {
  let known = world.readBack.get(module);
  if (!known) world.readBack.set(module, (known = new ReadBack(world, module)));
  return known;
}

/** What looks at the places of one module: each is searched once, however many changes of it are asked for. */
export class ReadBack {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #looks = new Map<unknown, Map<string, readonly Read[]>>();
  readonly #reads = new Map<readonly Read[], readonly Read[]>();
  #changes: ReadonlyMap<unknown, readonly Mutation[]> | undefined;

  constructor(world: World, module: ModuleUnit) {
    this.#world = world;
    this.#module = module;
  }

  /** Log lines left out. */
  reads(place: Place): readonly Read[] {
    const looks = this.looks(place);
    let reads = this.#reads.get(looks);
    if (!reads) {
      reads = looks.filter(({ node, unit }) => !isHarmless(this.#world, node, unit));
      this.#reads.set(looks, reads);
    }
    return reads;
  }

  looks(place: Place): readonly Read[] {
    const { holder, key, fields } = place;
    const identity = identityOf(holder);
    let places = this.#looks.get(identity);
    if (!places) this.#looks.set(identity, (places = new Map<string, readonly Read[]>()));
    const shown = [holder.kind, key ?? '*', ...(fields ?? [])].join('\0');
    let looks = places.get(shown);
    if (!looks) places.set(shown, (looks = this.#search(place)));
    return looks;
  }

  #search(place: Place): readonly Read[] {
    const world = this.#world;
    const module = this.#module;
    const changed = this.#changedNodes(place.holder);
    return [...usesOf(world, module, place)]
      .filter((node) => !isInOneOf(changed, node))
      .filter((node) => place.fields === undefined || mayLookAt(world, module, node, place.holder, place.fields))
      .map((node) => ({ node, unit: unitAt(module, node) }));
  }

  /** What is written as the target of changes of the same holder, when nobody looks at what the change gives. */
  #changedNodes(holder: Holder): ReadonlySet<Node> {
    this.#changes ??= changesByHolder(this.#world, this.#module);
    const changes = this.#changes.get(identityOf(holder)) ?? [];
    return new Set(changes.flatMap(({ place, target }) => (sameHolder(place.holder, holder) ? [target] : [])));
  }
}

function changesByHolder(world: World, module: ModuleUnit): ReadonlyMap<unknown, readonly Mutation[]> {
  const changes = new Map<unknown, Mutation[]>();
  for (const unit of module.units) {
    for (const mutation of mutationsOf(world, unit)) {
      if (mutation.used || mutation.how === 'called') continue;
      const identity = identityOf(mutation.place.holder);
      const known = changes.get(identity);
      if (known) known.push(mutation);
      else changes.set(identity, [mutation]);
    }
  }
  return changes;
}

/** Equal for equal holders; a class has two. */
function identityOf(holder: Holder): unknown {
  switch (holder.kind) {
    case 'variable':
      return holder.variable;
    case 'global':
      return holder.name;
    default:
      return holder.cls;
  }
}

/** Where an object of this function goes, its fields go; what an instance holds are services, too. */
function mayLookAt(world: World, module: ModuleUnit, use: Node, holder: Holder, fields: ReadonlySet<string>): boolean {
  return [...fields].some((field) => looksAtField(world, module, use, field) ?? holder.kind === 'variable');
}

function isHarmless(world: World, node: Node, unit: FunctionUnit): boolean {
  const fate = fateOf(world, node, baseEnv(world, unit));
  return fate === 'logged' || (fate === 'dropped' && outerOf(node).parent?.type === 'ExpressionStatement');
}

function* usesOf(world: World, module: ModuleUnit, place: Place): Iterable<Node> {
  const { holder } = place;
  if (holder.kind === 'variable') {
    for (const reference of holder.variable.references) {
      if (!reference.isRead() || reference.init === true) continue;
      const { identifier } = reference;
      const key = keyBelow(identifier);
      if (place.key === undefined || key === undefined || key === place.key) yield identifier;
    }
    return;
  }
  for (const member of membersOf(module)) {
    if (memberKey(member) !== place.key && place.key !== undefined) continue;
    const used = placeOfObject(world, module, member);
    if (used && samePlace(used, place)) yield member;
    else if (!used && holder.kind !== 'global' && givesClass(world, member, holder)) yield member;
  }
}

/** The key by which an object is asked at once: of `state.count + 1`, `count`. */
function keyBelow(identifier: Node): string | undefined {
  const { parent, child } = outerOf(identifier);
  return parent?.type === 'MemberExpression' && parent.object === child ? memberKey(parent) : undefined;
}

function* membersOf(module: ModuleUnit): Iterable<TSESTree.MemberExpression> {
  for (const unit of module.units) {
    for (const read of unit.reads) yield* chainOf(read);
    for (const node of unit.invocations) yield* chainOf(calleeOf(node));
    for (const node of unit.changes) if ('left' in node) yield* chainOf(node.left);
  }
}

/** `a.b.c`, `a.b` */
function* chainOf(expression: Node): Iterable<TSESTree.MemberExpression> {
  let node = withoutTypes(expression);
  while (node.type === 'MemberExpression') {
    yield node;
    node = withoutTypes(node.object);
  }
}

function givesClass(
  world: World,
  member: TSESTree.MemberExpression,
  holder: Extract<Holder, { cls: unknown }>,
): boolean {
  const env = baseEnv(world, unitAt(holder.cls.module, member));
  return evaluate(world, member.object, env).some(
    (value) => (value.kind === 'class' || value.kind === 'instance') && value.cls === holder.cls,
  );
}

function isInOneOf(nodes: ReadonlySet<Node>, node: Node): boolean {
  for (let current: Node | undefined = node; current; current = current.parent) if (nodes.has(current)) return true;
  return false;
}

/**
 * Where a changed place is looked at again: every use of the variable, the field or the property that is more than another change of
 * it. Uses that only feed a log line do not count. Knows the uses in one file.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { fateOf } from './fate.ts';
import { mutationsOf } from './mutations.ts';
import { calleeOf, memberKey, outerOf, type Node } from './nodes.ts';
import { looksAtField } from './own-fields.ts';
import { placeOfObject, samePlace, sameHolder, withoutTypes, type Holder, type Place } from './places.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

export interface Read {
  readonly node: Node;
  readonly unit: FunctionUnit;
}

/** The reads of a place that stand in `module`. */
export function readsOf(world: World, module: ModuleUnit, place: Place): readonly Read[] {
  return looksAt(world, module, place).filter(({ node, unit }) => !isHarmless(world, node, unit));
}

/** Whether nothing in `module` looks at the place, no log line either. */
export function isNeverRead(world: World, module: ModuleUnit, place: Place): boolean {
  return looksAt(world, module, place).length === 0;
}

function looksAt(world: World, module: ModuleUnit, place: Place): readonly Read[] {
  const changed = changedNodes(world, module, place.holder);
  return [...usesOf(world, module, place)]
    .filter((node) => !changed.some((target) => contains(target, node)))
    .filter((node) => place.fields === undefined || mayLookAt(world, module, node, place.holder, place.fields))
    .map((node) => ({ node, unit: unitAt(module, node) }));
}

/** Where an object of this function goes, its fields go; what an instance holds are services, too. */
function mayLookAt(world: World, module: ModuleUnit, use: Node, holder: Holder, fields: ReadonlySet<string>): boolean {
  return [...fields].some((field) => looksAtField(world, module, use, field) ?? holder.kind === 'variable');
}

function isHarmless(world: World, node: Node, unit: FunctionUnit): boolean {
  const fate = fateOf(world, node, baseEnv(world, unit));
  return fate === 'logged' || (fate === 'dropped' && outerOf(node).parent?.type === 'ExpressionStatement');
}

/** What is written as the target of changes of the same holder, when nobody looks at what the change gives. */
function changedNodes(world: World, module: ModuleUnit, holder: Holder): readonly Node[] {
  return module.units.flatMap((unit) =>
    mutationsOf(world, unit).flatMap((mutation) =>
      sameHolder(mutation.place.holder, holder) && !mutation.used && mutation.how !== 'called' ? [mutation.target] : [],
    ),
  );
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

function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

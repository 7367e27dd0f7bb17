/**
 * What methods of the program's classes do to the object that they are called on: the fields that they give other values, by themselves
 * or through methods of the same object, and those that they look at. Leaves out fields that are only filled when they are empty, and
 * what methods do to other objects.
 */
import { lineageOf } from './base-classes.ts';
import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { guardedBy } from './guards.ts';
import { MAX_CHAIN, mutationsOf } from './mutations.ts';
import { calleeOf, memberKey, outerOf, withoutTypes, type Node } from './nodes.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Methods that are asked for one field. */
const MAX_METHODS = 50;

/**
 * The fields of its object that a method changes.
 *
 * @param depth as of `mutationsOf`
 */
export function changedFields(world: World, method: FunctionUnit, depth = 0): ReadonlySet<string> {
  const known = world.changedFields.get(method);
  if (known) return known;
  const fields = new Set<string>();
  if (depth > MAX_CHAIN) return fields;
  // A method that calls itself is looked up here while it is being found.
  world.changedFields.set(method, fields);
  if (!method.owner || method.isStatic) return fields;
  for (const mutation of mutationsOf(world, method, depth)) {
    const { holder, key } = mutation.place;
    if (holder.kind !== 'instance' || holder.cls !== method.owner || key === undefined) continue;
    if (mutation.how !== 'filled' && !guardedBy(world, mutation)) fields.add(key);
  }
  return fields;
}

/**
 * Whether the use of an object looks at one of its fields: `counter.total`, or a method or getter that reads it and does not write it itself.
 * Undefined: the object itself goes somewhere, where anything may look at it.
 */
export function looksAtField(world: World, module: ModuleUnit, use: Node, field: string): boolean | undefined {
  const { parent, child } = outerOf(use);
  if (parent?.type !== 'MemberExpression' || parent.object !== child) return undefined;
  const key = memberKey(parent);
  if (key === undefined || key === field) return true;
  return evaluate(world, use, baseEnv(world, unitAt(module, use))).some(
    (value) => value.kind === 'instance' && memberLooksAt(world, value.cls, key, field, new Set()),
  );
}

/** `span.took`, where a getter looks at a field of what `span` stands for. */
export function getterOver(world: World, module: ModuleUnit, use: Node, field: string | undefined): Node | undefined {
  const { parent } = outerOf(use);
  if (field === undefined || parent?.type !== 'MemberExpression' || memberKey(parent) === field) return undefined;
  return looksAtField(world, module, withoutTypes(use), field) === true ? parent : undefined;
}

function memberLooksAt(world: World, cls: ClassUnit, key: string, field: string, seen: Set<FunctionUnit>): boolean {
  const unit = codeUnder(world, cls, key);
  if (!unit || seen.has(unit)) return false;
  seen.add(unit);
  if (changedFields(world, unit).has(field)) return false;
  const asked = keysOfThis(unit);
  if (asked.has(field)) return true;
  return seen.size < MAX_METHODS && [...asked].some((other) => memberLooksAt(world, cls, other, field, seen));
}

/** The method, the getter or the function in a field that a key of an instance has. */
function codeUnder(world: World, cls: ClassUnit, key: string): FunctionUnit | undefined {
  for (const { members, module } of lineageOf(world, cls)) {
    const member = members.find((item) => !item.isStatic && item.key === key && item.kind !== 'set');
    if (member) return member.value && module.unitOf.get(member.value);
  }
  return undefined;
}

/** The first keys by which a method, with the functions in it, asks its object: of `this.items.length`, `items`. */
function keysOfThis(unit: FunctionUnit): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const part of [unit, ...unit.nested]) {
    for (const node of [...part.reads, ...part.invocations.map(calleeOf)]) {
      let current = withoutTypes(node);
      while (current.type === 'MemberExpression') {
        const key = memberKey(current);
        const object = withoutTypes(current.object);
        if (object.type === 'ThisExpression' && key !== undefined) keys.add(key);
        current = object;
      }
    }
  }
  return keys;
}

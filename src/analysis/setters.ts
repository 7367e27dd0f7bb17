/**
 * Setters: which one runs when a property is written, and which writes are calls of a setter. Leaves out what is written by destructuring and by
 * `Object.assign`.
 */
import type { CallOf } from './callers.ts';
import { lineageOf } from './base-classes.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { isFunctionNode, staticKey } from './nodes.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import { functionValue } from './make-values.ts';
import type { FunctionValue, Value } from './values.ts';
import type { World } from './world.ts';

/** The setter that runs when `value[key]` is written: of the object, or of its class or the nearest base class that has one. */
export function setterOf(world: World, value: Value, key: string): FunctionValue | undefined {
  switch (value.kind) {
    case 'instance':
    case 'class': {
      const unit = setterIn(world, value.cls, key, value.kind === 'class');
      const env = unit?.owner === value.cls ? value.env : undefined;
      return unit && functionValue(unit, env, value);
    }
    case 'object': {
      const item = value.node.properties.find(
        (property) =>
          property.type === 'Property' && property.kind === 'set' && staticKey(property.key, property.computed) === key,
      );
      const unit = item?.type === 'Property' ? value.env.unit.module.unitOf.get(item.value) : undefined;
      return unit && functionValue(unit, value.env, value);
    }
    default:
      return undefined;
  }
}

function setterIn(world: World, cls: ClassUnit, key: string, isStatic: boolean): FunctionUnit | undefined {
  for (const { members, module } of lineageOf(world, cls)) {
    const member = members.find((item) => item.kind === 'set' && item.key === key && item.isStatic === isStatic);
    if (member?.value) return module.unitOf.get(member.value);
  }
  return undefined;
}

/** Whether the function is a setter. */
export function isSetter({ node, owner }: FunctionUnit): boolean {
  if (!isFunctionNode(node)) return false;
  if (owner) return owner.members.some(({ kind, value }) => kind === 'set' && value === node);
  return node.parent.type === 'Property' && node.parent.kind === 'set';
}

/** The writes of a module to properties of the name that call the setter. */
export function writesThatCall(
  world: World,
  target: FunctionUnit,
  module: ModuleUnit,
  name: string,
): readonly CallOf[] {
  const writes = module.memberWrites.get(name) ?? [];
  return writes.flatMap(({ place, object, value, unit }) => {
    const owners = evaluate(world, object, baseEnv(world, unit));
    const isIt = owners.some((owner) => setterOf(world, owner, name)?.unit === target);
    return isIt ? [{ node: place, callee: place, args: [value], unit }] : [];
  });
}

/** What is written to a member of an object, a class or a function: `object.key = value` anywhere in its file. */
import { baseEnv, evaluate } from './evaluate.ts';
import { preferDurable, registeredInPlace } from './in-place.ts';
import { unwrap } from './nodes.ts';
import type { MemberWrite, ModuleUnit } from './units.ts';
import { NOTHING, union, type Env, type Value, type Values } from './values.ts';
import type { World } from './world.ts';

/** The values written by `object.key = value` to this very object, where `declared` stands otherwise. */
export function writesTo(
  world: World,
  writes: readonly MemberWrite[] | undefined,
  target: Value,
  declared: Values = NOTHING,
): readonly Values[] {
  if (!writes) return [];
  const sets: Values[] = [];
  for (const write of writes) {
    const object = unwrap(write.object);
    if (object.type === 'ThisExpression') continue;
    const env = baseEnv(world, write.unit);
    if (!evaluate(world, object, env).some((value) => sameObject(value, target))) continue;
    sets.push(writtenValues(world, write, union(declared, ...sets), env));
  }
  return sets;
}

/** What one write puts there, where `declared` stands otherwise. */
export function writtenValues(world: World, { place, value }: MemberWrite, declared: Values, env: Env): Values {
  return registeredInPlace(world, { place, value }, declared, env) ?? evaluate(world, value, env);
}

/**
 * What `object.key` is in a file that registers it in its place, where `object` comes from another one: `Imported.key = durable(Imported.key)`. For the
 * code of other files it stays what it is there.
 */
export function registeredHere(world: World, objects: Values, key: string, declared: Values, env: Env): Values {
  const { module } = env.unit;
  const writes = module.memberWrites.get(key);
  const foreign = writes ? objects.filter((object) => isOfOtherFile(object, module)) : NOTHING;
  if (!writes || foreign.length === 0) return declared;
  const sets = writes.flatMap((write) => {
    const there = baseEnv(world, write.unit);
    if (!evaluate(world, write.object, there).some((owner) => foreign.some((object) => isSameOwner(object, owner))))
      return [];
    return registeredInPlace(world, write, declared, there) ?? [];
  });
  return preferDurable(union(declared, sets));
}

function isOfOtherFile(value: Value, module: ModuleUnit): boolean {
  switch (value.kind) {
    case 'object':
      return value.env.unit.module !== module;
    case 'class':
    case 'instance':
      return value.cls.module !== module;
    default:
      return false;
  }
}

/** A prototype owns the methods of all instances. */
function isSameOwner(value: Value, owner: Value): boolean {
  return value.kind === 'instance' && owner.kind === 'instance' ? value.cls === owner.cls : sameObject(value, owner);
}

function sameObject(value: Value, target: Value): boolean {
  if (value.kind === 'object' && target.kind === 'object') return value.node === target.node;
  if (value.kind === 'class' && target.kind === 'class') return value.cls === target.cls;
  if (value.kind === 'function' && target.kind === 'function') return value.unit === target.unit;
  return value.key === target.key;
}

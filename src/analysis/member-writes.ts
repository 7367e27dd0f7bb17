/** What is written to a member of an object, a class or a function: `object.key = value` anywhere in its file. */
import { baseEnv, evaluate } from './evaluate.ts';
import { registeredInPlace } from './in-place.ts';
import { unwrap } from './nodes.ts';
import type { MemberWrite } from './units.ts';
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

function sameObject(value: Value, target: Value): boolean {
  if (value.kind === 'object' && target.kind === 'object') return value.node === target.node;
  if (value.kind === 'class' && target.kind === 'class') return value.cls === target.cls;
  if (value.kind === 'function' && target.kind === 'function') return value.unit === target.unit;
  return value.key === target.key;
}

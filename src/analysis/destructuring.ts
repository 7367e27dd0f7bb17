/**
 * What a pattern takes out of a value, `{ place: { send = notify }, ...others }`: the part that it gives to one of its names, its default values
 * included.
 */
import { contentsOf, iterated } from './collections.ts';
import { evaluate } from './evaluate.ts';
import { listValue, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import { computedKey, project, projectAny } from './members.ts';
import { contains, staticKey, type Node } from './nodes.ts';
import type { Env, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** The part of `source` that the pattern gives to `name`; undefined when the pattern does not hold the name. */
export function destructure(world: World, pattern: Node, source: Values, name: Node, env: Env): Values | undefined {
  if (pattern === name) return source;
  switch (pattern.type) {
    case 'Identifier':
      return pattern.range[0] === name.range[0] ? source : undefined;
    case 'AssignmentPattern': {
      const inner = destructure(world, pattern.left, source, name, env);
      if (inner === undefined) return undefined;
      const known = inner.some((value) => value.kind !== 'unknown' && !isNothing(value));
      if (known) return inner;
      return union(destructure(world, pattern.left, evaluate(world, pattern.right, env), name, env) ?? NOTHING, inner);
    }
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          const inner = destructure(world, property.argument, source, name, env);
          if (inner !== undefined) return inner;
          continue;
        }
        if (!contains(property.value, name)) continue;
        const key = staticKey(property.key, property.computed) ?? computedKey(world, property.key, env);
        const part = union(
          ...source.map((value) => (key === undefined ? projectAny(world, value) : project(world, value, key))),
        );
        return destructure(world, property.value, part, name, env);
      }
      return undefined;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        if (!element || !contains(element, name)) continue;
        if (element.type === 'RestElement')
          return destructure(
            world,
            element.argument,
            union(...source.map((value) => tailOf(world, value, index))),
            name,
            env,
          );
        const part = union(...source.map((value) => project(world, value, String(index))));
        return destructure(world, element, part, name, env);
      }
      return undefined;
    default:
      return undefined;
  }
}

/** What `[…, ...tail]` takes of a list, from a position on. */
function tailOf(world: World, value: Value, from: number): Values {
  if (value.kind !== 'list') return UNKNOWN_VALUES;
  if (value.shape !== 'array') return [listValue([], iterated(world, value))];
  return [listValue(value.elements.slice(from), value.origin ? contentsOf(world, value) : value.rest)];
}

/** Whether the value is `undefined`, for which a default value stands in. */
export function isNothing(value: Value): boolean {
  return value.kind === 'literal' && value.value === undefined;
}

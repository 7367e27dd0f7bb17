/**
 * Methods that are called without their object: taken off it by a destructuring or a constant, or handed over as a callback. Leaves out what
 * was bound, and what came off its object in another file.
 */
import { sole } from './certain.ts';
import { variableOf, isWrittenAgain } from './variables.ts';
import { memberKey, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A method that was taken off its object. */
export interface Detached {
  /** The object that it was taken off. */
  readonly object: Node;
  /** The properties between the object and the method: of `const { DBOS: { launch } } = sdk`, `DBOS`. */
  readonly within: readonly string[];
  readonly key: string;
}

/** Where a called identifier was taken off its object; undefined: it was not, or it is not known. */
export function detachedAt(world: World, module: ModuleUnit, callee: Node): Detached | undefined {
  const identifier = unwrap(callee);
  if (identifier.type !== 'Identifier') return undefined;
  const variable = variableOf(world, module, identifier);
  const definition = variable && sole(variable.defs);
  if (!definition || isWrittenAgain(variable) || definition.node.type !== 'VariableDeclarator') return undefined;
  const { id, init } = definition.node;
  if (!init) return undefined;
  const value = unwrap(init);
  if (id.type === 'Identifier') {
    const key = value.type === 'MemberExpression' ? memberKey(value) : undefined;
    return value.type === 'MemberExpression' && key !== undefined
      ? { object: value.object, within: [], key }
      : undefined;
  }
  const keys = keysTo(id, definition.name);
  const key = keys?.at(-1);
  return keys && key !== undefined ? { object: value, within: keys.slice(0, -1), key } : undefined;
}

/** The properties that lead through a pattern to a name; undefined: not by such properties alone. */
function keysTo(pattern: Node, name: Node): readonly string[] | undefined {
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') continue;
    if (property.value === name) return [property.key.name];
    const inner = keysTo(property.value, name);
    if (inner) return [property.key.name, ...inner];
  }
  return undefined;
}

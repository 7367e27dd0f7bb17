/**
 * Methods that are called without their object: taken off it by a destructuring or a constant, or handed over as a callback. Leaves out what
 * was bound, and what came off its object in another file.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf } from './variables.ts';
import { memberKey, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

export interface Detached {
  /** The object that it was taken off. */
  readonly object: Node;
  readonly key: string;
}

/** Where a called identifier was taken off its object; undefined: it was not, or it is not known. */
export function detachedAt(world: World, module: ModuleUnit, callee: Node): Detached | undefined {
  const identifier = unwrap(callee);
  if (identifier.type !== 'Identifier') return undefined;
  const variable = variableOf(world, module, identifier);
  const [definition, ...others] = variable?.defs ?? [];
  if (definition?.type !== 'Variable' || definition.node.type !== 'VariableDeclarator' || others.length > 0)
    return undefined;
  if (variable?.references.some((reference) => reference.isWrite() && reference.init !== true) === true)
    return undefined;
  const { id, init } = definition.node;
  if (!init) return undefined;
  const value = unwrap(init);
  if (id.type === 'Identifier') {
    const key = value.type === 'MemberExpression' ? memberKey(value) : undefined;
    return value.type === 'MemberExpression' && key !== undefined ? { object: value.object, key } : undefined;
  }
  const key = id.type === 'ObjectPattern' ? keyOf(id, definition.name) : undefined;
  return key === undefined ? undefined : { object: value, key };
}

function keyOf({ properties }: TSESTree.ObjectPattern, name: Node): string | undefined {
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed || property.value !== name) continue;
    return property.key.type === 'Identifier' ? property.key.name : undefined;
  }
  return undefined;
}

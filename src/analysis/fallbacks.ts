/**
 * Of `options.clock ?? Date.now`, whether the fallback is never used: a known call hands over an object in which the member is written
 * down, or the thing itself. Leaves out everything that may be set later: variables that are written again, fields, members of instances.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { sole } from './certain.ts';
import { evaluate } from './evaluate.ts';
import { memberKey, staticKey, unwrap, type Node } from './nodes.ts';
import type { Env, Value, Values } from './values.ts';
import { variableOf, isWrittenAgain } from './variables.ts';
import type { World } from './world.ts';

const MAX_NAMES = 4;

/** The values of `left`, when its operator certainly takes them. */
export function takenInstead(
  world: World,
  operator: '??' | '||',
  left: Node,
  values: Values,
  env: Env,
): Values | undefined {
  const isThere = values.length > 0 && values.every((value) => isTaken(value, operator));
  return isThere && isHandedOver(world, left, env) ? values : undefined;
}

function isTaken(value: Value, operator: '??' | '||'): boolean {
  switch (value.kind) {
    case 'function':
    case 'class':
    case 'instance':
    case 'object':
    case 'list':
    case 'registered':
      return true;
    case 'literal':
      return operator === '??' ? value.value !== undefined && value.value !== null : Boolean(value.value);
    default:
      return false;
  }
}

/** A parameter, a member of an object literal that was handed over as one, or a constant that holds either. */
function isHandedOver(world: World, expression: Node, env: Env, names = 0): boolean {
  const node = unwrap(expression);
  if (names > MAX_NAMES) return false;
  if (node.type === 'MemberExpression') {
    const key = memberKey(node);
    return (
      key !== undefined &&
      isWritten(world, node.object, key, env, names) &&
      isHandedOver(world, node.object, env, names + 1)
    );
  }
  const variable = node.type === 'Identifier' ? variableOf(world, env.unit.module, node) : undefined;
  const definition = variable && sole(variable.defs);
  if (!definition || isWrittenAgain(variable)) return false;
  if (definition.type === 'Parameter') return true;
  const declarator = definition.node;
  if (declarator.type !== 'VariableDeclarator' || !declarator.init) return false;
  const { id, init } = declarator;
  if (id.type === 'Identifier') return isHandedOver(world, init, env, names + 1);
  const key = id.type === 'ObjectPattern' ? keyOf(id, definition.name) : undefined;
  return key !== undefined && isWritten(world, init, key, env, names) && isHandedOver(world, init, env, names + 1);
}

/** Under which key `const { now } = options` takes the name. */
function keyOf({ properties }: TSESTree.ObjectPattern, name: Node): string | undefined {
  const property = properties.find((item) => item.type === 'Property' && item.value === name);
  return property?.type === 'Property' ? staticKey(property.key, property.computed) : undefined;
}

/** Whether the expression is an object literal in which the key is written, or spread into it from another such one. */
function isWritten(world: World, expression: Node, key: string, env: Env, names: number): boolean {
  const objects = evaluate(world, expression, env);
  return (
    names <= MAX_NAMES &&
    objects.length > 0 &&
    objects.every(
      (value) =>
        value.kind === 'object' &&
        value.node.properties.some((property) =>
          property.type === 'SpreadElement'
            ? isWritten(world, property.argument, key, value.env, names + 1)
            : staticKey(property.key, property.computed) === key,
        ),
    )
  );
}

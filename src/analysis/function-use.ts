/** What becomes of a function that a call gives back, when the call stands there for nothing but calling it. */
import { outerOf, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { VariableLike } from './world.ts';

/** `called`: it is, or may be. */
export type FunctionUse = 'called' | 'dropped' | 'awaited';

/**
 * @param unit the function around the call
 * @param variableOf the variable that an identifier declares
 */
export function useOfFunction(
  node: Node,
  unit: FunctionUnit,
  variableOf: (identifier: Node) => VariableLike | undefined,
): FunctionUse {
  const { parent, child } = outerOf(node);
  switch (parent?.type) {
    case 'ExpressionStatement':
      return 'dropped';
    case 'UnaryExpression':
      return parent.operator === 'void' ? 'dropped' : 'called';
    case 'AwaitExpression':
      return 'awaited';
    case 'ReturnStatement':
      return isAsync(unit) ? 'awaited' : 'called';
    case 'ArrowFunctionExpression':
      return parent.body === child && parent.async ? 'awaited' : 'called';
    case 'VariableDeclarator':
      return parent.init === child && parent.id.type === 'Identifier' ? useOfVariable(variableOf(parent.id)) : 'called';
    default:
      return 'called';
  }
}

function useOfVariable(variable: VariableLike | undefined): FunctionUse {
  if (!variable) return 'called';
  const reads = variable.references.filter((reference) => !reference.isWrite());
  if (reads.length === 0) return 'dropped';
  return reads.every(({ identifier }) => identifier.parent?.type === 'AwaitExpression') ? 'awaited' : 'called';
}

function isAsync({ node }: FunctionUnit): boolean {
  return 'async' in node && node.async;
}

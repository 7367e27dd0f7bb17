/**
 * What becomes of a function that a call gives back, when the call stands there for nothing but calling it. Follows one variable; a function
 * that is kept elsewhere or handed on counts as called.
 */
import { outerOf, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { VariableLike } from './variables.ts';

/** `called`: it is, or may be. `awaited`: it is taken for a promise, also by an asynchronous function that returns it. */
export type FunctionUse = 'called' | 'dropped' | 'awaited';

/**
 * @param unit the function around the call
 * @param variableOf the variable that an identifier declares; undefined when other files may read it
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
  const reads = variable.references.filter((reference) => reference.isRead());
  if (reads.length === 0) return 'dropped';
  return reads.every(({ identifier }) => outerOf(identifier).parent?.type === 'AwaitExpression') ? 'awaited' : 'called';
}

function isAsync({ node }: FunctionUnit): boolean {
  return 'async' in node && node.async;
}

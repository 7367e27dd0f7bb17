/** Values that are read before something is waited for, and written behind it: what others write meanwhile is lost. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import { referencesIn } from './scopes.ts';
import { ancestors, contains, enclosingFunction, isFunction, type FunctionNode } from './walk.ts';

/** Whether the node stands in what is added to something that functions running side by side may share: `total += node`. */
export function isAddedToShared(scopes: Scope.ScopeManager, node: TSESTree.Node): boolean {
  for (const around of ancestors(node)) {
    if (isFunction(around)) return false;
    if (around.type !== 'AssignmentExpression' || !contains(around.right, node)) continue;
    if (around.operator !== '=' && !isVariableOf(scopes, around.left, enclosingFunction(node))) return true;
  }
  return false;
}

/** Whether the node is a variable of just that function, which does one thing at a time, or a member of what it declares. */
export function isVariableOf(scopes: Scope.ScopeManager, node: TSESTree.Node, home: FunctionNode | undefined): boolean {
  if (node.type === 'MemberExpression') {
    const isDeclared = [...referencesIn(scopes, node.object.range)].every(
      ({ resolved }) => resolved?.defs.every(({ type }) => type === 'Variable') === true,
    );
    return isDeclared && isVariableOf(scopes, node.object, home);
  }
  return (
    node.type === 'Identifier' &&
    [...referencesIn(scopes, node.range)].every(
      ({ resolved }) => resolved?.defs.every(({ name }) => enclosingFunction(name) === home) === true,
    )
  );
}

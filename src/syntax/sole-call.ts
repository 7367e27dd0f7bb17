/** Functions that do nothing but one call. */
import type { TSESTree } from '@typescript-eslint/types';

import { isFunction, type FunctionNode } from './walk.ts';

/**
 * The one call that a function's body consists of: `() => f(x)`, `async () => await f(x)`, `() => { void f(x); }`,
 * `function () { return f(x); }`. Undefined when it does anything else, or has parameters with defaults.
 */
export function soleCallOf(node: TSESTree.Node): TSESTree.CallExpression | undefined {
  if (!isFunction(node) || node.generator) return undefined;
  if (node.params.some((parameter) => parameter.type === 'AssignmentPattern')) return undefined;
  const expression = soleExpressionOf(node);
  return expression === undefined ? undefined : soleCallIn(expression);
}

/** The one expression that a function's body evaluates, without its `return`. */
export function soleExpressionOf(node: FunctionNode): TSESTree.Expression | undefined {
  if (node.body === undefined || node.body === null) return undefined;
  if (node.body.type !== 'BlockStatement') return node.body;
  const [statement, ...rest] = node.body.body;
  if (statement === undefined || rest.length > 0) return undefined;
  if (statement.type === 'ExpressionStatement') return statement.expression;
  return statement.type === 'ReturnStatement' ? (statement.argument ?? undefined) : undefined;
}

/** The call below `await`, `void`, `!` and type assertions. */
export function soleCallIn(expression: TSESTree.Expression): TSESTree.CallExpression | undefined {
  switch (expression.type) {
    case 'CallExpression':
      return expression;
    case 'ChainExpression':
      return expression.expression.type === 'CallExpression' ? expression.expression : undefined;
    case 'AwaitExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return soleCallIn(expression.type === 'AwaitExpression' ? expression.argument : expression.expression);
    case 'UnaryExpression':
      return expression.operator === 'void' ? soleCallIn(expression.argument) : undefined;
    default:
      return undefined;
  }
}

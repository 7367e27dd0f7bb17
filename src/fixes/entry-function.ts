/** `(async () => { ... })();` at the end of a file becomes `async function main() { ... }` and its call. */
import type { TSESTree } from '@typescript-eslint/types';

import { usesFunctionContext } from '../syntax/capture.ts';
import { replace } from '../syntax/change.ts';
import type { FunctionNode } from '../syntax/walk.ts';
import { isFunction } from '../syntax/walk.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** Undefined when the statement is not an asynchronous function that is called where it stands. */
export function planEntryFunction(
  site: PlanningSite,
  statement: TSESTree.Node,
  name: string | undefined,
): Outcome | undefined {
  if (statement.type !== 'ExpressionStatement' || name === undefined) return undefined;
  const whole = withoutMark(statement.expression);
  const called = calledFunction(whole);
  if (called === undefined) return undefined;
  const { body } = called.function;
  if (
    !called.function.async ||
    called.function.generator ||
    body.type !== 'BlockStatement' ||
    usesFunctionContext(body)
  )
    return undefined;
  if (called.function.params.length > 0 || called.call.arguments.length > 0) return undefined;

  const { newline, semicolon } = site.style;
  // A failure that nobody catches ends the process, as it did before.
  const isHandled = called.call !== whole;
  return {
    changes: [
      replace(
        statement.range,
        `async function ${name}() `,
        { keep: body.range },
        newline,
        isHandled ? `${name}()` : `void ${name}()`,
        { keep: [called.call.range[1], whole.range[1]] },
        semicolon,
      ),
    ],
  };
}

/** Whether the statement is a function that is called where it stands. */
export function isEntryFunction(statement: TSESTree.Node): boolean {
  return statement.type === 'ExpressionStatement' && calledFunction(withoutMark(statement.expression)) !== undefined;
}

/** `await x`, `void x`, `!x`: what is marked. */
function withoutMark(node: TSESTree.Expression): TSESTree.Expression {
  return node.type === 'AwaitExpression' || node.type === 'UnaryExpression' ? withoutMark(node.argument) : node;
}

/** The function and its call in `(async () => {})()`, also in front of `.then(...)` and `.catch(...)`. */
function calledFunction(
  node: TSESTree.Expression,
): { readonly function: FunctionNode; readonly call: TSESTree.CallExpression } | undefined {
  if (node.type !== 'CallExpression') return undefined;
  if (isFunction(node.callee)) return { function: node.callee, call: node };
  return node.callee.type === 'MemberExpression' ? calledFunction(node.callee.object) : undefined;
}

/** Promises that only wait for a timer: `new Promise((r) => setTimeout(r, ms))` in all its spellings. */
import type { TSESTree } from '@typescript-eslint/types';

import { hasOwnAwait, usesFunctionContext } from './capture.ts';
import { soleExpressionOf } from './sole-call.ts';
import { descendants, isFunction } from './walk.ts';

/** Which expressions are the host's own promise class and one-shot timer; spelling decides nothing. */
export interface TimerWords {
  readonly isPromiseClass: (callee: TSESTree.Expression) => boolean;
  readonly isTimer: (callee: TSESTree.Expression) => boolean;
}

export interface TimerPromise {
  /** How long it waits, in milliseconds, as written; undefined when it is left out. */
  readonly ms: TSESTree.Expression | undefined;
}

/**
 * Recognises a promise that resolves without a value when a timer fires, and whose delay can stand outside the executor.
 * Undefined for everything else: a timer that resolves with a value, is kept, or is one of several things done.
 */
export function timerPromise(node: TSESTree.Node, words: TimerWords): TimerPromise | undefined {
  if (node.type !== 'NewExpression' || !words.isPromiseClass(node.callee)) return undefined;
  const [executor, ...others] = node.arguments;
  if (others.length > 0 || executor === undefined || !isFunction(executor) || executor.generator) return undefined;
  const resolve = executor.params[0];
  if (resolve?.type !== 'Identifier') return undefined;

  const timer = withoutVoid(soleExpressionOf(executor));
  if (timer?.type !== 'CallExpression' || timer.optional || !words.isTimer(timer.callee)) return undefined;
  const [callback, ms, ...passedOn] = timer.arguments;
  if (callback === undefined || passedOn.length > 0 || ms?.type === 'SpreadElement') return undefined;
  if (!onlyResolves(callback, resolve.name)) return undefined;
  if (ms !== undefined && !canStandOutside(ms, executor)) return undefined;
  return { ms };
}

function withoutVoid(expression: TSESTree.Expression | undefined): TSESTree.Expression | undefined {
  return expression?.type === 'UnaryExpression' && expression.operator === 'void' ? expression.argument : expression;
}

/** `r`, `() => r()`, `() => { r(undefined); }`, `function () { r(); }`. */
function onlyResolves(callback: TSESTree.CallExpressionArgument, resolve: string): boolean {
  if (callback.type === 'Identifier') return callback.name === resolve;
  if (!isFunction(callback) || callback.params.length > 0 || callback.generator) return false;
  const call = withoutVoid(soleExpressionOf(callback));
  if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== resolve)
    return false;
  return call.arguments.every((argument) => argument.type === 'Identifier' && argument.name === 'undefined');
}

function canStandOutside(
  ms: TSESTree.Expression,
  executor: TSESTree.FunctionExpression | TSESTree.FunctionDeclaration | TSESTree.ArrowFunctionExpression,
): boolean {
  const own = new Set(
    executor.params
      .flatMap((parameter) => [...descendants(parameter)])
      .map((node) => (node.type === 'Identifier' ? node.name : '')),
  );
  for (const node of descendants(ms)) if (node.type === 'Identifier' && own.has(node.name)) return false;
  if (hasOwnAwait(ms)) return false;
  return executor.type === 'ArrowFunctionExpression' || !usesFunctionContext(ms);
}

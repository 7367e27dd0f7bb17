/**
 * A step that assigns a variable of the workflow gives the value back instead:
 * `await DBOS.runStep(async () => { user = await load(id); }, o)` becomes `user = await DBOS.runStep(async () => { return await load(id); }, o)`,
 * and `list.push(x)` in a step becomes `list.push(await …)` around it.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { canLeave } from '../syntax/capture.ts';
import { insert, kept, replace, type Change, type Piece } from '../syntax/change.ts';
import { isParenthesised } from '../syntax/trivia.ts';
import { isVariableOf } from '../syntax/read-first.ts';
import { descendants, enclosingFunction, isFunction, type FunctionNode } from '../syntax/walk.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** Undefined: the write is not the last thing in the callback, the step is no statement of its own, or the target means something else outside. */
export function planReturnFromStep(site: PlanningSite, intent: IntentOf<'return-from-step'>): Outcome | undefined {
  const { call, write } = intent;
  const awaited = call.parent;
  if (awaited.type !== 'AwaitExpression' || awaited.parent.type !== 'ExpressionStatement') return undefined;
  const callback = call.arguments.find((argument) => isFunction(argument));
  const parts = partsOf(write);
  if (!isFunction(callback) || !parts || !endsWith(callback, write)) return undefined;
  if (!canLeave(site.scopeManager, parts.target, callback)) return undefined;
  if (parts.isReadFirst && !isVariableOf(site.scopeManager, parts.target, enclosingFunction(call))) return undefined;
  const isBody = callback.body === write;
  const { value } = parts;
  // As the body of an arrow function, `{ id }` would be a block, and `a, b` two arguments.
  const isOpen = isBody && !isParenthesised(site, write);
  const isGrouped = isOpen && (site.text.charAt(value.range[0]) === '{' || value.type === 'SequenceExpression');
  const [open, close] = isGrouped ? ['(', ')'] : ['', ''];
  const changes: Change[] = [
    insert(awaited.range[0], ...parts.before),
    replace([write.range[0], value.range[0]], isBody ? open : 'return '),
  ];
  if (value.range[1] < write.range[1]) changes.push(replace([value.range[1], write.range[1]], close));
  else if (isGrouped) changes.push(insert(value.range[1], close));
  if (parts.after !== '') changes.push(insert(awaited.range[1], parts.after));
  return { changes, safety: 'suggest' };
}

interface Parts {
  /** What is evaluated outside from now on. */
  readonly target: TSESTree.Expression;
  /** What the step gives back. */
  readonly value: TSESTree.Expression;
  readonly before: readonly Piece[];
  readonly after: string;
  /** `total += await …` reads `total` before the wait: what others add meanwhile would be lost. */
  readonly isReadFirst: boolean;
}

const OPERATORS = new Set(['=', '+=', '-=', '*=', '/=']);

function partsOf(write: TSESTree.Expression): Parts | undefined {
  if (write.type === 'AssignmentExpression') {
    const { left, right, operator } = write;
    if (!OPERATORS.has(operator) || !isPlainTarget(left)) return undefined;
    return {
      target: left,
      value: right,
      before: [kept(left), ` ${operator} `],
      after: '',
      isReadFirst: operator !== '=',
    };
  }
  if (write.type !== 'CallExpression' || write.optional || write.callee.type !== 'MemberExpression') return undefined;
  const [value, ...others] = write.arguments;
  if (value === undefined || value.type === 'SpreadElement' || others.length > 0) return undefined;
  if (!isPlainTarget(write.callee)) return undefined;
  return { target: write.callee, value, before: [kept(write.callee), '('], after: ')', isReadFirst: false };
}

/** Names and members of names: evaluating them earlier changes nothing. */
function isPlainTarget(node: TSESTree.Node): node is TSESTree.Identifier | TSESTree.MemberExpression {
  if (node.type === 'Identifier') return true;
  if (node.type !== 'MemberExpression' || node.optional) return false;
  if (node.computed && node.property.type !== 'Identifier' && node.property.type !== 'Literal') return false;
  return node.object.type === 'ThisExpression' || isPlainTarget(node.object);
}

/** Whether the write is the last thing that the callback does, and nothing else gives its result. */
function endsWith(callback: FunctionNode, write: TSESTree.Expression): boolean {
  if (callback.body === write) return true;
  if (callback.body?.type !== 'BlockStatement') return false;
  const last = callback.body.body.at(-1);
  if (last?.type !== 'ExpressionStatement' || last.expression !== write || last.range[0] !== write.range[0])
    return false;
  const own = [...descendants(callback.body, (node) => !isFunction(node))];
  return own.every((node) => node.type !== 'ReturnStatement');
}

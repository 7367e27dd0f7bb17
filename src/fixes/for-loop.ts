/** A list walked one element after the other, in place of functions that run side by side. */
import type { TSESTree } from '@typescript-eslint/types';

import { suggest, type Repair } from './repair.ts';

/**
 * `for (const item of items) { … }` in place of a statement that calls `items.forEach(async (item) => { … })`, or waits for
 * `items.map(async (item) => { … })`. Undefined: the statement has another shape, or its callback gives something back.
 */
export function loopRepair(call: TSESTree.Node): Repair | undefined {
  if (
    call.type !== 'CallExpression' ||
    call.callee.type !== 'MemberExpression' ||
    call.optional ||
    call.callee.optional
  )
    return undefined;
  const [callback, ...others] = call.arguments;
  if (callback?.type !== 'ArrowFunctionExpression' || others.length > 0 || callback.params.length !== 1)
    return undefined;
  const [item] = callback.params;
  const statement = statementOf(call);
  if (
    !statement ||
    callback.body.type !== 'BlockStatement' ||
    returns(callback.body) ||
    item?.type === 'TSParameterProperty'
  )
    return undefined;
  if (
    !item ||
    item.type === 'AssignmentPattern' ||
    item.type === 'RestElement' ||
    ('typeAnnotation' in item && item.typeAnnotation)
  )
    return undefined;
  return suggest({ kind: 'loop-instead', statement, item, list: call.callee.object, body: callback.body });
}

/** The statement that is nothing but the call: `call;`, `await call;`, `await Promise.all(call);`. */
function statementOf(call: TSESTree.Expression): TSESTree.ExpressionStatement | undefined {
  let node: TSESTree.Node = call;
  for (let level = 0; level < 3; level += 1) {
    const parent: TSESTree.Node | undefined = node.parent;
    if (parent?.type === 'ExpressionStatement') return parent;
    const passes =
      parent?.type === 'AwaitExpression' ||
      (parent?.type === 'UnaryExpression' && parent.operator === 'void') ||
      (parent?.type === 'CallExpression' && parent.arguments.length === 1 && parent.arguments[0] === node);
    if (!parent || !passes) return undefined;
    node = parent;
  }
  return undefined;
}

function returns(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'ReturnStatement':
      return true;
    case 'BlockStatement':
      return node.body.some(returns);
    case 'IfStatement':
      return returns(node.consequent) || (node.alternate !== null && returns(node.alternate));
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return returns(node.body);
    case 'TryStatement':
      return (
        returns(node.block) ||
        (node.handler !== null && returns(node.handler.body)) ||
        (node.finalizer !== null && returns(node.finalizer))
      );
    case 'SwitchStatement':
      return node.cases.some((item) => item.consequent.some(returns));
    default:
      return false;
  }
}

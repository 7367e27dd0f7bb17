/** Whether anybody looks at what an expression gives: `return ++counter`, and not `counter += 1;`. Looks at the syntax around it. */
import type { TSESTree } from '@typescript-eslint/types';

import { outerOf, unwrap, type Node } from './nodes.ts';

/** Whether the value of the expression goes anywhere. */
export function isUsed(node: Node): boolean {
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') return false;
  let child = node;
  let { parent } = outerOf(node);
  while (parent?.type === 'AwaitExpression') {
    child = parent;
    parent = outerOf(parent).parent;
  }
  switch (parent?.type) {
    case 'ExpressionStatement':
      return false;
    case 'ForStatement':
      return parent.test === child;
    case 'UnaryExpression':
      return parent.operator !== 'void';
    case 'SequenceExpression':
      return parent.expressions.at(-1) === child && isUsed(parent);
    case 'ArrowFunctionExpression':
      return parent.body !== child || isResultUsed(parent);
    default:
      return true;
  }
}

/** Of `xs.forEach((x) => list.push(x));` nobody looks at what the callback gives. */
function isResultUsed(arrow: TSESTree.ArrowFunctionExpression): boolean {
  const call = arrow.parent;
  if (call.type !== 'CallExpression') return true;
  const callee = unwrap(call.callee);
  return !(callee.type === 'MemberExpression' && call.parent.type === 'ExpressionStatement');
}

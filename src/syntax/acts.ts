/** What is more than a value: code that may do something when it is evaluated. */
import type { TSESTree } from '@typescript-eslint/types';

import { descendants, isFunction } from './walk.ts';

/** Whether evaluating the node itself, not what stands in it, may do something: a call, an assignment, an `await`. */
export function mayAct(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return node.operator === 'delete';
    default:
      return false;
  }
}

/** Whether evaluating the node may do something. Functions in it are only made. */
export function acts(node: TSESTree.Node): boolean {
  return [...descendants(node, (inner) => !isFunction(inner))].some(mayAct);
}

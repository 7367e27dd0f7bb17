/** The repair for a step that has no name: the name of what it calls, or of the variable that takes its result. */
import type { TSESTree } from '@typescript-eslint/types';

import type { MarkedOption } from '../analysis/option-marks.ts';
import { soleCallOf } from '../syntax/sole-call.ts';
import { stepName } from './step-name.ts';
import type { Repair } from './repair.ts';
import { offerOption } from './write-option.ts';

/**
 * @param callback the anonymous function
 * @param option where the call has the name, and what is written there
 */
export function stepNameRepair(
  call: TSESTree.CallExpression,
  callback: TSESTree.Node,
  option: MarkedOption,
): Repair | undefined {
  const name = nameFrom(callback) ?? nameOfVariable(call);
  return name === undefined ? undefined : offerOption(call, option, `'${name}'`);
}

/** Whether the expression is a function that nothing gives a name to. */
export function isAnonymousFunction(expression: TSESTree.Node): boolean {
  let node = expression;
  while (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSNonNullExpression'
  ) {
    node = node.expression;
  }
  return node.type === 'ArrowFunctionExpression' || (node.type === 'FunctionExpression' && node.id === null);
}

/** `() => gateway.charge(id)`: `charge` */
function nameFrom(callback: TSESTree.Node): string | undefined {
  const call = soleCallOf(callback);
  const name = call && stepName(call);
  return name === 'step' ? undefined : name;
}

/** `const user = await runStep(…)`: `user` */
function nameOfVariable(call: TSESTree.Node): string | undefined {
  let node: TSESTree.Node = call;
  while (node.parent?.type === 'AwaitExpression' || node.parent?.type === 'TSAsExpression') node = node.parent;
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier' ? parent.left.name : undefined;
}

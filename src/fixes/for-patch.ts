/** Repairs of patches: the code that runs is kept where the answer is always yes, and they are retired. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Condition } from '../analysis/patches.ts';
import { suggest, type Repair } from './repair.ts';

/** Where the answer is always yes: without the branch that never runs. */
export function liveBranchRepair({ of: statement, isNegated, isDirect }: Condition): Repair | undefined {
  // `if (!isNew) { … }` would become `isNew;`.
  if (statement.type !== 'IfStatement' || (isNegated && !isDirect)) return undefined;
  const { test, consequent, alternate } = statement;
  if (!isNegated) return repairOf(statement, ['if (', test, ') ', consequent]);
  const answer = test.type === 'UnaryExpression' ? test.argument : undefined;
  if (!answer) return undefined;
  if (alternate) return repairOf(statement, ['if (', answer, ') ', alternate]);
  return repairOf(statement, [answer, ';']);
}

function repairOf(node: TSESTree.Node, parts: readonly (string | TSESTree.Node)[]): Repair {
  return suggest({ kind: 'compose', node, parts });
}

/** Calls the method of the engine by another name. */
export function renamedCallRepair({ callee }: TSESTree.CallExpression, name: string): Repair | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return suggest({ kind: 'replace', node: callee.property, code: name });
}

/** Repairs of patches: the code that runs is kept where the answer is always yes, they are turned on, and retired. */
import type { TSESTree } from '@typescript-eslint/types';

import type { MarkedOption } from '../analysis/option-marks.ts';
import type { Repair } from './repair.ts';

/** Takes away the branch of `statement` that never runs. `isNegated`: its condition is the negated answer. */
export function liveBranchRepair(statement: TSESTree.Node, isNegated: boolean): Repair | undefined {
  if (statement.type !== 'IfStatement') return undefined;
  const { test, consequent, alternate } = statement;
  if (!isNegated) return repairOf(statement, ['if (', test, ') ', consequent]);
  const answer = test.type === 'UnaryExpression' ? test.argument : undefined;
  if (!answer) return undefined;
  if (alternate) return repairOf(statement, ['if (', answer, ') ', alternate]);
  return repairOf(statement, [answer, ';']);
}

function repairOf(node: TSESTree.Node, parts: readonly (string | TSESTree.Node)[]): Repair {
  return { safety: 'suggest', steps: 0, intents: [{ kind: 'compose', node, parts }] };
}

/** Turns patches on in the configuration, where nothing is said of them. */
export function enablePatchingRepair({ key, holder, presence }: MarkedOption): Repair | undefined {
  const object = presence === 'absent' ? holder?.literal : undefined;
  return object && { safety: 'suggest', steps: 0, intents: [{ kind: 'add-property', object, key, code: 'true' }] };
}

/** Calls the method of the engine by another name. */
export function renamedCallRepair({ callee }: TSESTree.CallExpression, name: string): Repair | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return { safety: 'suggest', steps: 0, intents: [{ kind: 'replace', node: callee.property, code: name }] };
}

/** Repairs of patches: their answer is waited for, they are retired, and the code that runs is kept where the answer is always yes. */
import type { TSESTree } from '@typescript-eslint/types';

import type { PatchMistake } from '../analysis/patch-mistakes.ts';
import type { Condition } from '../analysis/patches.ts';
import { statementsOf } from '../syntax/walk.ts';
import { waitRepair } from './for-floating.ts';
import { suggest, type Repair } from './repair.ts';

export interface PatchRepairs {
  readonly wait?: Repair | undefined;
  readonly retire?: Repair | undefined;
  readonly keep?: Repair | undefined;
}

/**
 * What can be done about a useless answer.
 *
 * @param retire the method that says that all runs have the new code
 */
export function patchRepairs(mistake: PatchMistake, retire: string): PatchRepairs {
  switch (mistake.kind) {
    case 'promise':
    case 'dropped':
      return { wait: waitRepair(mistake.node, 'fix') };
    case 'unused':
      return { retire: renamedCallRepair(mistake.call, retire) };
    case 'always':
      return { keep: liveBranchRepair(mistake.condition) };
    case 'computed':
    case 'again':
      return {};
  }
}

/** Where the answer is always yes: without the branch that never runs. */
function liveBranchRepair({ of: statement, isNegated, isDirect }: Condition): Repair | undefined {
  // `if (!isNew) { … }` would become `isNew;`.
  if (statement.type !== 'IfStatement' || (isNegated && !isDirect)) return undefined;
  const { test, consequent, alternate } = statement;
  if (!isNegated) return ifRepair(statement, test, consequent);
  const answer = test.type === 'UnaryExpression' ? test.argument : undefined;
  if (!answer) return undefined;
  if (alternate) return ifRepair(statement, answer, alternate);
  return repairOf(statement, [answer, ';']);
}

/** In a block where the `else` of an `if` around it would become its own. */
function ifRepair(node: TSESTree.IfStatement, test: TSESTree.Node, branch: TSESTree.Node): Repair {
  const parts = ['if (', test, ') ', branch];
  const isAlone = statementsOf(node.parent)?.includes(node) === true;
  const isElse = node.parent.type === 'IfStatement' && node.parent.alternate === node;
  return repairOf(node, isAlone || isElse ? parts : ['{ ', ...parts, ' }']);
}

function repairOf(node: TSESTree.Node, parts: readonly (string | TSESTree.Node)[]): Repair {
  return suggest({ kind: 'compose', node, parts });
}

/** Calls the method of the engine by another name. */
function renamedCallRepair({ callee }: TSESTree.CallExpression, name: string): Repair | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return suggest({ kind: 'replace', node: callee.property, code: name });
}

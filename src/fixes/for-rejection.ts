/** What can be done about a call that rejects with the first of several rejections: wait for all of them. */
import type { TSESTree } from '@typescript-eslint/types';

import type { FileModel } from '../analysis/model.ts';
import { freeName } from '../syntax/scopes.ts';
import { suggest, type Repair } from './repair.ts';

export interface RejectionRepairs {
  /** Wait for all, then throw the first rejection in the order of the list; where nobody looks at the results. */
  readonly settleAll?: Repair | undefined;
  /** Another method, whose results are others. */
  readonly settled?: Repair | undefined;
}

/** The names of two methods: one gives the results, or the first rejection; the other gives what became of each. */
export interface Combinators {
  readonly rejects: string;
  readonly settles: string;
}

/** Nothing for what is no call of the first of these methods. */
export function rejectionRepairs(
  node: TSESTree.Node,
  { rejects, settles }: Combinators,
  model: FileModel,
): RejectionRepairs {
  const member = node.type === 'CallExpression' ? memberOf(node, rejects) : undefined;
  if (node.type !== 'CallExpression' || !member) return {};
  const statement = ignoringStatement(node);
  if (!statement) return { settled: suggest({ kind: 'replace', node: member.property, code: settles }) };
  // Not one of the list's names: in the head of its own loop it would mean the loop's.
  const isTaken = (candidate: string): boolean => !model.scope.isNameFree(candidate);
  const name = ['r', 'result'].find((candidate) => !isTaken(candidate)) ?? freeName('settled', isTaken);
  const given = node.arguments.flatMap((argument, index) => (index === 0 ? [argument] : [', ', argument]));
  const parts = [
    `for (const ${name} of await `,
    member.object,
    `.${settles}(`,
    ...given,
    `)) if (${name}.status === 'rejected') throw ${name}.reason;`,
  ];
  return { settleAll: suggest({ kind: 'compose', node: statement, parts }) };
}

/** The `Promise.all` of `Promise.all(list)`. */
function memberOf(
  { callee }: TSESTree.CallExpression,
  name: string,
): TSESTree.MemberExpressionNonComputedName | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return callee.property.name === name ? callee : undefined;
}

/** The statement that awaits the call and does nothing with the results. */
function ignoringStatement({ parent }: TSESTree.Node): TSESTree.ExpressionStatement | undefined {
  if (parent?.type !== 'AwaitExpression') return undefined;
  return parent.parent.type === 'ExpressionStatement' ? parent.parent : undefined;
}

/** A method in place of a field that only remembers a setting: `queue.limit` becomes `await queue.getLimit()`. */
import type { TSESTree } from '@typescript-eslint/types';

import type { FieldUse } from '../analysis/field-uses.ts';
import type { ReplacementSpec } from '../knowledge/vocabulary/engine.ts';
import { suggest, type Repair } from './repair.ts';

/** Undefined for `const { limit } = queue`, which may take others, too, and for a write whose value is used or is made of the old one. */
export function fieldMethodRepair({ node, assignment }: FieldUse, method: string): Repair | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (!assignment) return callRepair(node, `$1.${method}()`, [node.object]);
  const { operator, right, parent } = assignment;
  return operator === '=' && parent.type === 'ExpressionStatement'
    ? callRepair(assignment, `$1.${method}($2)`, [node.object, right])
    : undefined;
}

function callRepair(node: TSESTree.Expression, code: string, parts: readonly TSESTree.Expression[]): Repair {
  const replacement: ReplacementSpec = { code, awaited: true, steps: 0, safety: 'suggest' };
  return suggest({ kind: 'call-instead', node, replacement, arguments: parts });
}

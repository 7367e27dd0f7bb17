/** What a step changes in the workflow, given back by the step instead. */
import type { LostChange } from '../analysis/lost-changes.ts';
import { suggest, type Repair } from './repair.ts';

/** Undefined: the step does more than the one change, or makes it out of sight. */
export function returnValueRepair({ write, step, isOnlyOne }: LostChange): Repair | undefined {
  if (!write || !isOnlyOne || write.root !== step || write.path.length > 0 || write.mutation.how === 'received')
    return undefined;
  const { node } = write.mutation;
  const call = write.edge?.node;
  if (call?.type !== 'CallExpression') return undefined;
  if (node.type !== 'AssignmentExpression' && node.type !== 'CallExpression') return undefined;
  return suggest({ kind: 'return-from-step', call, write: node });
}

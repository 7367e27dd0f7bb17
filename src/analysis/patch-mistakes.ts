/**
 * Which useless answer a patch gives that is asked for in a workflow: none that anybody waits for, one that an earlier one contradicts, one that
 * decides nothing. Leaves out calls that throw where they stand.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Destiny } from './flow/destiny.ts';
import { print } from './names.ts';
import type { Node } from './nodes.ts';
import type { Condition, PatchCall } from './patches.ts';

/**
 * - `promise`: the promise is taken for the answer
 * - `dropped`: nobody waits for the answer
 * - `computed`: the name is put together while the workflow runs
 * - `again`: the same was asked before
 * - `unused`: nobody looks at the answer
 * - `always`: the answer is yes in every run, and `node` is what would run if it were no
 */
export type PatchMistake = { readonly call: TSESTree.CallExpression; readonly node: Node } & (
  | { readonly kind: 'promise' | 'dropped' | 'computed' | 'unused' }
  | { readonly kind: 'again'; readonly name: string }
  | { readonly kind: 'always'; readonly condition: Condition }
);

/**
 * @param destiny what becomes of the promise of the call
 * @param retire the qualified name of the call that says that all runs have the new code
 */
export function* mistakesOf(patch: PatchCall, destiny: Destiny | undefined, retire: string): Iterable<PatchMistake> {
  const { node: call, fact, name, computed, earlier, conditions, isUnused } = patch;
  if (destiny?.kind === 'misused' || conditions.some(({ isAwaited }) => !isAwaited)) {
    yield { kind: 'promise', call, node: call };
    return;
  }
  if (destiny?.kind === 'dropped') {
    yield { kind: 'dropped', call, node: call };
    return;
  }
  if (computed) yield { kind: 'computed', call, node: computed };
  if (earlier && name !== undefined && print(earlier.fact.name) === print(fact.name))
    yield { kind: 'again', call, node: call, name };
  if (print(fact.name) === retire) {
    for (const condition of conditions)
      if (condition.whenNo && condition.isAlone) yield { kind: 'always', call, node: condition.whenNo, condition };
  } else if (isUnused) {
    yield { kind: 'unused', call, node: call };
  }
}

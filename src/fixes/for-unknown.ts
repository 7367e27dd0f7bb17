/** A step around a call of which nothing is known. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Repair } from './repair.ts';
import { stepName } from './step-name.ts';

/** `await load(id)` becomes `await DBOS.runStep(() => load(id), { name: 'load' })`. */
export function unknownRepair(node: TSESTree.CallExpression): Repair {
  const isPromise = node.parent.type !== 'AwaitExpression';
  return {
    safety: 'suggest',
    steps: 1,
    intents: [{ kind: 'wrap-in-step', node, name: stepName(node), ...(isPromise && { promise: true }) }],
  };
}

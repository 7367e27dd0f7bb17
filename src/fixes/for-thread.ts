/** The repair for a process or a thread that a workflow starts and waits for: a step around all that is made of its result. */
import type { TSESTree } from '@typescript-eslint/types';

import { chainFrom, partUsed } from './member-chain.ts';
import type { Repair } from './repair.ts';
import { stepName } from './step-name.ts';

/** `execSync('ls').toString()`, `await execa('ls')`. Undefined: what it gives is the running process itself. */
export function threadRepair(node: TSESTree.Node): Repair | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const chain = chainFrom(node);
  const isAwaited = chain.parent.type === 'AwaitExpression';
  if (!isAwaited && (chain === node || chain.parent.type === 'ExpressionStatement')) return undefined;
  return {
    safety: 'suggest',
    steps: 1,
    intents: [{ kind: 'wrap-in-step', node: partUsed(chain), name: stepName(node) }],
  };
}

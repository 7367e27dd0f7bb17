/** `await startWorkflow(place)(order);` becomes `const handle = await startWorkflow(place)(order);`. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Repair } from './repair.ts';

const NAMES = ['handle', 'workflowHandle'];

export function keepRepair(node: TSESTree.AwaitExpression, isFree: (name: string) => boolean): Repair | undefined {
  const name = NAMES.find(isFree);
  // `if (late) await start(…);`: a declaration may not stand there.
  const block = node.parent.parent?.type;
  if (name === undefined || (block !== 'BlockStatement' && block !== 'Program')) return undefined;
  return {
    safety: 'suggest',
    steps: 0,
    intents: [{ kind: 'compose', node, parts: [`const ${name} = `, node] }],
  };
}

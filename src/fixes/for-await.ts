/** Waiting for a call that stands alone, in a function that becomes asynchronous if it is not. */
import type { TSESTree } from '@typescript-eslint/types';

import { enclosingFunction } from '../syntax/walk.ts';
import type { Repair } from './repair.ts';

export function awaitRepair(node: TSESTree.Node): Repair | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const fn = enclosingFunction(node);
  const wait = { kind: 'await', node } as const;
  if (!fn) return undefined;
  return { safety: 'suggest', steps: 0, intents: fn.async ? [wait] : [{ kind: 'make-async', node: fn }, wait] };
}

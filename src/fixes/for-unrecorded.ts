/** The repair for an engine call that works in a workflow and is not recorded there: a step around it, where it works as well. */
import type { TSESTree } from '@typescript-eslint/types';

import type { ApiFact } from '../analysis/facts.ts';
import type { Repair } from './repair.ts';
import { stepName } from './step-name.ts';

/** Undefined: it does not work in a step, or what it gives does not survive being recorded. */
export function unrecordedRepair({ node, spec }: ApiFact): Repair | undefined {
  if (node.type === 'Property' || node.type === 'TaggedTemplateExpression') return undefined;
  if (spec.at.step !== undefined && spec.at.step !== 'works') return undefined;
  const common = { kind: 'wrap-in-step', node, name: stepName(node), callsEngine: true } as const;
  // What has a name of its own is an object with methods: a queue.
  const isObject = spec.returns !== undefined || spec.lists !== undefined;
  if (!isObject) return { safety: 'suggest', steps: 1, intents: [common] };
  return isAwaitedStatement(node)
    ? { safety: 'suggest', steps: 1, intents: [{ ...common, discards: true }] }
    : undefined;
}

/** `await call();`: nobody looks at what it gives. */
function isAwaitedStatement({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'AwaitExpression' && parent.parent.type === 'ExpressionStatement';
}

/**
 * Results that nobody looks at, of steps and transactions, where that is the end of it: what cannot be written at all throws in any case, and so
 * does what cannot be read back. Leaves out results of workflows, which others may ask for.
 */
import type { LostRecord } from './losses.ts';
import type { CallSite } from './call-sites.ts';
import type { Node } from './nodes.ts';

/** Whether what a step gives is lost without harm: every call of it is a statement of its own. */
export function isIgnoredResult({ fate, by }: LostRecord, calls: readonly CallSite[]): boolean {
  if (by.kind !== 'result' || by.role === 'workflow' || fate === 'throws' || fate === 'unreadable') return false;
  if (by.call && calls.some(({ node, fact }) => node === by.call && fact.kind === 'api' && fact.spec.runs)) {
    return isUnused(by.call);
  }
  const uses = calls.filter(
    ({ fact }) =>
      fact.kind === 'durable' && fact.value.target.kind === 'function' && fact.value.target.unit === by.unit,
  );
  return uses.length > 0 && uses.every(({ node }) => isUnused(node));
}

/** `await run();`, `run();` */
function isUnused(node: Node): boolean {
  let parent = node.parent;
  while (parent?.type === 'AwaitExpression' || parent?.type === 'ChainExpression') parent = parent.parent;
  return parent?.type === 'ExpressionStatement';
}

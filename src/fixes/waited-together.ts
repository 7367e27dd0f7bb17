/** Promises that one call waits for together: `Promise.all([a(), b()])`, `Promise.all(urls.map((u) => axios.get(u)))`. */
import type { TSESTree } from '@typescript-eslint/types';

/** @param waitsForAll whether calling it waits for all promises that it is given */
export function isWaitedTogether(
  node: TSESTree.Expression,
  waitsForAll: (callee: TSESTree.Expression) => boolean,
): boolean {
  const isGiven = (list: TSESTree.Node): boolean =>
    list.parent?.type === 'CallExpression' && waitsForAll(list.parent.callee);
  const { parent } = node;
  if (parent.type === 'ArrayExpression') return isGiven(parent);
  if (parent.type !== 'ArrowFunctionExpression' || parent.body !== node) return false;
  return parent.parent.type === 'CallExpression' && isGiven(parent.parent);
}

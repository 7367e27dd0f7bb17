/** Whether what a call leads to is done whatever happens: no branch, no early return, nothing of which it is not known whether it runs. */
import type { CallEdge } from './facts.ts';
import type { Node } from './nodes.ts';
import { mayBeLeftBefore, regionsOf } from './regions.ts';
import type { FunctionUnit } from './units.ts';

/**
 * @param path the calls from the linted code to `use`, the first one in that code; the conditions around the first do not count
 * @param at the function in which `use` stands
 */
export function isUnconditional(path: readonly CallEdge[], use: Node, at: FunctionUnit): boolean {
  if (path.some((edge) => edge.assumed === true)) return false;
  if (path.length === 0) return true;
  const inner = path.slice(1).every((edge, index) => {
    const unit = path[index]?.target.unit;
    return unit !== undefined && isAlwaysRun(edge.node, unit);
  });
  return inner && isAlwaysRun(use, at);
}

/** Whether the function runs the node whenever it is called and nothing throws. */
export function isAlwaysRun(node: Node, { node: root, module }: FunctionUnit): boolean {
  return regionsOf(node, root).length === 0 && !mayBeLeftBefore(node, root, module.source.visitorKeys);
}

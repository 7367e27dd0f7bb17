/**
 * Code behind a call: every function that it runs in the same role and that makes recorded calls, nearest first, with the shortest way to
 * each. Bounded.
 */
import type { CallEdge } from '../facts.ts';
import { factsOf } from '../collect-facts.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { operationBehind } from './operations.ts';

/** A function behind a call, in the environment in which it runs. */
export interface CodeBehind {
  readonly env: Env;
  /** The calls that lead to it, the first one first. */
  readonly path: readonly CallEdge[];
}

/** Functions looked at behind one call. */
const MAX_FUNCTIONS = 400;

/** The functions behind a call, the nearest first. */
export function* codeBehind(world: World, edge: CallEdge): Iterable<CodeBehind> {
  const seen = new Set<Env>([edge.target]);
  const queue: CodeBehind[] = [{ env: edge.target, path: [edge] }];
  for (let item = queue.shift(); item && seen.size < MAX_FUNCTIONS; item = queue.shift()) {
    yield item;
    for (const next of factsOf(world, item.env).edges) {
      if (next.kind !== 'call' || next.timing !== 'inline' || seen.has(next.target)) continue;
      seen.add(next.target);
      if (operationBehind(world, next.target)) queue.push({ env: next.target, path: [...item.path, next] });
    }
  }
}

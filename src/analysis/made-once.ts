/**
 * Code that runs only while nothing is kept yet, in what outlives a run of a workflow: `rates ??= await load()`, a cache that is asked first, the
 * function that something was given which remembers its result. A recorded call in there would be made in one life of the process, and not in the
 * next. Leaves out what a workflow keeps for the time of its own run.
 */
import { useOf } from './calls.ts';
import type { Contexts } from './contexts.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { guardedBy } from './guards.ts';
import { mutationsOf } from './mutations.ts';
import { calleeOf, contains, isInvocation, outerOf, type Node } from './nodes.ts';
import type { Holder } from './places.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** Calls that lead to the code. */
const MAX_CALLS = 60;

/** Whether one of the ways on which workflows come to the node leads through such code. */
export function isMadeOnce(world: World, contexts: Contexts, node: Node, unit: FunctionUnit): boolean {
  const queue = [{ node, unit }];
  const seen = new Set<Node>([node]);
  for (const place of queue) {
    if (isGuarded(world, contexts, place.node, place.unit) || isRemembered(world, place.unit)) return true;
    for (const { edge, from } of contexts.arrivals.of('workflow', place.unit)) {
      if (seen.has(edge.node) || seen.size > MAX_CALLS) continue;
      seen.add(edge.node);
      queue.push({ node: edge.node, unit: from });
    }
  }
  return false;
}

function isGuarded(world: World, contexts: Contexts, node: Node, unit: FunctionUnit): boolean {
  return mutationsOf(world, unit).some((mutation) => {
    if (isOfRun(contexts, mutation.place.holder)) return false;
    const guard = guardedBy(world, mutation);
    return guard !== undefined && contains(guard, node);
  });
}

/** Whether a run of a workflow has made what is changed. */
function isOfRun({ arrivals, roots }: Contexts, holder: Holder): boolean {
  if (holder.kind !== 'variable') return false;
  const { home } = holder;
  return (
    arrivals.of('workflow', home).length > 0 || roots.some(({ role, env }) => role === 'workflow' && env.unit === home)
  );
}

/** `memoize(async (key) => load(key))` */
function isRemembered(world: World, { node, parent }: FunctionUnit): boolean {
  const { parent: call, child } = outerOf(node);
  if (!parent || !call || !isInvocation(call) || calleeOf(call) === child) return false;
  return evaluate(world, calleeOf(call), baseEnv(world, parent)).some(
    (callee) => callee.kind === 'named' && world.knowledge.effect(callee.name, useOf(call))?.remembers === true,
  );
}

/**
 * Which code of a file may run inside the callback of an engine call that sets something for what is started in it: what stands in the call, and
 * the functions of the file that this calls. Leaves out callbacks in other files.
 */
import { baseEnv } from './evaluate.ts';
import { factsOf } from './collect-facts.ts';
import type { CallSite } from './call-sites.ts';
import { contains, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Whether the call may run inside one of the others. */
export function mayRunInside(
  world: World,
  module: ModuleUnit,
  { node, unit }: CallSite,
  others: readonly CallSite[],
): boolean {
  const around = others.map((call) => call.node);
  if (around.length === 0) return false;
  if (around.some((outer) => contains(outer, node))) return true;
  const edges = callsIn(world, module);
  // Whose callback comes from elsewhere: it may be any code.
  if (around.some((outer) => edges.every((edge) => edge.node !== outer))) return true;
  const inside = unitsInside(edges, around);
  for (let current: FunctionUnit | undefined = unit; current; current = current.parent)
    if (inside.has(current)) return true;
  return false;
}

/** The innermost of the others in which a node stands. */
export function innermostAround(node: Node, others: readonly CallSite[]): CallSite | undefined {
  return others
    .filter((other) => other.node !== node && contains(other.node, node))
    .reduce<CallSite | undefined>(
      (inner, other) => (inner && contains(other.node, inner.node) ? inner : other),
      undefined,
    );
}

interface Call {
  readonly unit: FunctionUnit;
  readonly node: Node;
  readonly target: FunctionUnit;
}

function callsIn(world: World, module: ModuleUnit): readonly Call[] {
  return module.units.flatMap((unit) =>
    factsOf(world, baseEnv(world, unit)).edges.flatMap((edge) =>
      edge.kind === 'call' ? [{ unit, node: edge.node, target: edge.target.unit }] : [],
    ),
  );
}

/** The functions of the file that run inside one of the nodes. */
function unitsInside(calls: readonly Call[], around: readonly Node[]): ReadonlySet<FunctionUnit> {
  const inside = new Set<FunctionUnit>();
  let size = -1;
  while (size < inside.size) {
    ({ size } = inside);
    for (const { unit, node, target } of calls)
      if (inside.has(unit) || around.some((outer) => contains(outer, node))) inside.add(target);
  }
  return inside;
}

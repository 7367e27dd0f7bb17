/** The calls that give a function its role, in this file: `runStep(load, options)`, `registerStep(load)`, `@step()`. */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import type { Contexts } from './contexts.ts';
import type { CallSite } from './model.ts';
import { unwrap, type Node } from './nodes.ts';
import { durableMember } from './roles.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';

export interface RoleGivers {
  readonly world: World;
  readonly module: ModuleUnit;
  readonly contexts: Contexts;
  readonly calls: readonly CallSite[];
}

export function callsThatGive(
  { world, module, contexts, calls }: RoleGivers,
  role: Role,
  unit: FunctionUnit,
): readonly CallSite[] {
  const nodes = new Set<Node>();
  for (const edge of contexts.roleEdges) if (edge.role === role && isOf(edge.target, unit)) nodes.add(edge.node);
  for (const cls of module.classes.values()) {
    for (const member of cls.members) {
      const durable = durableMember(world, cls, member, undefined);
      if (durable?.role !== role || !isOf(durable.target, unit)) continue;
      if (durable.node.type === 'Decorator') nodes.add(unwrap(durable.node.expression));
    }
  }
  return calls.filter(({ node }) => nodes.has(node));
}

function isOf(value: Value, unit: FunctionUnit): boolean {
  if (value.kind === 'registered') return isOf(value.target, unit);
  return value.kind === 'function' && value.unit.key === unit.key;
}

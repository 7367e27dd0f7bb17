/** The calls that give a function its role, in this file: `runStep(load, options)`, `registerStep(load)`, `@step()`. */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import type { Contexts } from './contexts.ts';
import type { CallSite } from './call-sites.ts';
import { unwrap, type Node } from './nodes.ts';
import { durableMember } from './roles.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';

/** The calls that give roles, by the function that gets one. */
export interface RoleGivers {
  callsThatGive(role: Role, unit: FunctionUnit): readonly CallSite[];
}

interface File {
  readonly world: World;
  readonly module: ModuleUnit;
  readonly contexts: Contexts;
  readonly calls: readonly CallSite[];
}

/** The calls of a file that give functions their roles. */
export function roleGiversIn({ world, module, contexts, calls }: File): RoleGivers {
  const sites = new Map<Node, CallSite[]>();
  for (const call of calls) addTo(sites, call.node, call);
  const given = new Map<string, Set<Node>>();
  const add = (role: Role, target: Value, node: Node): void => {
    const unit = unitOf(target);
    if (!unit) return;
    const key = `${role}:${unit.key}`;
    const nodes = given.get(key);
    if (nodes) nodes.add(node);
    else given.set(key, new Set([node]));
  };
  for (const edge of contexts.roleEdges) add(edge.role, edge.target, edge.node);
  for (const cls of module.classes.values()) {
    for (const member of cls.members) {
      const durable = durableMember(world, cls, member, undefined);
      if (durable?.node.type === 'Decorator') add(durable.role, durable.target, unwrap(durable.node.expression));
    }
  }
  return {
    callsThatGive: (role, unit) =>
      [...(given.get(`${role}:${unit.key}`) ?? [])].flatMap((node) => sites.get(node) ?? []),
  };
}

function addTo(sites: Map<Node, CallSite[]>, node: Node, call: CallSite): void {
  const known = sites.get(node);
  if (known) known.push(call);
  else sites.set(node, [call]);
}

function unitOf(value: Value): FunctionUnit | undefined {
  if (value.kind === 'registered') return unitOf(value.target);
  return value.kind === 'function' ? value.unit : undefined;
}

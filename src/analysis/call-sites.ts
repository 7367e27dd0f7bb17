/** Calls of the engine, and of what is registered with it, as they stand in functions. Leaves out what calls of other functions lead to. */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { factsOf } from './collect-facts.ts';
import { baseEnv } from './evaluate.ts';
import type { ApiFact, DurableFact } from './facts.ts';
import { print } from './names.ts';
import type { Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** A call of the engine, or of a registered function. */
export interface CallSite {
  readonly fact: ApiFact | DurableFact;
  readonly node: Node;
  readonly unit: FunctionUnit;
  /** Roles in which the code around it is known to run; empty: not known. */
  readonly roles: ReadonlySet<Role>;
}

const NO_ROLES: ReadonlySet<Role> = new Set();

/** The calls that stand in a function, in source order. */
export function callSitesIn(
  world: World,
  unit: FunctionUnit,
  roles: ReadonlySet<Role> = NO_ROLES,
): readonly CallSite[] {
  return factsOf(world, baseEnv(world, unit)).facts.flatMap((fact) =>
    fact.kind === 'effect' ? [] : [callSiteOf(fact, unit, roles)],
  );
}

/** The place of a call that is known already. */
export function callSiteOf(
  fact: ApiFact | DurableFact,
  unit: FunctionUnit,
  roles: ReadonlySet<Role> = NO_ROLES,
): CallSite {
  return { fact, node: fact.node, unit, roles };
}

/** A call of the engine itself. */
export type EngineCall = CallSite & { readonly fact: ApiFact };

const byName = new WeakMap<readonly CallSite[], ReadonlyMap<string, readonly EngineCall[]>>();

/** The calls of the engine by their qualified names, in source order. */
export function callsByName(calls: readonly CallSite[]): ReadonlyMap<string, readonly EngineCall[]> {
  const known = byName.get(calls);
  if (known) return known;
  const found = new Map<string, EngineCall[]>();
  for (const call of calls) {
    if (!isEngineCall(call)) continue;
    const name = print(call.fact.name);
    const same = found.get(name);
    if (same) same.push(call);
    else found.set(name, [call]);
  }
  byName.set(calls, found);
  return found;
}

/** Whether the call is one of the engine, not of what is registered with it. */
export function isEngineCall(call: CallSite): call is EngineCall {
  return call.fact.kind === 'api';
}

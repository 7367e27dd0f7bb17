/**
 * By which calls the functions of a file come to run in a role, as they are found on the way from the functions that have it. Knows the calls
 * inside the file, and those of other files that run what they were handed.
 */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import type { CallEdge } from './facts.ts';
import type { FunctionUnit } from './units.ts';

/** A call that runs a function, and the function in which the call stands. */
export interface Arrival {
  readonly edge: CallEdge;
  readonly from: FunctionUnit;
}

/** The calls that run functions, by role. */
export class Arrivals {
  readonly #found = new Map<Role, Map<FunctionUnit, Map<CallEdge['node'], Arrival>>>();

  add(role: Role, unit: FunctionUnit, arrival: Arrival): void {
    let units = this.#found.get(role);
    if (!units) this.#found.set(role, (units = new Map<FunctionUnit, Map<CallEdge['node'], Arrival>>()));
    const known = units.get(unit);
    if (known) known.set(arrival.edge.node, arrival);
    else units.set(unit, new Map([[arrival.edge.node, arrival]]));
  }

  /** The calls by which the function runs in the role, one for each place. */
  of(role: Role, unit: FunctionUnit): readonly Arrival[] {
    return [...(this.#found.get(role)?.get(unit)?.values() ?? [])];
  }
}

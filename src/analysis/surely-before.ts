/** Whether one of two places has been run when the other is: both at the top level, or in one function, and not in different branches. */
import type { Node } from './nodes.ts';
import { regionsOf } from './regions.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';

/** A node, and the function whose code it is. */
export interface Place {
  readonly node: Node;
  readonly by: FunctionUnit;
}

/** @param first stands above `second` */
export function isSurelyBefore(module: ModuleUnit, first: Place, second: Place): boolean {
  const regions = regionsOf(first.node, first.by.node);
  if (first.by !== second.by) return first.by === module.main && regions.length === 0;
  const others = regionsOf(second.node, second.by.node);
  return regions.every((region, index) => others[index] === region);
}

/**
 * What the type parameters of a class stand for in an instance of it, or of a class that extends it: of `class Kernel<S> { services: S }`, `S` in
 * `class ShopKernel extends Kernel<ShopServices>`. Reads what is written in `extends`, and the type of the instance; leaves out constraints.
 */
import { boundInClass } from './bound-types.ts';
import type { ClassUnit } from './units.ts';
import type { BoundTypes } from './values.ts';
import type { World } from './world.ts';

/**
 * @param chain the class of the object, its base class, and so on to the class that has the member
 * @param bound what the parameters of the first of them stand for
 */
export function boundAlong(
  world: World,
  [first, ...others]: readonly ClassUnit[],
  bound: BoundTypes | undefined,
): BoundTypes | undefined {
  let derived = first;
  let known = bound;
  for (const cls of others) {
    const types = derived && 'superTypeArguments' in derived.node ? derived.node.superTypeArguments?.params : undefined;
    known =
      derived &&
      boundInClass(world, cls, { types: types ?? [], at: { module: derived.module, bound: known, depth: 0 } });
    derived = cls;
  }
  return known;
}

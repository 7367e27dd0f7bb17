/** What the engine makes of a function that is given to it to be started later: by a schedule, by a debouncer. */
import { sole } from './certain.ts';
import { isExported } from './exported.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import type { Registration } from './model.ts';
import type { Node } from './nodes.ts';
import { contextualName } from './own-names.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A function that the engine is to start later, and whether it can. */
export interface Startable {
  /**
   * `method`: of an instance, which the engine cannot find again. `unregistered`: a function of this file that nothing registers. `step`: also
   * a transaction.
   */
  readonly kind: 'workflow' | 'step' | 'method' | 'unregistered';
  readonly unit: FunctionUnit;
}

/** Undefined: not known. */
export function startableAt(
  world: World,
  module: ModuleUnit,
  registrations: readonly Registration[],
  node: Node,
  at: FunctionUnit,
): Startable | undefined {
  const value = sole(evaluate(world, node, baseEnv(world, at)));
  if (value?.kind === 'registered') {
    if (value.target.kind !== 'function') return undefined;
    const { unit } = value.target;
    if (unit.owner && !unit.isStatic) return { kind: 'method', unit };
    return { kind: value.role === 'workflow' ? 'workflow' : 'step', unit };
  }
  if (value?.kind !== 'function') return undefined;
  const { unit } = value;
  const registration = registrations.find((item) => item.unit === unit);
  // The engine knows the function it registered, too.
  if (registration) return { kind: registration.role === 'workflow' ? 'workflow' : 'step', unit };
  // Another file may register what it can import; and an unknown function is looked for by its name.
  if (unit.module !== module || isExported(module, unit) || unit.owner) return undefined;
  // Functions without a name of their own are not found by one.
  const hasName = ('id' in unit.node && unit.node.id) || contextualName(unit.node) !== undefined;
  return hasName && registrations.some((item) => item.unit?.name === unit.name)
    ? undefined
    : { kind: 'unregistered', unit };
}

/** Code that is certainly no part of a workflow: the top level, the main function, request handlers, tests, and what only these call. */
import type { Role } from '../knowledge/vocabulary/roles.ts';
import type { Contexts, Occurrence } from './contexts.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';

/** Whether code of the role runs outside of workflows. */
export function isOutsideRole(role: Role): boolean {
  switch (role) {
    case 'main':
    case 'handler':
    case 'test':
    case 'module':
      return true;
    default:
      return false;
  }
}

/** Whether a unit runs outside workflows only, as far as all its callers are known. */
export function isOnlyOutside({ roles, open }: Contexts, module: ModuleUnit, unit: FunctionUnit): boolean {
  if (unit === module.main) return true;
  const known = roles.get(unit);
  return !open.has(unit) && known !== undefined && known.size > 0 && [...known].every(isOutsideRole);
}

/** From the most telling to the least. */
const OUTSIDE: readonly Role[] = ['handler', 'test', 'main', 'module'];

/**
 * The role in which an occurrence is certainly outside of workflows; undefined: it is not, or workflows run it, too, or another
 * occurrence tells it better.
 */
export function outsideRoleOf({ roles }: Contexts, { context, unit }: Occurrence): Role | undefined {
  if (context.assumed) return undefined;
  const known = roles.get(unit) ?? new Set([context.role]);
  if (![...known].every(isOutsideRole)) return undefined;
  return OUTSIDE.find((role) => known.has(role)) === context.role ? context.role : undefined;
}

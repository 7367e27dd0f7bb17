/** Code that is certainly no part of a workflow: the top level, the main function, request handlers, tests, and what only these call. */
import type { Role } from '../knowledge/vocabulary.ts';
import type { Contexts } from './contexts.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';

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

/** Names for variables that a repair takes out of a callback, so that they clash with none where they go. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import { replace, type Change } from '../syntax/change.ts';
import { freeName, isReassigned, isWithin, scopeAt, variableNamed } from '../syntax/scopes.ts';
import { contains, type FunctionNode } from '../syntax/walk.ts';
import type { PlanningSite } from './site.ts';

/** Changes that give the declared variables other names where needed; undefined: one is assigned later, which a step must not do. */
export function renamesFor(
  site: PlanningSite,
  statements: readonly TSESTree.Statement[],
  callback: FunctionNode,
  target: TSESTree.Node,
): readonly Change[] | undefined {
  const changes: Change[] = [];
  const given = new Set<string>();
  for (const statement of statements) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const variable of site.scopeManager.getDeclaredVariables(statement)) {
      if (isReassigned(variable)) return undefined;
      const name = freeName(
        variable.name,
        (candidate) => given.has(candidate) || isTaken(site, candidate, variable, callback, target),
      );
      given.add(name);
      if (name !== variable.name) changes.push(...rename(variable, name));
    }
  }
  return changes;
}

/**
 * Whether a name means something where the statements go, or is declared in a callback above, from where the same repair may bring
 * it to the same place.
 */
function isTaken(
  site: PlanningSite,
  name: string,
  own: Scope.Variable,
  callback: FunctionNode,
  target: TSESTree.Node,
): boolean {
  const scope = scopeAt(site.scopeManager, target.parent ?? target);
  if (scope === undefined || (variableNamed(scope, name)?.defs.length ?? 0) > 0) return true;
  if (scope.through.some(({ identifier }) => identifier.type === 'Identifier' && identifier.name === name)) return true;
  const isOwnName = own.name === name;
  return site.scopeManager.scopes.some((inner) => {
    if (!isWithin(inner.block.range, scope.block.range) || inner === scope) return false;
    const variable = inner.set.get(name);
    if (variable === undefined || variable === own || variable.defs.length === 0) return false;
    // Declared in the callback itself, a new name would be hidden from the uses in there.
    if (contains(callback, inner.block)) return !isOwnName;
    return inner.block.range[0] < callback.range[0];
  });
}

function rename(variable: Scope.Variable, name: string): readonly Change[] {
  const identifiers = new Map<number, TSESTree.Node>();
  for (const { identifier } of variable.references) identifiers.set(identifier.range[0], identifier);
  for (const { name: identifier } of variable.defs) identifiers.set(identifier.range[0], identifier);
  return [...identifiers.values()].map((identifier) => {
    const [start] = identifier.range;
    const end = start + variable.name.length;
    return replace([start, end], isShorthand(identifier) ? `${variable.name}: ${name}` : name);
  });
}

/** `{ m }` and `{ m = 1 }`, as a value or as a pattern. */
function isShorthand(identifier: TSESTree.Node): boolean {
  const parent = identifier.parent;
  const property = parent?.type === 'AssignmentPattern' && parent.left === identifier ? parent.parent : parent;
  return property?.type === 'Property' && property.shorthand;
}

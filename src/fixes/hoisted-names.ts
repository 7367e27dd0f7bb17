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
  const scope = scopeAt(site.scopeManager, target.parent ?? target);
  if (scope === undefined) return undefined;
  const changes: Change[] = [];
  const given = new Set<string>();
  for (const statement of statements) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const variable of site.scopeManager.getDeclaredVariables(statement)) {
      if (isReassigned(variable)) return undefined;
      const isTaken = (name: string): boolean => given.has(name) || isTakenIn(scope, name, variable, callback, site);
      const name = freeNameAfter(earlierOf(variable, callback, scope, site), variable.name, isTaken);
      given.add(name);
      if (name !== variable.name) changes.push(...rename(variable, name));
    }
  }
  return changes;
}

/** How many variables of the name are declared in callbacks above, from where the same repair may bring them to the same place. */
function earlierOf(own: Scope.Variable, callback: FunctionNode, scope: Scope.Scope, site: PlanningSite): number {
  return innerOf(scope, own.name, site).filter(
    ({ block, set }) =>
      block.range[0] < callback.range[0] && set.get(own.name)?.defs.some(({ type }) => type === 'Variable'),
  ).length;
}

/** A free name, behind as many as others get. */
function freeNameAfter(others: number, base: string, isTaken: (name: string) => boolean): string {
  const passed = new Set<string>();
  const next = (): string => freeName(base, (name) => passed.has(name) || isTaken(name));
  for (let count = 0; count < others; count += 1) passed.add(next());
  return next();
}

/** Whether a name means something where the statements go, or in what stands there. */
function isTakenIn(
  scope: Scope.Scope,
  name: string,
  own: Scope.Variable,
  callback: FunctionNode,
  site: PlanningSite,
): boolean {
  if ((variableNamed(scope, name)?.defs.length ?? 0) > 0) return true;
  if (scope.through.some(({ identifier }) => identifier.name === name)) return true;
  // Declared in the callback itself, a new name would be hidden from the uses in there.
  return (
    own.name !== name &&
    innerOf(scope, name, site).some(({ block }) => contains(callback, block) || block.range[0] < callback.range[0])
  );
}

/** The scopes inside of the scope that have a variable of the name. */
function innerOf(scope: Scope.Scope, name: string, { scopeManager }: PlanningSite): readonly Scope.Scope[] {
  return scopeManager.scopes.filter(
    (inner) =>
      inner !== scope && isWithin(inner.block.range, scope.block.range) && (inner.set.get(name)?.defs.length ?? 0) > 0,
  );
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

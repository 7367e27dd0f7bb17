/** Names that a piece of code uses, and which of them are free where. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import type { Range } from './trivia.ts';

/** The innermost scope around a node; for a function, the scope of its body and parameters. */
export function scopeAt(scopes: Scope.ScopeManager, node: TSESTree.Node): Scope.Scope | undefined {
  let current: TSESTree.Node | undefined = node;
  while (current !== undefined && current !== null) {
    const scope = scopes.acquire(current, true);
    if (scope !== null) return scope;
    current = current.parent;
  }
  return scopes.globalScope ?? undefined;
}

/** The variable that a name means, seen from a scope. Undefined: an unknown global. */
export function variableNamed(scope: Scope.Scope | undefined, name: string): Scope.Variable | undefined {
  for (
    let current: Scope.Scope | null | undefined = scope;
    current !== null && current !== undefined;
    current = current.upper
  ) {
    const variable = current.set.get(name);
    if (variable !== undefined) return variable;
  }
  return undefined;
}

/** Every use of a name within a range, nested functions included. */
export function* referencesIn(scopes: Scope.ScopeManager, range: Range): Generator<Scope.Reference, void, undefined> {
  for (const scope of scopes.scopes) {
    const block: Range = scope.block.range;
    if (block[1] <= range[0] || range[1] <= block[0]) continue;
    for (const reference of scope.references) if (isWithin(reference.identifier.range, range)) yield reference;
  }
}

/** Whether every declaration of a variable is inside the range. */
export function isDeclaredIn(variable: Scope.Variable, range: Range): boolean {
  return variable.defs.length > 0 && variable.defs.every((definition) => isWithin(definition.name.range, range));
}

/** Whether a variable gets another value after the one it is declared with. */
export function isReassigned(variable: Scope.Variable): boolean {
  return variable.references.some((reference) => reference.isWrite() && reference.init !== true);
}

/** A name made of `base` that `isTaken` refuses for none: `base`, `base2`, `base3` ... */
export function freeName(base: string, isTaken: (name: string) => boolean): string {
  let name = base;
  for (let count = 2; isTaken(name); count += 1) name = `${base}${count}`;
  return name;
}

/** Whether a name is declared anywhere at module level or used for an unknown global anywhere. */
export function isModuleName(scopes: Scope.ScopeManager, program: TSESTree.Program, name: string): boolean {
  if (variableNamed(scopeAt(scopes, program), name)?.defs.length) return true;
  return scopes.globalScope?.through.some((reference) => reference.identifier.name === name) ?? false;
}

/** Whether a range lies in another, or is the same. */
export function isWithin(inner: Range, outer: Range): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/**
 * Functions that a file registers under another name: the function itself, which can still be called, and the variable that holds what the
 * registration gave. Leaves out: functions whose variable is overwritten with it, and those of which nothing is kept.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../knowledge/vocabulary.ts';
import { variableOf } from './bindings.ts';
import type { Registration } from './model.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { VariableLike, World } from './world.ts';

export interface Original {
  readonly unit: FunctionUnit;
  readonly role: Role;
  readonly wrapper: VariableLike;
}

export function originalsOf(
  world: World,
  module: ModuleUnit,
  registrations: readonly Registration[],
): readonly Original[] {
  return registrations.flatMap(({ unit, role, node, edge }): readonly Original[] => {
    if (!unit || !edge || unit.module !== module || node.type !== 'CallExpression') return [];
    // A function that is written down in the call cannot be called by another name.
    if (unit.node.range[0] >= node.range[0] && unit.node.range[1] <= node.range[1]) return [];
    const wrapper = holderOf(world, module, node);
    return wrapper ? [{ unit, role, wrapper }] : [];
  });
}

/** The constant that certainly holds what the call gives: `const place = register(body)`. */
function holderOf(world: World, module: ModuleUnit, call: TSESTree.CallExpression): VariableLike | undefined {
  const { parent } = call;
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier' || parent.init !== call) return undefined;
  const variable = variableOf(world, module, parent.id);
  const isWritten = variable?.references.some((reference) => reference.isWrite() && reference.init !== true);
  return isWritten === false ? variable : undefined;
}

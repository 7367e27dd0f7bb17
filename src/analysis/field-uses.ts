/** Where a file reads or writes properties of the engine's objects, by their qualified names. */
import type { TSESTree } from '@typescript-eslint/types';

import { baseEnv, evaluate } from './evaluate.ts';
import { fateOf } from './fate.ts';
import { print } from './names.ts';
import { memberKey, unwrap, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

export interface FieldUse {
  readonly node: TSESTree.MemberExpression;
  readonly name: string;
  readonly unit: FunctionUnit;
  /** It is written: by this. */
  readonly assignment: TSESTree.AssignmentExpression | undefined;
  /** The value only feeds a log line, or nothing. */
  readonly isLogged: boolean;
}

export function fieldUses(world: World, module: ModuleUnit, names: ReadonlySet<string>): readonly FieldUse[] {
  const keys = new Set([...names].map((name) => name.slice(name.lastIndexOf('.') + 1)));
  return module.units.flatMap((unit): readonly FieldUse[] => {
    const env = baseEnv(world, unit);
    const nameOf = (node: TSESTree.MemberExpression): string | undefined => {
      if (!keys.has(memberKey(node) ?? '')) return undefined;
      const [only, ...others] = evaluate(world, node, env);
      const name = only?.kind === 'named' && others.length === 0 ? print(only.name) : undefined;
      return name !== undefined && names.has(name) ? name : undefined;
    };
    const read = unit.reads.flatMap((node): readonly FieldUse[] => {
      if (node.parent.type === 'AssignmentExpression' && node.parent.left === node) return [];
      const field = innerMember(node, keys);
      const name = field && nameOf(field);
      if (!field || name === undefined) return [];
      const fate = fateOf(world, node, env);
      return [{ node: field, name, unit, assignment: undefined, isLogged: fate === 'logged' || fate === 'dropped' }];
    });
    const written = unit.changes.flatMap((change): readonly FieldUse[] => {
      if (change.type !== 'AssignmentExpression' || change.left.type !== 'MemberExpression') return [];
      const name = nameOf(change.left);
      return name === undefined ? [] : [{ node: change.left, name, unit, assignment: change, isLogged: false }];
    });
    return [...read, ...written];
  });
}

/** Of `status?.signal.aborted`, the member that has one of the keys. */
function innerMember(
  outer: TSESTree.MemberExpression,
  keys: ReadonlySet<string>,
): TSESTree.MemberExpression | undefined {
  for (let node: Node = outer; node.type === 'MemberExpression'; node = unwrap(node.object))
    if (keys.has(memberKey(node) ?? '')) return node;
  return undefined;
}

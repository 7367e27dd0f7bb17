/** Where a file reads or writes properties of the engine's objects, by their qualified names. */
import type { TSESTree } from '@typescript-eslint/types';

import { certainName } from './certain.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { fateOf } from './fate.ts';
import { project } from './members.ts';
import { lastKey } from './names.ts';
import { memberKey, staticKey, unwrap, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { variableOf } from './variables.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** A property of one of the engine's objects that is read, written, or taken out of a pattern. */
export interface FieldUse {
  /** `queue.limit`, and in `const { limit } = queue` the property. */
  readonly node: TSESTree.MemberExpression | TSESTree.Property;
  readonly name: string;
  readonly unit: FunctionUnit;
  /** It is written: by this. */
  readonly assignment: TSESTree.AssignmentExpression | undefined;
  /** The value only feeds a log line, or nothing. */
  readonly isLogged: boolean;
}

/** The uses of properties by their qualified names. */
export function fieldUses(world: World, module: ModuleUnit, names: ReadonlySet<string>): readonly FieldUse[] {
  const keys = new Set([...names].map(lastKey));
  return module.units.flatMap((unit): readonly FieldUse[] => {
    const env = baseEnv(world, unit);
    const nameOf = (node: TSESTree.MemberExpression): string | undefined => {
      if (!keys.has(memberKey(node) ?? '')) return undefined;
      const name = certainName(evaluate(world, node, env));
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
    const taken = unit.patterns.flatMap(({ id, init }): readonly FieldUse[] => {
      if (id.type !== 'ObjectPattern' || !init) return [];
      return id.properties.flatMap((node): readonly FieldUse[] => {
        const key = node.type === 'Property' ? staticKey(node.key, node.computed) : undefined;
        if (node.type !== 'Property' || key === undefined || !keys.has(key)) return [];
        const name = certainName(evaluate(world, init, env).flatMap((source) => project(world, source, key)));
        if (name === undefined || !names.has(name)) return [];
        return [{ node, name, unit, assignment: undefined, isLogged: isOnlyLogged(world, module, node.value, env) }];
      });
    });
    return [...read, ...taken, ...written];
  });
}

/** Whether log lines alone look at the variable. */
function isOnlyLogged(world: World, module: ModuleUnit, target: Node, env: Env): boolean {
  const variable = target.type === 'Identifier' ? variableOf(world, module, target) : undefined;
  const reads = variable?.references.filter((reference) => reference.init !== true) ?? [];
  return reads.length > 0 && reads.every(({ identifier }) => fateOf(world, identifier, env) === 'logged');
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

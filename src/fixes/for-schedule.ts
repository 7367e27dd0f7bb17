/** A schedule that is created becomes one that is applied: its options stand beside its other keys. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { listed, suggest, type Repair } from './repair.ts';

/**
 * `createSchedule({ name, options: { … } })` becomes `applySchedules([{ name, … }])`. Undefined: the options are not written out.
 *
 * @param object the argument of the call
 */
export function applyRepair(
  call: TSESTree.CallExpression,
  object: TSESTree.ObjectExpression,
  { apply: [before, after], nested }: NonNullable<Engine['schedules']>,
): Repair | undefined {
  const inner = object.properties.find(
    (property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === nested,
  );
  const parts: (string | TSESTree.Node)[] = [object];
  if (inner) {
    if (inner.type !== 'Property' || inner.value.type !== 'ObjectExpression') return undefined;
    const { properties } = inner.value;
    const flat = object.properties.flatMap((property) => (property === inner ? properties : [property]));
    parts.splice(0, 1, '{ ', ...listed(flat), ' }');
  }
  return suggest({ kind: 'compose', node: call, parts: [before, ...parts, after] });
}

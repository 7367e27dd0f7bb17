/** A queue that a flag partitioned is partitioned by its limits: each is renamed to the limit of one partition, and the flag goes. */
import type { TSESTree } from '@typescript-eslint/types';

import { keyOf } from '../syntax/keys.ts';
import { manual, propertiesOf, type Migration, type MigrationSite } from './migration.ts';
import type { Intent } from './repair.ts';

/** @param flag the property that partitioned the queue */
export function partitionByLimits(flag: TSESTree.Property, { recipes }: MigrationSite): Migration {
  const { limits, excluded } = recipes.partitions;
  const remove: Intent = { kind: 'remove-property', property: flag };
  const { value } = flag;
  if (value.type !== 'Literal' || typeof value.value !== 'boolean')
    return manual('Whether it is set is not written out.');
  if (!value.value) return { kind: 'rewrite', intents: [remove] };
  const properties = propertiesOf(flag.parent);
  if (!properties) return manual('Its limits are not all written out.');
  if (excluded.some((key) => properties.has(key))) return manual('Some limits are those of a partition already.');
  const renames = [...properties.values()].flatMap((property): readonly Intent[] => {
    const key = keyOf(property) ?? '';
    const to = Object.hasOwn(limits, key) ? limits[key] : undefined;
    return to === undefined ? [] : [{ kind: 'rename-property', property, key: to }];
  });
  if (renames.length === 0) return manual('It has no limit, so that nothing would partition the queue: choose one.');
  return { kind: 'rewrite', intents: [...renames, remove] };
}

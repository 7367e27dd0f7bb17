/**
 * What the engine does with a call at a place, when some of its options count: a `getResult` with a timeout records a deadline, one without
 * does not.
 */
import type { Verdict } from '../knowledge/vocabulary/apis.ts';
import type { Place } from '../knowledge/vocabulary/roles.ts';
import type { ApiFact, DurableFact } from './facts.ts';
import { staticKey } from './nodes.ts';
import type { Value } from './values.ts';

/** Undefined: it works there. */
export function verdictOf(fact: ApiFact | DurableFact, place: Place): Verdict | undefined {
  const { spec } = fact;
  if (fact.kind === 'durable' || !spec?.variant || spec.options === undefined) return spec?.at[place];
  const { keys, at } = spec.variant;
  const given = fact.args.at(spec.options) ?? [];
  const isVariant = given.length > 0 && given.every((value) => hasOneOf(value, keys));
  return (isVariant ? at : spec.at)[place];
}

function hasOneOf(value: Value, keys: readonly string[]): boolean {
  if (value.kind === 'literal') return typeof value.value === 'number';
  if (value.kind !== 'object') return false;
  return value.node.properties.some(
    (property) => property.type === 'Property' && keys.includes(staticKey(property.key, property.computed) ?? ''),
  );
}

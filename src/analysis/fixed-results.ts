/**
 * Calls that draw nothing by themselves, because they are given what they would draw: `v4({ random: bytes })`. Where that comes from is a matter of
 * its own. Options that are not known fix nothing.
 */
import type { Arguments } from './arguments.ts';
import type { EffectSpec } from '../knowledge/vocabulary/effects.ts';
import { staticKey } from './nodes.ts';
import type { Value } from './values.ts';

/** Whether the arguments decide what the call gives. */
export function isFixed({ fixedBy }: EffectSpec, args: Arguments): boolean {
  if (!fixedBy) return false;
  if (fixedBy.arguments !== undefined) return args.count >= fixedBy.arguments;
  const options = args.at(0) ?? [];
  const isGiven = (keys: readonly string[]): boolean => options.every((value) => hasOneOf(value, keys));
  return options.length > 0 && fixedBy.options.every(isGiven);
}

function hasOneOf(value: Value, keys: readonly string[]): boolean {
  if (value.kind !== 'object') return false;
  return value.node.properties.some(
    (property) => property.type === 'Property' && keys.includes(staticKey(property.key, property.computed) ?? ''),
  );
}

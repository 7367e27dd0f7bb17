/** Reads a table of options as a rule does, over values instead of syntax. */
import type { OptionRelation, OptionSpec, ValueTest } from '../../src/knowledge/facts/options.ts';

/** Whether a rule that goes by the table says that the engine throws for the value. */
export function refuses(spec: OptionSpec, value: unknown): boolean {
  for (const check of spec.checks ?? []) {
    if (check.fails.every((test) => holds(test, value))) return check.outcome === 'throws';
  }
  if (typeof value !== 'object' || value === null || spec.shape === undefined) return false;
  const { keys, wrong, relations } = spec.shape;
  return (
    Object.entries(keys).some(([key, inner]) =>
      key in value ? refuses(inner, Reflect.get(value, key)) : inner.required === 'throws',
    ) ||
    Object.entries(wrong ?? {}).some(([key, { outcome }]) => key in value && outcome === 'throws') ||
    (relations ?? []).some((relation) => relation.outcome === 'throws' && violates(relation, value))
  );
}

function violates(relation: OptionRelation, value: object): boolean {
  const at = (dotted: string): unknown =>
    dotted
      .split('.')
      .reduce<unknown>(
        (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
        value,
      );
  switch (relation.kind) {
    case 'some-of':
      return relation.keys.every((key) => at(key) === undefined);
    case 'excludes':
      return relation.keys.slice(1).some((key) => at(key) !== undefined) && at(relation.keys[0] ?? '') !== undefined;
    case 'at-most':
      return relation.bounds.some((bound) => Number(at(relation.key)) > Number(at(bound)));
    case 'needs':
      return relation.keys.some(
        (key) =>
          (relation.when === undefined ? at(key) !== undefined : at(key) === relation.when) &&
          at(relation.other) === undefined,
      );
  }
}

function holds(test: ValueTest, value: unknown): boolean {
  switch (test.is) {
    case 'below':
      return typeof value === 'number' && value < test.limit;
    case 'at-most':
      return typeof value === 'number' && value <= test.limit;
    case 'above':
      return typeof value === 'number' && value > test.limit;
    case 'at-least':
      return typeof value === 'number' && value >= test.limit;
    case 'multiple-of':
      return typeof value === 'number' && value !== 0 && value % test.limit === 0;
    case 'not-multiple-of':
      return typeof value === 'number' && value % test.limit !== 0;
    case 'not-finite':
      return typeof value === 'number' && !Number.isFinite(value);
    case 'not-integer':
      return typeof value === 'number' && !Number.isInteger(value);
    case 'empty':
      return value === '' || (Array.isArray(value) && value.length === 0);
    case 'blank':
      return typeof value === 'string' && value.trim() === '';
    case 'equal':
      return value === test.value;
    case 'not-one-of':
      return typeof value === 'string' && !test.values.includes(value);
    case 'starts-with':
      return typeof value === 'string' && value.startsWith(test.prefix);
    case 'of-type':
      return test.types.some((type) => type === typeOf(value));
    case 'not-of-type':
      return !test.types.some((type) => type === typeOf(value));
    case 'not-cron':
    case 'not-time-zone':
      throw new Error('no value for this test here');
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

import type { EffectSpec, EffectTable } from './vocabulary/effects.ts';
import type { QualifiedName } from './vocabulary/names.ts';

/**
 * One row for each name: `rows('node:os', 'cpus freemem', spec)` is `node:os#cpus` and `node:os#freemem`;
 * `rows('pg#Pool()', 'query', spec)` is `pg#Pool().query`. The names of an owner stay together under one key.
 *
 * @param owners where the names live: a module, or a qualified name with a path; several when they are alike
 * @param names relative paths, separated by white space
 */
export function rows(
  owners: QualifiedName | readonly QualifiedName[],
  names: string,
  spec: EffectSpec | readonly EffectSpec[],
): EffectTable {
  const table: Record<QualifiedName, EffectSpec | readonly EffectSpec[]> = {};
  for (const owner of typeof owners === 'string' ? [owners] : owners) table[`${owner} ${names}`] = spec;
  return table;
}

/** The names themselves, fully qualified, each with the same row: `each('ulid ksuid', spec)`. */
export function each(names: string, spec: EffectSpec | readonly EffectSpec[]): EffectTable {
  const table: Record<QualifiedName, EffectSpec | readonly EffectSpec[]> = {};
  for (const name of words(names)) table[name] = spec;
  return table;
}

/** The parts as one table; of a name that two parts have, the later row stays. */
export function join(parts: readonly EffectTable[]): EffectTable {
  const whole: Record<QualifiedName, EffectSpec | readonly EffectSpec[]> = {};
  for (const part of parts) Object.assign(whole, part);
  return whole;
}

/** The qualified names that a key of a table stands for: one, or those of a group. */
export function namesOf(key: string): readonly QualifiedName[] {
  const space = key.indexOf(' ');
  if (space < 0) return [key];
  const owner = key.slice(0, space);
  const start = owner.endsWith('#') ? owner : owner + (owner.includes('#') ? '.' : '#');
  return words(key.slice(space)).map((name) => start + name);
}

export function words(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

/** Functions that are handed to an emitter of events run whenever it emits. */
export function listeners(owners: QualifiedName | readonly QualifiedName[]): EffectTable {
  return rows(owners, 'on once addListener prependListener prependOnceListener', {
    effect: 'pure',
    callbacks: 'deferred',
  });
}

/** The same for the web's targets of events. */
export function targets(owners: QualifiedName | readonly QualifiedName[]): EffectTable {
  return rows(owners, 'addEventListener', { effect: 'pure', callbacks: 'deferred' });
}

/**
 * Calls that start a statement, a query or a request which further calls in the same expression complete: the effect belongs to
 * the first, so that one statement gives one finding: `db.select()` has it, `.from(users).where(…)` after it has none.
 */
export function statements(
  owners: QualifiedName | readonly QualifiedName[],
  names: string,
  spec: EffectSpec,
): EffectTable {
  return { ...rows(owners, names, spec), ...rows(owners, names.replace(/\S+/gu, '$&().**'), { effect: 'pure' }) };
}

/**
 * Methods on whatever lies below the owners, from `least` to `most` names deep: `below('stripe#()', 1, 2, 'create', spec)` is
 * `stripe#().*.create` and `stripe#().*.*.create`.
 */
export function below(
  owners: QualifiedName | readonly QualifiedName[],
  least: number,
  most: number,
  names: string,
  spec: EffectSpec,
): EffectTable {
  return reached(owners, '*.', least, most, names, spec);
}

/** Methods on what up to so many calls of others give, the owners included: `sharp#().toFile`, `sharp#().*().toFile`. */
export function chained(
  owners: QualifiedName | readonly QualifiedName[],
  most: number,
  names: string,
  spec: EffectSpec,
): EffectTable {
  return reached(owners, '*().', 0, most, names, spec);
}

function reached(
  owners: QualifiedName | readonly QualifiedName[],
  link: string,
  least: number,
  most: number,
  names: string,
  spec: EffectSpec,
): EffectTable {
  const depths = Array.from({ length: most - least + 1 }, (_, index) => link.repeat(least + index));
  return join(depths.map((depth) => rows(owners, names.replace(/\S+/gu, `${depth}$&`), spec)));
}

import { namesOf } from '../../src/knowledge/rows.ts';
import type { EffectSpec, EffectTable } from '../../src/knowledge/vocabulary/effects.ts';
import type { QualifiedName } from '../../src/knowledge/vocabulary/names.ts';

/** What is wrong with the spelling of a qualified name of a table, or undefined. */
export function mistakeIn(name: QualifiedName): string | undefined {
  const [module = '', path, ...more] = name.split(/#/u);
  if (more.length > 0) return 'two #';
  const bare = module.endsWith('/*') ? module.slice(0, -2) : module;
  if (!/^(?:node:|bun:)?(?:@[\w.-]+\/)?[\w.-]+(?:\/[\w.-]+)*$|^@[\w.-]+$/u.test(bare)) return `module ${module}`;
  if (path === undefined) return undefined;
  const segments = path.split('.');
  for (const [position, segment] of segments.entries()) {
    if (segment === '**' ? position === segments.length - 1 : segment === '*' || segment === '*()') continue;
    if (/^(?:\(\))+$/u.test(segment) && position === 0) continue;
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\(\))*$/u.test(segment)) return `segment ${segment}`;
    if (position === 0 && /^default(?:\(\))*$/u.test(segment)) return 'default as the first segment';
  }
  return undefined;
}

/** The table with a key for each name. */
export function spelled(table: EffectTable): EffectTable {
  return Object.fromEntries(Object.entries(table).flatMap(([key, row]) => namesOf(key).map((name) => [name, row])));
}

/** The rows at each name, one by one. */
export function* rowsOf(table: EffectTable): Generator<readonly [QualifiedName, EffectSpec]> {
  for (const [name, row] of Object.entries(table)) {
    if (isList(row)) for (const one of row) yield [name, one];
    else yield [name, row];
  }
}

/** Rows that can never be asked because a row before them always applies. */
export function unreachable(table: EffectTable): readonly QualifiedName[] {
  return Object.entries(table)
    .filter(([, row]) => isList(row) && row.slice(0, -1).some((one) => one.when === undefined))
    .map(([name]) => name);
}

function isList(row: EffectSpec | readonly EffectSpec[]): row is readonly EffectSpec[] {
  return Array.isArray(row);
}

/** The tables of `docs/migrating-to-5.md`: what 5.x has no longer or keeps for old code, by what takes its place. */
import { dbos } from '../../src/knowledge/dbos/engine.ts';
import type { DeprecatedForm, RemovedApi } from '../../src/knowledge/facts/migration.ts';

/** How much of a line `eslint --fix` does, from the most to the least. */
export type RepairLevel = RemovedApi['safety'];

export interface MigrationLine {
  /** As code. */
  readonly old: readonly string[];
  readonly instead: string;
  readonly repair: RepairLevel;
  /** First version without it, or in which it is outdated. */
  readonly from: string;
}

const NEXT = '5.0.0';
const MARKS: Readonly<Record<RepairLevel, string>> = {
  fix: '🔧',
  agree: '🔧 with `migrate-v5`',
  suggest: '💡',
  report: '',
};

/** What changes from 4.x to 5.x, one line for all that is replaced by one thing. */
export function linesFrom4(): readonly MigrationLine[] {
  return grouped([...dbos.removed.filter(({ removedIn }) => removedIn === NEXT), ...dbos.deprecated]);
}

/** What was gone in 4.x already. */
export function linesBefore4(): readonly MigrationLine[] {
  return grouped(dbos.removed.filter(({ removedIn }) => removedIn !== NEXT));
}

/** Throws when the page lacks the markers. */
export function withMigrationTables(page: string): string {
  return inserted(inserted(page, 'from 4.x', linesFrom4()), 'before 4.x', linesBefore4());
}

function inserted(page: string, title: string, lines: readonly MigrationLine[]): string {
  const [begin, end] = [`<!-- begin generated table: ${title} -->`, `<!-- end generated table: ${title} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/migrating-to-5.md has no lines ${begin} and ${end}`);
  const rows = lines.map(rowOf);
  const table = ['| Before | Gone or outdated in | Instead | `--fix` |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n${page.slice(to)}`;
}

function rowOf({ old, instead, repair, from }: MigrationLine): string {
  const names = old.map((name) => `\`${name}\``).join(', ');
  return `| ${names} | ${from.replace(/\.0$/u, '')} | ${instead.replaceAll('|', '\\|')} | ${MARKS[repair]} |`;
}

/** In the order of the tables. */
function grouped(rows: readonly (RemovedApi | DeprecatedForm)[]): readonly MigrationLine[] {
  const groups = new Map<string, MigrationLine>();
  for (const row of rows) {
    const from = 'removedIn' in row ? row.removedIn : (row.since ?? '4.0.0');
    const repair = row.change.kind === 'none' ? 'report' : row.safety;
    const key = `${from} ${repair} ${row.instead}`;
    const old = [...new Set([...(groups.get(key)?.old ?? []), shown(row)])];
    groups.set(key, { old, instead: row.instead, from, repair });
  }
  return [...groups.values()];
}

/** `DBOS.scheduled`, `registerQueue(…, { concurrency })`, `DBOS.recv(…, 60)`; a package by its name. */
function shown(row: RemovedApi | DeprecatedForm): string {
  const path = row.name.includes('#') ? row.name.slice(row.name.indexOf('#') + 1) : row.name;
  const name = path.replaceAll('()', '');
  if ('number' in row) return `${name}(…, 60)`;
  if ('starts' in row) return `${name}(step)`;
  if (row.key === undefined) return 'constructed' in row ? `new ${name}(…)` : name;
  const call = name.slice(name.lastIndexOf('.') + 1);
  return row.key.argument === 0 ? `${call}({ ${row.key.name} })` : `${call}(…, { ${row.key.name} })`;
}

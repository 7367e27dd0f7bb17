/**
 * The texts that are tried out: whatever a linter reads, in folders and in installed packages, and the code in Markdown files, each block
 * under a name of its own: `page.md#3.ts`.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/u;
/** Bytes. What is larger was made by a machine, and takes longer than it tells. */
const LARGEST = 60_000;

/** Paths of the sources below a folder, sorted. Links are not followed. */
export function sourcesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry): readonly string[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === '.git' ? [] : sourcesBelow(path);
    if (!entry.isFile()) return [];
    if (entry.name.endsWith('.md')) return blocksOf(path).map((_, index) => `${path}#${index}.ts`);
    return SOURCE.test(entry.name) && statSync(path).size <= LARGEST ? [path] : [];
  });
}

/** At most `count` of them, evenly spread. */
export function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]).filter(
    (item) => item !== undefined,
  );
}

export function textOfFile(path: string): string {
  const { file, index } = /^(?<file>.+\.md)#(?<index>\d+)\.ts$/u.exec(path)?.groups ?? {};
  if (file !== undefined) return blocksOf(file)[Number(index)] ?? '';
  return readFileSync(path, 'utf8').replace(/^\uFEFF/u, '');
}

/** The blocks of TypeScript and JavaScript in a Markdown file. */
function blocksOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  return Array.from(text.matchAll(/^```[jt]sx?\b.*\n([\s\S]*?)^```/gmu), ([, code = '']) => code);
}

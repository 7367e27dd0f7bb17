/** The pages whose examples are proved, and how a test names and starts what proves them. */
import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

import { readExamples, type Example } from '../docs-examples.ts';

const root = join(import.meta.dirname, '..', '..');

/** The rules' pages, as paths from the root of the repository. */
export function rulePages(): string[] {
  return pagesIn(join(root, 'docs', 'rules'));
}

/** The harness's own examples: one for each thing that was measured on the engine. */
export function fixturePages(): string[] {
  return pagesIn(join(import.meta.dirname, 'fixtures'));
}

function pagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => relative(root, join(folder, name)));
}

/** The examples of a page; their `file` is the path from the root. */
export function examplesOf(page: string): Example[] {
  return readExamples(join(root, page)).map((example) => ({ ...example, file: page }));
}

/** The rule that a page is about. */
export function ruleOf(page: string): string {
  return basename(page, '.md');
}

/** Whether running the example proves something; the others say why they need no run. */
export function isRun(example: Example): boolean {
  return example.verdict !== undefined && example.static === undefined;
}

/** The shortest example of each verdict. */
export function onePerVerdict(examples: readonly Example[]): Example[] {
  const found = new Map<string, Example>();
  for (const example of [...examples].sort((one, other) => one.text.length - other.text.length)) {
    if (example.verdict !== undefined && !found.has(example.verdict)) found.set(example.verdict, example);
  }
  return [...found.values()];
}

/** An example as a test's title. */
export function titleOf(example: Example): string {
  return `${example.kind} on line ${String(example.line)}: ${example.verdict ?? 'static'}${example.code === undefined ? '' : ` ${example.code}`}`;
}

/**
 * Starts an oracle. When that is impossible: says so in one line and gives undefined, or, in CI, fails, because a proof that did not run is
 * none.
 */
export async function startOrSkip<Oracle>(name: string, start: () => Promise<Oracle>): Promise<Oracle | undefined> {
  try {
    return await start();
  } catch (error) {
    const reason = `${name} skipped: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`;
    if (process.env['CI'] !== undefined && process.env['CI'] !== '') throw new Error(reason, { cause: error });
    console.warn(reason);
    return undefined;
  }
}

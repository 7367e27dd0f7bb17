/** `npm run demo`: what it answers when it is called wrongly, and the diffs that it prints. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '..', 'scripts', 'demo.mjs');

/** Calls the demo in a way that ends before anything is built. */
function demo(...args: readonly string[]): { readonly code: number | null; readonly lines: readonly string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { code: status, lines: `${stdout}${stderr}`.trimEnd().split('\n') };
}

describe('a folder that cannot be linted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'durable-demo-'));
  const file = `${folder}.ts`;
  writeFileSync(file, '');
  afterAll(() => {
    rmSync(folder, { recursive: true });
    rmSync(file);
  });

  it.each([
    ['is missing', [join(folder, 'missing')], `${join(folder, 'missing')} does not exist.`],
    ['is empty', [folder], `${folder} is empty.`],
    ['is a file', [file], `${file} is not a folder.`],
    ['has no name', [''], 'The name of the folder is empty.'],
    ['is one of two', ['src', 'tests'], 'Name one folder, not 2: src tests'],
    ['is an unknown option', ['--strict'], "Unknown option '--strict'. Known options are --json and --help."],
  ])('%s', (_, args, line) => {
    expect(demo(...args)).toEqual({ code: 2, lines: [line] });
  });
});

describe('the diff', async () => {
  const { unifiedDiff } = (await import(join(import.meta.dirname, '..', 'scripts', 'demo', 'diff.mjs'))) as {
    readonly unifiedDiff: (name: string, before: string, after: string) => readonly string[];
  };

  it('is empty for equal texts', () => {
    expect(unifiedDiff('a.ts', 'one\n', 'one\n')).toEqual([]);
  });

  it('shows three lines around a change', () => {
    const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9', ''].join('\n');
    expect(unifiedDiff('a.ts', before, before.replace('5', 'five\n5b'))).toEqual([
      ...['--- a/a.ts', '+++ b/a.ts', '@@ -2,7 +2,8 @@'],
      ...[' 2', ' 3', ' 4', '-5', '+five', '+5b', ' 6', ' 7', ' 8'],
    ]);
  });

  it('has one hunk for changes near to each other, and two for changes far apart', () => {
    const before = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`).join('');
    const after = before.replace('line 3\n', '').replace('line 8\n', '').replace('line 28\n', 'changed\n');
    expect(unifiedDiff('a.ts', before, after).filter((line) => line.startsWith('@@'))).toEqual([
      '@@ -1,11 +1,9 @@',
      '@@ -25,6 +23,6 @@',
    ]);
  });
});

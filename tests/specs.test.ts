/** Runs the specs: those of behaviours in `tests/specs`, and those of single rules in `tests/rules`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, it } from 'vitest';

import { checkExample } from './specs-runner/check.ts';
import { readSpec } from './specs-runner/spec.ts';

for (const name of markdownIn('specs')) {
  describe(`specs/${name}`, () => runSpec('specs', name, undefined));
}

for (const name of markdownIn('rules')) {
  describe(`rules/${name}`, () => runSpec('rules', name, name.replace(/\.spec\.md$/u, '')));
}

function markdownIn(folder: string): readonly string[] {
  const names = readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md') && name !== 'README.md').sort();
}

function runSpec(folder: string, name: string, rule: string | undefined): void {
  const markdown = readFileSync(join(import.meta.dirname, folder, name), 'utf8');
  for (const { title, line, example } of readSpec(markdown, rule)) {
    it(`${title} (line ${line})`, async () => checkExample(example));
  }
}

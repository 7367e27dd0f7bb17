import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readRules } from '../scripts/derive/rule-facts.ts';
import { coveragePage, coverageProblems } from '../scripts/derive/skill-coverage.ts';
import { skillFiles } from '../scripts/derive/skill-files.ts';

describe('the coverage of the skill', () => {
  it('leaves no reference file without a rule or a reason, and names no other file', async () => {
    const rules = await readRules(join(import.meta.dirname, '..', 'src', 'rules'));
    expect(coverageProblems(rules, skillFiles)).toEqual([]);
  });

  it('tells a file that nobody speaks of, a name that is no file, and a rule that covers nothing', () => {
    const rules = [
      { name: 'a', covers: ['known'] },
      { name: 'b', covers: ['misspelt'] },
      { name: 'c', covers: [] },
    ];
    const files = [
      { name: 'known', notLintable: [] },
      { name: 'forgotten', notLintable: [] },
      { name: 'explained', notLintable: ['It depends.'] },
    ];
    expect(coverageProblems(rules, files)).toEqual([
      'forgotten: no rule covers it, and nothing says why not',
      'b covers misspelt, which is no reference file',
      'c covers no reference file',
    ]);
  });

  it('links the rules of each file, and says why not', () => {
    const page = coveragePage(
      [{ name: 'a', covers: ['known'] }],
      [
        { name: 'known', notLintable: [] },
        { name: 'explained', notLintable: ['It depends.'] },
      ],
    );
    expect(page).toContain('1 of the 2 reference files');
    expect(page).toContain('| known | [`a`](rules/a.md) |  |');
    expect(page).toContain('| explained |  | It depends. |');
  });
});

/** `docs/skill-coverage.md`: for each reference file of the skill the rules that cover it, and what is left to people. */
import type { RuleFacts } from './rule-facts.ts';
import type { SkillFile } from './skill-files.ts';

type Covering = Pick<RuleFacts, 'name' | 'covers'>;

/** What is wrong with the coverage: files that nobody speaks of, and names that are no files. */
export function coverageProblems(rules: readonly Covering[], files: readonly SkillFile[]): readonly string[] {
  const known = new Set(files.map(({ name }) => name));
  const silent = files.filter(
    ({ name, notLintable }) => notLintable.length === 0 && coveringOf(rules, name).length === 0,
  );
  return [
    ...silent.map(({ name }) => `${name}: no rule covers it, and nothing says why not`),
    ...rules.flatMap((rule) =>
      rule.covers
        .filter((name) => !known.has(name))
        .map((name) => `${rule.name} covers ${name}, which is no reference file`),
    ),
    ...rules.filter(({ covers }) => covers.length === 0).map(({ name }) => `${name} covers no reference file`),
  ];
}

export function coveragePage(rules: readonly Covering[], files: readonly SkillFile[]): string {
  const covered = files.filter(({ name }) => coveringOf(rules, name).length > 0).length;
  const rows = files.map(({ name, notLintable }) => {
    const links = coveringOf(rules, name).map((rule) => `[\`${rule}\`](rules/${rule}.md)`);
    return `| ${name} | ${links.join(', ')} | ${notLintable.join(' ')} |`;
  });
  return [
    '# Coverage of the skill',
    `Written by \`npm run generate\`: ${String(covered)} of the ${String(files.length)} reference files of the DBOS TypeScript skill are covered by ${String(rules.length)} rules. What no linter can tell from the code stands beside them.`,
    ['| Reference file | Rules | Not linted, and why |', '| --- | --- | --- |', ...rows].join('\n'),
    '',
  ].join('\n\n');
}

function coveringOf(rules: readonly Covering[], file: string): readonly string[] {
  return rules.filter(({ covers }) => covers.includes(file)).map(({ name }) => name);
}

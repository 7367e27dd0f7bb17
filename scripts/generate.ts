/**
 * Writes the files that are derived from the rules: the rule index, the heads of the rules' pages, the tables of the README and of the migration page. With `--check`
 * writes nothing, and fails when something would change.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { readCommandLine } from './command-line.ts';
import { withCompatibility, type Compatibility } from './derive/compat-table.ts';
import { withMigrationTables } from './derive/migration-table.ts';
import { readRules, ruleNamesIn } from './derive/rule-facts.ts';
import { ruleIndex } from './derive/rule-index.ts';
import { withHead } from './derive/rule-page.ts';
import { withRuleTables } from './derive/rule-table.ts';
import { coveragePage } from './derive/skill-coverage.ts';
import { skillFiles } from './derive/skill-files.ts';

const root = join(import.meta.dirname, '..');
const {
  values: { check },
} = readCommandLine({
  usage: 'npm run generate -- [--check]',
  options: { check: { type: 'boolean', default: false } },
});
const changed: string[] = [];
const missing: string[] = [];

try {
  const rulesFolder = join(root, 'src', 'rules');
  // The index first: rules may be loaded through it.
  await derive('src/rules/index.ts', () => ruleIndex(ruleNamesIn(rulesFolder)));
  const rules = await readRules(rulesFolder);
  for (const rule of rules) {
    const page = `docs/rules/${rule.name}.md`;
    if (existsSync(join(root, page))) await derive(page, (text) => withHead(text, rule));
    else missing.push(page);
  }
  await derive('README.md', (readme) => withCompatibility(withRuleTables(readme, rules), compatibility()));
  await derive('docs/skill-coverage.md', () => coveragePage(rules, skillFiles));
  await derive('docs/migrating-to-5.md', withMigrationTables);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

if (changed.length > 0) {
  console.log(`${check ? 'Out of date, run `npm run generate`' : 'Written'}: ${changed.join(', ')}`);
  if (check) process.exitCode = 1;
}
if (missing.length > 0) {
  console.error(`Rules without their page: ${missing.join(', ')}`);
  process.exitCode = 1;
}

/** What the last run of `npm run compat` found to work. */
function compatibility(): Compatibility {
  return JSON.parse(readFileSync(join(root, 'docs', 'compatibility.json'), 'utf8')) as Compatibility;
}

/** Brings one file up to date. `text` gets what the file holds now, or nothing when it is not there. */
async function derive(path: string, text: (current: string) => string): Promise<void> {
  const file = join(root, path);
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const wanted = await format(text(current), { ...(await resolveConfig(file)), filepath: file });
  if (wanted === current) return;
  changed.push(path);
  if (!check) writeFileSync(file, wanted);
}

/** Starts a rule: its file, its page and its spec, and brings the generated files up to date. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { readCommandLine, usedWrongly } from './command-line.ts';
import { pageTemplate, ruleTemplate, specTemplate } from './derive/rule-templates.ts';

const root = join(import.meta.dirname, '..');
const USAGE = 'npm run new-rule <name>, where the name is lower-case words with hyphens: no-something';
const { words } = readCommandLine({
  usage: USAGE,
  words: { says: 'the name of a rule', pattern: /^[a-z]+(?:-[a-z]+)+$/u },
  options: {},
});
const [name, ...more] = words;
if (name === undefined || more.length > 0) usedWrongly('One name of a rule is wanted', USAGE);

const files: readonly (readonly [path: string, text: string])[] = [
  [`src/rules/${name}.ts`, ruleTemplate(name)],
  [`docs/rules/${name}.md`, pageTemplate(name)],
  [`tests/rules/${name}.spec.md`, specTemplate(name)],
];
const existing = files.find(([path]) => existsSync(join(root, path)));
if (existing !== undefined) usedWrongly(`${existing[0]} is there already`, USAGE);

for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
// The script of this folder, with the same Node and the same loader.
spawnSync(process.execPath, [...process.execArgv, join(import.meta.dirname, 'generate.ts')], {
  cwd: root,
  stdio: 'inherit',
});
console.log(`\nNext: the spec. npx vitest run tests/specs.test.ts -t ${name}`);

/**
 * An editor's process: lints a project once, then one file again and again, and prints as JSON what each kind of edit takes in
 * milliseconds of processor time. Plain JavaScript, so that nothing but the linter is loaded.
 *
 *     node warm.mjs <project> <empty|recommended> <url-of-the-plugin> <folder-of-the-linter>
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const [, , folder, variant, pluginUrl, home] = process.argv;
const require = createRequire(join(home, 'package.json'));
const { Linter } = require('eslint');
const parser = require('@typescript-eslint/parser');

const empty = { meta: { type: 'problem', schema: [] }, create: () => ({ Program() {} }) };
const rules =
  variant === 'empty'
    ? { plugins: { none: { rules: { empty } } }, rules: { 'none/empty': 'error' } }
    : (await import(pluginUrl)).default.configs[variant];
const config = [{ ...rules, files: ['**/*.ts'], languageOptions: { parser } }];
const linter = new Linter({ cwd: folder, configType: 'flat' });

const paths = readdirSync(join(folder, 'src'), { recursive: true })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => join(folder, 'src', path));
const lint = (path, text) => linter.verify(text, config, { filename: path });
for (const path of paths) lint(path, readFileSync(path, 'utf8'));

const workflow = paths.find((path) => path.endsWith('flow0.ts'));
const helper = paths.find((path) => path.endsWith('helper2x0.ts'));
const workflowText = readFileSync(workflow, 'utf8');
const helperText = readFileSync(helper, 'utf8');

async function timesOf(edit) {
  const times = [];
  for (let turn = 0; turn < 21; turn++) {
    const text = await edit(turn);
    const before = process.cpuUsage().user;
    lint(workflow, text);
    times.push((process.cpuUsage().user - before) / 1000);
  }
  return times.sort((a, b) => a - b)[10];
}

const keystroke = await timesOf((turn) => `${workflowText}// ${'x'.repeat(turn)}\n`);
let shared;
try {
  shared = await timesOf(async (turn) => {
    writeFileSync(helper, `${helperText}export const edit${turn} = ${turn};\n`);
    // As long as a process waits before it looks at the disk again.
    await setTimeout(600);
    return workflowText;
  });
} finally {
  writeFileSync(helper, helperText);
}
process.stdout.write(JSON.stringify({ keystroke, shared }));

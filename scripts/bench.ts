/**
 * What the plugin costs, as ratios to ESLint with one empty rule.
 *
 * Lints a generated project with the parser alone, with one empty rule, and with the plugin's configs, in processes that take turns.
 * `--kept` measures what is left when an earlier process has kept its findings, for all files and for one,
 * `--growth` lints projects of these sizes as well, `--edits` measures an editor's process, `--rules` the rules alone, `--oxlint` runs the plugin in Oxlint, and
 * `--peers` installs other linters into a folder outside the repository and runs them too. Exit codes: 0 within `scripts/bench/budget.json`; 1 over it; 2 the plugin is not built.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { overBudget, overLimit, readBudgets, type Ratios } from './bench/budget.ts';
import { measureEdits } from './bench/edits.ts';
import { projectFolder } from './bench/generated.ts';
import { ownHome, peerHomes, type Home } from './bench/homes.ts';
import { lintOnce, measureAll, type Failure, type Measure } from './bench/measure.ts';
import { measureOxlint } from './bench/oxlint.ts';
import { measureRules } from './bench/rule-costs.ts';
import { workflowFile } from './bench/project.ts';
import type built from '../src/index.ts';
import { readCommandLine, WHOLE_NUMBER } from './command-line.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = readCommandLine({
  usage:
    'npm run bench -- [--files 400] [--runs 3] [--seed 7] [--kept] [--growth 250,1000] [--edits] [--rules] [--oxlint] [--peers] [--plugin dist/index.js]',
  forms: {
    files: WHOLE_NUMBER,
    runs: WHOLE_NUMBER,
    seed: WHOLE_NUMBER,
    growth: { says: 'numbers of files such as 250,1000', pattern: /^(?:\d+(?:,\d+)*)?$/u },
  },
  options: {
    files: { type: 'string', default: '400' },
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '7' },
    growth: { type: 'string', default: '' },
    kept: { type: 'boolean', default: false },
    edits: { type: 'boolean', default: false },
    rules: { type: 'boolean', default: false },
    oxlint: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    plugin: { type: 'string', default: join(ROOT, 'dist', 'index.js') },
  },
});
const plugin = resolve(values.plugin);
if (!existsSync(plugin)) {
  process.stderr.write(`bench: ${plugin} is not there; run \`npm run build\` first\n`);
  process.exit(2);
}
const url = pathToFileURL(plugin).href;
const runs = Number(values.runs);
const seed = Number(values.seed);
const files = Number(values.files);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const ratios: Ratios[] = [];

/** Measures variants of one home on one project, and prints and keeps their ratios to one empty rule. */
function compare(
  { name, folder, variants }: Home,
  project: string,
  suffix = '',
  target?: string,
): ReadonlyMap<string, Measure> {
  const names = ['empty', ...variants];
  const results = measureAll(
    names.map((variant) => ({ variant, home: folder, project, ...(target !== undefined && { target }) })),
    runs,
    url,
  );
  const [base] = results;
  const found = new Map<string, Measure>();
  say(`\n${name}${suffix}, ratios to one empty rule${isMeasured(base) ? ` (${shown(base)})` : ''}`);
  for (const [at, result] of results.entries()) {
    const variant = names[at] ?? '';
    if (!isMeasured(result) || !isMeasured(base)) {
      say(`  ${variant.padEnd(20)} failed: ${isMeasured(result) ? 'no base' : result.problem}`);
      continue;
    }
    found.set(variant, result);
    const ratio = { name: variant + suffix, time: result.cpu / base.cpu, memory: result.memory / base.memory };
    ratios.push(ratio);
    say(
      `  ${variant.padEnd(20)} time ${ratio.time.toFixed(2)}  memory ${ratio.memory.toFixed(2)}  ${String(result.findings)} findings`,
    );
  }
  return found;
}

function isMeasured(result: Measure | Failure | undefined): result is Measure {
  return result !== undefined && 'cpu' in result;
}

function shown({ files: count, cpu, memory }: Measure): string {
  return `${count} files, ${(cpu / 1000).toFixed(1)} s of processor time, ${memory.toFixed(0)} MB`;
}

const own = ownHome(ROOT);
const main = projectFolder({ files, seed, first: 'helpers' });
const ownMeasures = compare(own, main);
compare({ ...own, variants: ['recommended'] }, projectFolder({ files, seed, first: 'workflows' }), ', workflows first');

if (values.kept) {
  // The run that keeps what the measured ones find.
  lintOnce({ variant: 'kept', home: own.folder, project: main }, url);
  compare({ ...own, variants: ['kept'] }, main);
  compare({ ...own, variants: ['recommended', 'kept'] }, main, ', one file', workflowFile({ first: 'helpers' }));
}

/** How the extra cost grows: the exponent between the smallest and the largest project; 1 is linear. */
function growthOver(sizes: readonly number[]): number | undefined {
  const extra = sizes.map((size) => {
    const project = projectFolder({ files: size, seed, first: 'helpers' });
    const measures = compare({ ...own, variants: ['recommended'] }, project, `, ${size} files`);
    return (measures.get('recommended')?.cpu ?? NaN) - (measures.get('empty')?.cpu ?? NaN);
  });
  const [from = NaN, to = NaN] = [sizes[0], sizes.at(-1)];
  const exponent = Math.log((extra.at(-1) ?? NaN) / (extra[0] ?? NaN)) / Math.log(to / from);
  return Number.isFinite(exponent) ? exponent : undefined;
}

const sizes = values.growth.split(',').filter(Boolean).map(Number);
const exponent = sizes.length > 1 ? growthOver(sizes) : undefined;
if (exponent !== undefined)
  say(`\nThe extra cost grows with the number of files to the power of ${exponent.toFixed(2)}.`);

let edits: { readonly keystroke: number; readonly shared: number } | undefined;
if (values.edits) {
  const base = measureEdits(main, 'empty', url, ROOT);
  const ours = measureEdits(main, 'recommended', url, ROOT);
  edits = { keystroke: ours.keystroke / base.keystroke, shared: ours.shared / base.shared };
  say('\nedits in a warm process, milliseconds of processor time to lint a workflow file, and ratios');
  for (const kind of ['keystroke', 'shared'] as const) {
    const name = kind === 'shared' ? 'in a shared helper' : 'keystroke';
    say(`  ${name.padEnd(20)} ${base[kind].toFixed(1)} -> ${ours[kind].toFixed(1)}  ${edits[kind].toFixed(2)}`);
  }
}

let rulesOfTen: number | undefined;
if (values.rules) {
  const { rules, base, count, findings } = measureRules(main, url, ROOT);
  rulesOfTen = rules / base;
  say(
    `\na file with ten workflows whose model is known: ${rules.toFixed(1)} ms for all ${String(count)} rules, ${String(findings)} findings; ${rulesOfTen.toFixed(2)} of the linter with one empty rule`,
  );
}

/** The plugin in Oxlint, over ESLint with one empty rule. */
function compareOxlint(rules: readonly string[], name: string, settings?: object): number | undefined {
  const result = measureOxlint(main, plugin, rules, runs, settings);
  const base = ownMeasures.get('empty');
  if ('problem' in result || base === undefined) {
    say(`oxlint, ${name} failed: ${'problem' in result ? result.problem : 'no base'}`);
    return undefined;
  }
  const ratio = result.cpu / base.cpu;
  say(`oxlint, ${name}: time ${ratio.toFixed(2)} of ESLint with one empty rule  ${String(result.findings)} findings`);
  return ratio;
}

let oxlint: number | undefined;
let oxlintKept: number | undefined;
if (values.oxlint) {
  const { recommended } = ((await import(url)) as { readonly default: typeof built }).default.configs;
  const rules = Object.keys(recommended.rules);
  say('');
  oxlint = compareOxlint(rules, 'recommended');
  const settings = { durable: { cache: true } };
  measureOxlint(main, plugin, rules, 1, settings);
  oxlintKept = compareOxlint(rules, 'kept', settings);
}

if (values.peers) {
  const { homes, skipped } = peerHomes();
  for (const home of homes) compare(home, main);
  for (const line of skipped) say(line);
}

const budgets = readBudgets();
const over = [
  ...overBudget(budgets, ratios),
  ...overLimit(budgets, 'growth', exponent),
  ...overLimit(budgets, 'oxlint', oxlint),
  ...overLimit(budgets, 'oxlint, kept', oxlintKept),
  ...overLimit(budgets, 'keystroke', edits?.keystroke),
  ...overLimit(budgets, 'shared helper', edits?.shared),
  ...overLimit(budgets, 'ten workflows', rulesOfTen),
];
say('');
for (const line of over) say(`over budget: ${line}`);
if (over.length === 0) say('within budget');
process.exitCode = over.length === 0 ? 0 : 1;

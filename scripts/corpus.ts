/**
 * Lints real repositories and scores the reports against hand-made labels.
 *
 * `--quick` lints only the files that labels speak of. `--sdk` judges all code as if it used that version. `all` turns every rule on.
 *
 * Exit codes: 0 no worse than the accepted run, or skipped because labels or clones are absent; 1 worse, or a crash that was not
 * accepted; 2 used wrongly, the plugin is not built, or, with `--required` (for CI), labels or clones are absent.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { readCommandLine, usedWrongly, VERSION } from './command-line.ts';
import {
  type Accepted,
  type AcceptedRun,
  compareRuns,
  readAccepted,
  restrictedTo,
  summaryOf,
} from './corpus/accepted.ts';
import { findClone, howToClone, isUnchanged, sourcesOf } from './corpus/clones.ts';
import { labelledFiles, readCoverage, readLabels, readRepositories, sdkMajorOf } from './corpus/labels.ts';
import { lintClone } from './corpus/lint.ts';
import { loadPlugin, rulesOfConfig } from './corpus/plugin.ts';
import { ADDENDA } from './corpus/rule-map.ts';
import { labelKey, score } from './corpus/score.ts';
import { printed } from './corpus/table.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const ACCEPTED_FILE = path.join(PROJECT, 'tests', 'corpus', 'accepted.json');
const PREFIX = 'durable';

const USAGE = `npm run corpus -- <folder-of-clones> [--config recommended|strict|all] [--repo owner/name] [--sdk 5.3.0] [--quick]
       [--labels folder] [--accept] [--json] [--verbose] [--plugin src/index.ts] [--required]`;
const { values, words } = readCommandLine({
  usage: USAGE,
  words: { says: 'a folder', pattern: /./u },
  forms: { sdk: VERSION },
  options: {
    labels: { type: 'string', default: path.join(PROJECT, '..', 'shared', 'corpus') },
    config: { type: 'string', default: 'recommended' },
    repo: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    sdk: { type: 'string' },
    accept: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    plugin: { type: 'string', default: path.join(PROJECT, 'dist', 'index.js') },
    required: { type: 'boolean', default: false },
  },
});

function leave(message: string, code: number): never {
  process.stderr.write(`corpus: ${message}\n`);
  process.exit(code);
}

function skip(message: string): never {
  leave(`skipped: ${message}`, values.required ? 2 : 0);
}

function readLabelFile(name: string): string {
  const file = path.join(values.labels, name);
  if (!existsSync(file)) skip(`no ${name} in ${values.labels}; name the folder of the labels with --labels`);
  return readFileSync(file, 'utf8');
}

const [folder, ...more] = words;
if (folder === undefined || more.length > 0) usedWrongly('One folder that holds the clones is wanted', USAGE);
const repositories = readRepositories(readLabelFile('repos.json'));
const labels = readLabels(readLabelFile('labels.json'));
const coverage = readCoverage(readLabelFile('coverage.json'));

const unknown = values.repo?.find((wanted) => !repositories.some(({ repo }) => repo === wanted));
if (unknown !== undefined) leave(`no labels for ${unknown}`, 2);
const wanted = repositories.filter(({ repo }) => values.repo?.includes(repo) ?? true);
const clones = wanted.flatMap((repository) => findClone(folder, repository) ?? []);
const absent = wanted.filter(({ repo }) => !clones.some((clone) => clone.repository.repo === repo));
if (clones.length === 0 && absent[0]) skip(`no clones in ${folder}; for example: ${howToClone(folder, absent[0])}`);
if (absent.length > 0 && values.required) leave(`no clone of ${absent.map(({ repo }) => repo).join(', ')}`, 2);
for (const repository of absent) process.stderr.write(`corpus: not there: ${howToClone(folder, repository)}\n`);
for (const { repository, commit } of clones) {
  if (commit !== undefined && commit !== repository.commit) {
    process.stderr.write(`corpus: ${repository.repo} is at ${commit}, labelled at ${repository.commit}\n`);
  }
}

const plugin =
  (await loadPlugin(values.plugin, PREFIX)) ?? leave(`${values.plugin} is not there; run \`npm run build\` first`, 2);
const rules = rulesOfConfig(plugin, values.config) ?? leave(`the plugin has no config ${values.config}`, 2);

const labelled = labelledFiles(labels, coverage);
const results = clones.map((clone) => {
  const sources = sourcesOf(clone.root).filter(
    (file) => !values.quick || labelled.has(`${clone.repository.repo} ${file}`),
  );
  const result = lintClone(clone, sources, { plugin, rules, sdkVersion: values.sdk });
  process.stderr.write(`corpus: ${result.repo}: ${result.files} files, ${(result.milliseconds / 1000).toFixed(1)} s\n`);
  return result;
});

const cloneOf = new Map(clones.map((clone) => [clone.repository.repo, clone]));
const ours = labels.filter(({ repo }) => cloneOf.has(repo));
const drifted = ours.filter((label) => {
  const clone = cloneOf.get(label.repo);
  return clone === undefined || !isUnchanged(clone, label);
});
const judged = score({
  labels: ours.filter((label) => !drifted.includes(label)),
  coverage,
  addenda: ADDENDA,
  findings: results.flatMap(({ findings }) => findings),
  existingRules: plugin.ruleNames,
  enabledRules: new Set(Object.keys(rules).map((rule) => rule.slice(PREFIX.length + 1))),
  sdkMajor: (repo) => sdkMajorOf(values.sdk === undefined ? (cloneOf.get(repo)?.repository.sdk ?? []) : [values.sdk]),
});

const run = values.sdk === undefined ? values.config : `${values.config} for SDK ${values.sdk}`;
const isWhole = clones.length === repositories.length && !values.quick;
const accepted: Accepted = existsSync(ACCEPTED_FILE) ? readAccepted(readFileSync(ACCEPTED_FILE, 'utf8')) : {};
const now: AcceptedRun = summaryOf(judged, results.flatMap(({ crashes }) => crashes).length);
const before = accepted[run];
const isLinted = (repo: string, file: string): boolean =>
  cloneOf.has(repo) && (!values.quick || labelled.has(`${repo} ${file}`));
const diff = before && compareRuns(restrictedTo(before, isLinted), now, isWhole ? 'whole' : 'partial');
const report = { config: run, results, score: judged, drifted: drifted.map(labelKey), diff };
process.stdout.write(
  values.json ? `${JSON.stringify(report, undefined, 2)}\n` : printed(report, values.verbose ? 'everything' : 'judged'),
);

if (values.accept) {
  if (!isWhole) leave('only a run over all repositories can be accepted', 2);
  writeFileSync(ACCEPTED_FILE, `${JSON.stringify({ ...accepted, [run]: now }, undefined, 2)}\n`);
} else if ((diff?.drops ?? []).length > 0 || (diff === undefined && now.crashes > 0)) {
  process.exitCode = 1;
}

/**
 * Changes the source in small ways and counts how many of the changes a spec notices. Nothing is kept from run to run: Stryker does not
 * see that a case in a page of specs is new.
 *
 * A rule is held against the specs that name it (report: reports/mutation/rules.html), anything else against all specs (shared.html),
 * without the changes that act only while a module is loaded: those are tables, which tests/knowledge compares with their sources.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import type { MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { PERCENTAGE, readCommandLine, usedWrongly, WHOLE_NUMBER } from './command-line.ts';
import { counts, isNoticed } from './mutation/found.ts';
import type { SampleOptions } from './mutation/sample.ts';
import type { SpecRunnerOptions } from './mutation/spec-runner.ts';

const USAGE =
  'npm run mutation -- src/rules/no-recv-in-step.ts [more files] [--break 85] [--concurrency 2] [--sample 20 [--seed 1]]';
const { values, words: files } = readCommandLine({
  usage: USAGE,
  words: {
    says: 'a file of src/analysis, src/rules or src/fixes',
    pattern: /^src\/(?:analysis|rules|fixes)\/.+\.ts$/u,
  },
  forms: { break: PERCENTAGE, concurrency: WHOLE_NUMBER, sample: PERCENTAGE, seed: WHOLE_NUMBER },
  options: {
    break: { type: 'string', default: '85' },
    concurrency: { type: 'string', default: '2' },
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
if (files.length === 0) usedWrongly('Name the files to change', USAGE);
const absent = files.find((file) => !existsSync(file));
if (absent !== undefined) usedWrongly(`There is no file '${absent}'`, USAGE);

/** The specs; what holds for all rules; and the tests of repairs and of single questions that start no program. */
const SPECS = ['tests/specs.test.ts', 'tests/configs.test.ts'];
const MORE_SPECS = ['tests/analysis', 'tests/fixes'].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);
/** These start a type checker for each output, or analyse thousands of files. */
const SLOW = new Set(['tests/fixes/outputs.test.ts', 'tests/fixes/types.test.ts', 'tests/analysis/bounds.test.ts']);
const PLUGINS = ['spec-runner', 'sample', 'type-checker', 'declared', 'found'].map((name) =>
  join(import.meta.dirname, 'mutation', `${name}.ts`),
);
const NODE_ARGUMENTS = ['--import', 'tsx'];
const SAMPLE: SampleOptions['sample'] = { percentage: Number(values.sample), seed: values.seed };

const isRule = (file: string): boolean => file.startsWith('src/rules/');
const rules = files.filter(isRule);
const others = files.filter((file) => !isRule(file));

// What a rule's file says of the rule acts while it is loaded, and the specs of other rules do not read it.
if (rules.length > 0)
  tell(rules, await measure(rules, 'rules', { files: SPECS, rules: rules.map((file) => basename(file, '.ts')) }));
if (others.length > 0) {
  const more = MORE_SPECS.filter((file) => file.endsWith('.test.ts') && !SLOW.has(file));
  tell(others, await measure(others, 'shared', { files: [...SPECS, ...more] }, { ignoreStatic: true }));
}

async function measure(
  mutate: readonly string[],
  report: string,
  specs: SpecRunnerOptions['specs'],
  more: Readonly<Record<string, unknown>> = {},
): Promise<readonly MutantResult[]> {
  const options = {
    mutate,
    testRunner: 'specs',
    checkers: SAMPLE.percentage < 100 ? ['sample', 'types'] : ['types'],
    ignorers: ['declared'],
    plugins: PLUGINS,
    // The plugins are TypeScript.
    testRunnerNodeArgs: NODE_ARGUMENTS,
    checkerNodeArgs: NODE_ARGUMENTS,
    specs,
    sample: SAMPLE,
    coverageAnalysis: 'perTest',
    htmlReporter: { fileName: join('reports', 'mutation', `${report}.html`) },
    reporters: ['html', 'found'],
    ignorePatterns: ['dist', 'coverage', '.cache', 'docs/proofs.json'],
    // Text is compared by the specs where it matters.
    mutator: { excludedMutations: ['StringLiteral'] },
    concurrency: Number(values.concurrency),
    // Modules that were loaded are never given back.
    maxTestRunnerReuse: 200,
    warnings: { unknownOptions: false },
    // On a busy machine a run takes longer than the first one; what never ends is mostly noticed by the hits of the change.
    timeoutFactor: 5,
    timeoutMS: 60_000,
    // The dry run of all specs, in minutes.
    dryRunTimeoutMinutes: 20,
    allowConsoleColors: false,
    logLevel: 'warn',
    ...more,
  };
  return new Stryker(options as never).runMutationTest();
}

/** Prints the score of each file and of all of them, and fails the run when a score is too low. */
function tell(measured: readonly string[], results: readonly MutantResult[]): void {
  const counted = results.filter(counts);
  for (const file of measured)
    tellScore(
      file,
      counted.filter(({ fileName }) => resolve(fileName) === resolve(file)),
    );
  if (measured.length > 1) tellScore(`All ${measured.length} files`, counted);
}

function tellScore(name: string, counted: readonly MutantResult[]): void {
  const score = counted.length === 0 ? 100 : (100 * counted.filter(isNoticed).length) / counted.length;
  const ofWhat = SAMPLE.percentage < 100 ? `a sample of ${counted.length} changes` : `${counted.length} changes`;
  console.log(`${name}: ${score.toFixed(1)} % of ${ofWhat} are noticed`);
  if (score < Number(values.break)) process.exitCode = 1;
}

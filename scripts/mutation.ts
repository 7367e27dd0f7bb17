/**
 * Changes the source in small ways and counts how many of the changes a spec notices. Nothing is kept from run to run: Stryker does not
 * see that a case in a page of specs is new.
 *
 * A rule is held against its own specs (report: reports/mutation/<rule>.html), anything else against all specs (shared.html), without
 * the changes that act only while a module is loaded: those are tables, which tests/knowledge compares with their sources.
 */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import type { MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { PERCENTAGE, readCommandLine, usedWrongly, WHOLE_NUMBER } from './command-line.ts';

const USAGE = 'npm run mutation -- src/rules/no-recv-in-step.ts [more files] [--break 85] [--concurrency 2]';
const { values, words: files } = readCommandLine({
  usage: USAGE,
  words: {
    says: 'a file of src/analysis, src/rules or src/fixes',
    pattern: /^src\/(?:analysis|rules|fixes)\/.+\.ts$/u,
  },
  forms: { break: PERCENTAGE, concurrency: WHOLE_NUMBER },
  options: { break: { type: 'string', default: '85' }, concurrency: { type: 'string', default: '2' } },
});
if (files.length === 0) usedWrongly('Name the files to change', USAGE);
const absent = files.find((file) => !existsSync(file));
if (absent !== undefined) usedWrongly(`There is no file '${absent}'`, USAGE);

/** The specs, and what holds for all rules. */
const SPECS = ['tests/specs.test.ts', 'tests/configs.test.ts'];
const PLUGINS = ['spec-runner', 'type-checker', 'declared'].map((name) =>
  join(import.meta.dirname, 'mutation', `${name}.ts`),
);
const NODE_ARGUMENTS = ['--import', 'tsx'];

const isRule = (file: string): boolean => file.startsWith('src/rules/');
const others = files.filter((file) => !isRule(file));

// What a rule's file says of the rule acts while it is loaded, and the specs of other rules do not read it.
for (const file of files.filter(isRule)) {
  const name = basename(file, '.ts');
  tell([file], await measure([file], name, { names: `${name}|^configs` }));
}
if (others.length > 0) tell(others, await measure(others, 'shared', {}, { ignoreStatic: true }));

async function measure(
  mutate: readonly string[],
  report: string,
  specs: { readonly names?: string },
  more: Readonly<Record<string, unknown>> = {},
): Promise<readonly MutantResult[]> {
  const options = {
    mutate,
    testRunner: 'specs',
    checkers: ['types'],
    ignorers: ['declared'],
    plugins: PLUGINS,
    // The plugins are TypeScript.
    testRunnerNodeArgs: NODE_ARGUMENTS,
    checkerNodeArgs: NODE_ARGUMENTS,
    specs: { files: SPECS, ...specs },
    coverageAnalysis: 'perTest',
    htmlReporter: { fileName: join('reports', 'mutation', `${report}.html`) },
    reporters: ['html', 'clear-text'],
    clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
    ignorePatterns: ['dist', 'coverage', '.cache', 'docs/proofs.json'],
    // Text is compared by the specs where it matters.
    mutator: { excludedMutations: ['StringLiteral'] },
    concurrency: Number(values.concurrency),
    // Modules that were loaded are never given back.
    maxTestRunnerReuse: 25,
    warnings: { unknownOptions: false },
    timeoutMS: 60_000,
    // The dry run of all specs, in minutes.
    dryRunTimeoutMinutes: 20,
    allowConsoleColors: false,
    logLevel: 'warn',
    ...more,
  };
  return new Stryker(options as never).runMutationTest();
}

/** Prints the score of each file, and fails the run when one is too low. What does not compile counts for nothing. */
function tell(measured: readonly string[], results: readonly MutantResult[]): void {
  for (const file of measured) {
    const counted = results.filter(
      ({ fileName, status }) => resolve(fileName) === resolve(file) && !['Ignored', 'CompileError'].includes(status),
    );
    const noticed = counted.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
    const score = counted.length === 0 ? 100 : (100 * noticed) / counted.length;
    console.log(`${file}: ${score.toFixed(1)} % of ${counted.length} changes are noticed`);
    if (score < Number(values.break)) process.exitCode = 1;
  }
}

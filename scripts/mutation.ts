/**
 * Changes the source in small ways and counts how many of the changes a spec notices. Files are taken one by one, since a run over everything
 * takes a day. Nothing is kept from run to run: Stryker does not see that a case in a page of specs is new.
 *
 * A rule is held against the specs that name it, anything else against all specs. The report is reports/mutation/<file>.html.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

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

let isLow = false;
for (const file of files) {
  const name = basename(file, '.ts');
  // Read by vitest.mutation.config.ts, in the processes that Stryker starts.
  process.env['MUTATION_SPECS'] = file.startsWith('src/rules/') ? name : '';
  const report = join('reports', 'mutation', name);
  const results = await new Stryker({
    mutate: [file],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', '@stryker-mutator/typescript-checker'],
    // What does not compile is noticed before any spec runs, and counts for nothing.
    checkers: ['typescript'],
    tsconfigFile: 'tsconfig.json',
    vitest: { configFile: 'vitest.mutation.config.ts', related: false },
    coverageAnalysis: 'perTest',
    htmlReporter: { fileName: `${report}.html` },
    reporters: ['html', 'clear-text'],
    clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
    ignorePatterns: ['dist', 'coverage', '.cache', 'docs/proofs.json'],
    // Text is compared by the specs where it matters.
    mutator: { excludedMutations: ['StringLiteral'] },
    concurrency: Number(values.concurrency),
    timeoutMS: 60_000,
    allowConsoleColors: false,
    logLevel: 'warn',
  } as never).runMutationTest();
  const noticed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const measured = results.filter(({ status }) => status !== 'Ignored' && status !== 'CompileError').length;
  const score = measured === 0 ? 100 : (100 * noticed) / measured;
  const lines = readFileSync(file, 'utf8').split('\n').length;
  console.log(`${file}: ${score.toFixed(1)} % of ${measured} changes are noticed (${lines} lines)`);
  isLow ||= score < Number(values.break);
}
process.exitCode = isLow ? 1 : 0;

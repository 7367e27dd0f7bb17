/**
 * Everything that CI checks, on a fresh clone or a used one: installs and builds what is missing, runs the static checks two at a
 * time and then the tests, and ends with the tests that failed and the line `N passed, N failed`. A check counts as one; the tests count one by one.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { ensureBuilt, ensureInstalled, root } from './bootstrap.mjs';

/** What each check is called in the summary, and its npm script. */
const CHECKS = [
  { title: 'derived files are up to date', script: ['generate', '--', '--check'] },
  { title: 'types', script: ['typecheck'] },
  { title: 'lint', script: ['lint'] },
  { title: 'unused code', script: ['check:unused'] },
  { title: 'formatting', script: ['check:format'] },
  { title: 'package', script: ['check:package'] },
];

const start = Date.now();
ensureInstalled();
ensureBuilt();

const results = await runChecks(CHECKS, 2);
results.push(await runTests());

console.log('\nSummary');
for (const { title, passed, failed, seconds } of results) {
  const count = passed + failed > 1 ? ` (${passed} passed, ${failed} failed)` : '';
  console.log(`  ${failed === 0 ? 'ok    ' : 'FAILED'}  ${title}${count}  ${seconds.toFixed(1)} s`);
}
const passed = sum(results.map((result) => result.passed));
const failed = sum(results.map((result) => result.failed));
console.log(`  in ${((Date.now() - start) / 1000).toFixed(0)} s\n`);
for (const { name, message } of results.flatMap((result) => result.failures ?? []))
  console.log(`FAILED  ${name}\n  ${message}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs the checks, `lanes` at a time, and prints the output of those that fail. */
async function runChecks(checks, lanes) {
  const waiting = [...checks.entries()];
  const done = [];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [position, { title, script }] = next;
      const { code, output, seconds } = await npmRun(script, 'pipe');
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${title}  ${seconds.toFixed(1)} s`);
      if (code !== 0) console.log(output);
      done[position] = { title, seconds, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

/** Runs vitest with its own output and counts from its report. A run without a report, or without a test, is one failure. */
async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'durable-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, seconds } = await npmRun(['vitest', '--', ...reporters], 'inherit');
  const counts = countsOf(report);
  rmSync(folder, { recursive: true, force: true });
  // A failure outside any test (a hook, an unhandled rejection, a file that does not load) shows only in the exit code.
  const silent = code !== 0 && counts.failed === 0 ? 1 : 0;
  return { title: 'tests', seconds, ...counts, failed: counts.failed + silent };
}

function countsOf(report) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numPassedTests + numFailedTests === 0 ? 1 : numFailedTests;
    return { passed: numPassedTests, failed, failures: testResults.flatMap(failuresOf) };
  } catch {
    return { passed: 0, failed: 1, failures: [] };
  }
}

/** The failed tests of a file, each with the first line of what it says. */
function failuresOf({ name: file, assertionResults }) {
  return assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => ({
      name: `${relative(root, file)} > ${fullName}`,
      message: failureMessages[0]?.split('\n', 1)[0] ?? '',
    }));
}

/** Runs an npm script and resolves when it has ended, whatever its exit code. */
function npmRun(script, stdio) {
  const start = Date.now();
  return new Promise((resolve) => {
    // On Windows npm is a batch file, which only a shell can start.
    const child = spawn('npm', ['run', '--silent', ...script], {
      cwd: root,
      stdio: ['ignore', stdio, stdio],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message, seconds: 0 }));
    child.on('close', (code) => resolve({ code, output, seconds: (Date.now() - start) / 1000 }));
  });
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

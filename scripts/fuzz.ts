/**
 * Looks for texts on which the plugin throws, hangs, grows without bounds, or breaks code with a repair. Every rule is on.
 *
 * The folders hold the sources to begin with; without one, the installed packages. Each file is tried whole, with its functions made
 * workflows and steps, and mutated; then come generated programs. What fails is written below `--out`, and the exit code is 1.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import fc from 'fast-check';

import { readCommandLine, usedWrongly, WHOLE_NUMBER } from './command-line.ts';
import { program } from './fuzz/programs.ts';
import { sourcesBelow, spread } from './fuzz/sources.ts';
import { tryOut, type Failure } from './fuzz/trial.ts';
import type { Answer, Task } from './fuzz/worker.ts';

/** Milliseconds after which a text counts as a hang, and its process is ended. */
const HANG = 60_000;
/** The memory that linting may take, whatever was linted before. */
const MEMORY = 2 * 1024 ** 3;

const USAGE =
  'npm run fuzz -- [folder ...] [--seed 1] [--files 2000] [--mutations 2] [--programs 500] [--out reports/fuzz]';
const { values, words } = readCommandLine({
  usage: USAGE,
  words: { says: 'a folder', pattern: /./u },
  forms: { seed: WHOLE_NUMBER, files: WHOLE_NUMBER, mutations: WHOLE_NUMBER, programs: WHOLE_NUMBER },
  options: {
    seed: { type: 'string', default: '1' },
    files: { type: 'string', default: '2000' },
    mutations: { type: 'string', default: '2' },
    programs: { type: 'string', default: '500' },
    out: { type: 'string', default: join(import.meta.dirname, '..', 'reports', 'fuzz') },
  },
});
const seed = Number(values.seed);
const absent = words.find((folder) => !existsSync(folder));
if (absent !== undefined) usedWrongly(`There is no folder '${absent}'`, USAGE);
const folders = words.length > 0 ? words : [join(import.meta.dirname, '..', 'node_modules')];
const files = spread(folders.flatMap(sourcesBelow), Number(values.files));

const totals = { trials: 0, unparsed: 0, findings: 0, repairs: 0, slowest: 0, memory: 0 };
const failed = new Map<string, number>();

let child = start();
for (const [index, task] of [...tasks()].entries()) {
  const answer = await ask(task);
  if (answer === undefined) {
    note({ kind: 'slow', detail: `no answer in ${HANG} ms, or the process ended` }, task.file, '');
    child.kill('SIGKILL');
    child = start();
    continue;
  }
  count(answer.trial);
  totals.memory = Math.max(totals.memory, answer.memory);
  for (const failure of answer.trial.failures) note(failure, task.file, answer.text);
  if (index % 500 === 499) console.error(`${index + 1} trials, ${Math.round(answer.memory / 1024 ** 2)} MB`);
}
child.kill();
if (totals.memory > MEMORY) note({ kind: 'slow', detail: `${totals.memory} bytes of memory` }, 'all.ts', '');
generate();

console.log(
  `${totals.trials} trials (${totals.unparsed} did not parse), ${totals.findings} findings, ${totals.repairs} with a repair; ` +
    `slowest ${Math.round(totals.slowest)} ms, at most ${Math.round(totals.memory / 1024 ** 2)} MB`,
);
console.log(`${[...failed.values()].reduce((sum, times) => sum + times, 0)} failures of ${failed.size} kinds`);
for (const [kind, times] of failed) console.log(`  ${times} x ${kind}`);
process.exitCode = failed.size > 0 ? 1 : 0;

function* tasks(): Iterable<Task> {
  for (const [index, file] of files.entries()) {
    const other = files[(index * 7 + seed) % files.length] ?? file;
    const task = { file, other, seed, variant: index % 2 === 0 ? 'default' : 'eager' } as const;
    yield { ...task, shape: 'whole' };
    yield { ...task, shape: 'durable' };
    for (let round = 0; round < Number(values.mutations); round++) {
      yield { ...task, shape: 'mutated', seed: seed + round };
    }
  }
}

function start(): ChildProcess {
  const worker = fork(join(import.meta.dirname, 'fuzz', 'worker.ts'), { execArgv: ['--import', 'tsx'] });
  worker.setMaxListeners(0);
  return worker;
}

/** What the process says of a task; undefined when it says nothing in time. */
async function ask(task: Task): Promise<Answer | undefined> {
  const worker = child;
  return await new Promise((resolve) => {
    const timer = setTimeout(() => finish(undefined), HANG);
    const finish = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      worker.off('message', finish).off('exit', ended);
      resolve(answer);
    };
    const ended = (): void => finish(undefined);
    worker.on('message', finish).on('exit', ended);
    worker.send(task);
  });
}

function generate(): void {
  const texts = fc.sample(program, { seed, numRuns: Number(values.programs) });
  for (const [index, text] of texts.entries()) {
    const trial = tryOut('/generated/program.ts', text, index % 2 === 0 ? 'default' : 'eager');
    count(trial);
    for (const failure of trial.failures) note(failure, 'program.ts', text);
  }
}

function count(trial: Answer['trial']): void {
  totals.trials++;
  if (!trial.parsed) totals.unparsed++;
  totals.findings += trial.findings;
  totals.repairs += trial.repairs;
  totals.slowest = Math.max(totals.slowest, trial.milliseconds);
}

/** Keeps the first text of every kind of failure. */
function note(failure: Failure, file: string, text: string): void {
  const place = failure.kind === 'throws' ? (failure.where.split('\n')[0] ?? '').trim() : '';
  const key = `${failure.kind}: ${failure.detail.replaceAll(/\d+/gu, 'N').split('\n', 1)[0]?.slice(0, 140) ?? ''} ${place}`;
  const times = failed.get(key) ?? 0;
  failed.set(key, times + 1);
  if (times > 0) return;
  const target = join(values.out, `${failed.size}${extname(file)}`);
  mkdirSync(values.out, { recursive: true });
  const output = 'output' in failure ? `\n/* ======== became ========\n${failure.output}\n*/` : '';
  const where = failure.kind === 'throws' ? `\n${failure.where}` : '';
  writeFileSync(target, text);
  writeFileSync(`${target}.txt`, `${file}\n${failure.kind}: ${failure.detail}${where}${output}\n`);
  console.error(`${target}: ${key}`);
}

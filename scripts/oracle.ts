/**
 * `npm run oracle`: runs every example of the rules' pages, and what `--fix` and each suggestion make of it, crashes it at every step, and keeps what was seen
 * in docs/proofs.json. `-- --in-process` leaves out the real crash; `-- --runs 10` runs all so often in one process, compares, measures and keeps
 * nothing; `-- --check` runs nothing and lists the examples that have no proof; page names restrict the run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { placeOf, type Example } from '../tests/docs-examples.ts';
import { rulePages, startOrSkip } from '../tests/oracle/corpus.ts';
import { CrashOracle } from '../tests/oracle/crash.ts';
import { repairedOf } from '../tests/oracle/fix.ts';
import { InProcessOracle } from '../tests/oracle/in-process.ts';
import { sdkVersion } from '../tests/oracle/sdk-version.ts';
import { sightOf } from '../tests/oracle/sight.ts';
import type { Observation } from '../tests/oracle/trace.ts';
import { refutationOf } from '../tests/oracle/verdict.ts';
import { readCommandLine, usedWrongly, WHOLE_NUMBER } from './command-line.ts';
import { runAgain, type Oracle } from './oracle-runs.ts';
import { digestOf, namedExamples, readProofs, writeProofs, type Proof } from './proofs.ts';

const root = join(import.meta.dirname, '..');
const USAGE = 'npm run oracle -- [part of the name of a page ...] [--in-process] [--runs 10] [--check]';
const { values, words: wanted } = readCommandLine({
  usage: USAGE,
  words: { says: 'a page', pattern: /./u },
  options: {
    'in-process': { type: 'boolean', default: false },
    runs: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
  forms: { runs: WHOLE_NUMBER },
});
const missing = wanted.find((word) => !rulePages().some((page) => page.includes(word)));
if (missing !== undefined) usedWrongly(`There is no page '${missing}'`, USAGE);
const pages = rulePages().filter((page) => wanted.length === 0 || wanted.some((word) => page.includes(word)));
if (values.check) checkProofs();
const inProcess = await startOrSkip<Oracle>('The oracle in this process', () => InProcessOracle.start());
if (values.runs !== undefined) await repeat(Number(values.runs));
const crash = values['in-process'] ? undefined : await startOrSkip<Oracle>('The real crash', () => CrashOracle.start());

const known = new Set(rulePages().flatMap((page) => named(page).map(({ name }) => name)));
const proofs = new Map(Object.entries(readProofs()).filter(([name]) => known.has(name)));
let failed = 0;
let proved = 0;

for (const page of pages) {
  for (const { name, example } of named(page)) {
    const rewound = inProcess && (await tried(inProcess, example, 'rewound'));
    const crashed = crash && (await tried(crash, example, 'crashed'));
    const best = crashed ?? rewound;
    if (best) {
      const by = crashed ? 'crashed' : 'rewound';
      const proof = { digest: digestOf(example), sdk: sdkVersion(), by, seen: sightOf(example, best) } as const;
      if (!isStronger(proofs.get(name), proof)) proofs.set(name, proof);
    } else proofs.delete(name);
    for (const { how, repaired } of repairedOf(example)) {
      if (inProcess) await tried(inProcess, repaired, `rewound, ${how}`);
      if (crash) await tried(crash, repaired, `crashed, ${how}`);
    }
  }
}
const unwritten = writeProofs(Object.fromEntries(proofs));
await inProcess?.stop();
await crash?.stop();
console.log(`${String(proved)} proved, ${String(failed)} failed`);
if (unwritten !== undefined) console.error(`The proofs are not kept: ${unwritten}`);
if (failed > 0 || unwritten !== undefined || (!inProcess && !crash)) process.exitCode = 1;

/** Whether a process was killed for the proof that is kept, and none for the new one of the same example. */
function isStronger(kept: Proof | undefined, { digest, sdk, by }: Proof): boolean {
  return kept?.digest === digest && kept.sdk === sdk && kept.by === 'crashed' && by === 'rewound';
}

/** Ends the process: with an error when an example is not proved in every run. */
async function repeat(count: number): Promise<never> {
  if (!inProcess) process.exit(1);
  const unsteady = await runAgain(
    inProcess,
    pages.flatMap(named).map(({ example }) => example),
    count,
  );
  await inProcess.stop();
  process.exit(unsteady === 0 ? 0 : 1);
}

/** Ends the process: with an error when an example is not proved as it stands. */
function checkProofs(): never {
  const kept = readProofs();
  const open = pages.flatMap(named).filter(({ name, example }) => kept[name]?.digest !== digestOf(example));
  for (const { example } of open) console.log(`${placeOf(example)} has no proof: run \`npm run oracle\`.`);
  process.exit(open.length === 0 ? 0 : 1);
}

function named(page: string): ReturnType<typeof namedExamples> {
  return namedExamples(page, readFileSync(join(root, page), 'utf8'));
}

/** The observation when it proves what the example declares; otherwise says why not. */
async function tried(oracle: Oracle, example: Example, how: string): Promise<Observation | undefined> {
  const title = `${placeOf(example)} ${example.verdict ?? ''} (${how})`;
  try {
    const observation = await oracle.observe(example);
    const refutation = refutationOf(example, observation);
    if (refutation === undefined) {
      proved++;
      console.log(`ok      ${title}`);
      return observation;
    }
    console.log(`FAILED  ${title}: ${refutation}`);
  } catch (error) {
    console.log(`FAILED  ${title}: ${error instanceof Error ? error.message : String(error)}`);
  }
  failed++;
  return undefined;
}

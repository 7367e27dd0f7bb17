/** Several runs of the oracle one after the other: whether each example shows the same in all of them, and what a run takes. */
import { placeOf, type Example } from '../tests/docs-examples.ts';
import { repairedOf } from '../tests/oracle/fix.ts';
import { sightOf } from '../tests/oracle/sight.ts';
import type { Observation } from '../tests/oracle/trace.ts';
import { refutationOf } from '../tests/oracle/verdict.ts';

/** Whatever can observe an example. */
export interface Oracle {
  readonly observe: (example: Example) => Promise<Observation>;
  readonly stop: () => Promise<void>;
}

/** One example and what happens to it. */
interface Case {
  readonly title: string;
  readonly example: Example;
}

/** What one run showed of a case: that it is proved, with what was seen, or why not. */
interface Shown {
  readonly verdict: string;
  readonly seen: string;
}

/** Runs all `count` times, says what it saw, and gives the number of cases that are not proved in every run. */
export async function runAgain(oracle: Oracle, examples: readonly Example[], count: number): Promise<number> {
  const cases = examples.flatMap((example) => [
    { title: `${placeOf(example)} ${example.verdict ?? ''}`, example },
    ...repairedOf(example).map(({ how, repaired }) => ({ title: `${placeOf(example)}, ${how}`, example: repaired })),
  ]);
  console.log(`${String(examples.length)} examples and ${String(cases.length - examples.length)} repairs of them`);
  const runs: (readonly Shown[])[] = [];
  for (let run = 1; run <= count; run++) runs.push(await runOnce(oracle, cases, run));
  let unsteady = 0;
  let seenOtherwise = 0;
  for (const [index, { title }] of cases.entries()) {
    const shown = runs.map((run) => run[index] ?? { verdict: 'nothing', seen: '' });
    const others = shown.flatMap(({ verdict }, run) =>
      verdict === 'proved' ? [] : [`in run ${String(run + 1)}: ${verdict}`],
    );
    if (others.length > 0) console.log(`FAILED  ${title} ${others.join('; ')}`);
    unsteady += others.length > 0 ? 1 : 0;
    const sights = new Set(shown.map(({ seen }) => seen));
    if (sights.size > 1) console.log(`differs ${title}:\n${[...sights].map((seen) => `          ${seen}`).join('\n')}`);
    seenOtherwise += sights.size > 1 ? 1 : 0;
  }
  console.log(
    `${String(count)} runs: ${String(cases.length - unsteady)} of ${String(cases.length)} proved in each, ${String(seenOtherwise)} not seen alike in all`,
  );
  return unsteady;
}

async function runOnce(oracle: Oracle, cases: readonly Case[], run: number): Promise<Shown[]> {
  const start = performance.now();
  const used = process.cpuUsage();
  let replays = 0;
  let spent = 0;
  const shown: Shown[] = [];
  for (const { example } of cases) {
    try {
      const observation = await oracle.observe(example);
      replays += observation.recoveries.length;
      spent += observation.spent;
      shown.push({ verdict: refutationOf(example, observation) ?? 'proved', seen: sightOf(example, observation) });
    } catch (error) {
      shown.push({ verdict: error instanceof Error ? error.message : String(error), seen: '' });
    }
  }
  const { user, system } = process.cpuUsage(used);
  const processor = (user + system) / 1e6;
  const each = 150 / cases.length;
  const clock = (performance.now() - start) / 1000;
  console.log(
    `run ${String(run)}: ${String(shown.filter(({ verdict }) => verdict === 'proved').length)} proved in ${clock.toFixed(1)} s, ${processor.toFixed(1)} s of the processor; ` +
      `${String(replays)} replays of ${(spent / replays).toFixed(0)} ms; 150 examples ${(clock * each).toFixed(1)} s, ${(processor * each).toFixed(1)} s of the processor`,
  );
  return shown;
}

/**
 * The oracle proves what was measured on the engine by hand, and refuses what is not so: each fixture is declared as it is, and then
 * wrongly.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { declaredAs, parseExamples, placeOf, verdicts, type Example } from '../docs-examples.ts';
import { examplesOf, fixturePages, isRun, startOrSkip, titleOf } from './corpus.ts';
import { queueModule } from './engine-settings.ts';
import { ExampleFault } from './evaluate.ts';
import { InProcessOracle } from './in-process.ts';
import { refutationOf } from './verdict.ts';

let oracle: InProcessOracle | undefined;
let replays = 0;
let spent = 0;

beforeAll(async () => {
  oracle = await startOrSkip('The oracle in this process', () => InProcessOracle.start());
});
afterAll(async () => {
  await oracle?.stop();
});

for (const page of fixturePages()) {
  describe(page, () => {
    for (const example of examplesOf(page).filter(isRun)) {
      it(titleOf(example), async ({ skip }) => {
        if (!oracle) return skip();
        const observation = await oracle.observe(example);
        replays += observation.recoveries.length;
        spent += observation.spent;
        expect(example.faults).toEqual([]);
        expect(refutationOf(example, observation), placeOf(example)).toBeUndefined();
        // The same observation must refute what the example is not.
        for (const wrong of wrongOf(example))
          expect(refutationOf(wrong, observation), `${placeOf(example)} declared ${wrong.verdict ?? ''}`).toEqual(
            expect.any(String),
          );
      });
    }
  });
}

/** Declarations that cannot hold of an example that is proved to be what it says. */
function wrongOf(example: Example): Example[] {
  // It is right in a run, and is not meant to be refuted.
  if (example.verdict === 'works') return [];
  if (example.kind === 'incorrect') {
    return [
      declaredAs(example, 'correct', 'equal'),
      ...(example.verdict === 'throws' ? [declaredAs(example, 'incorrect', 'throws', '999')] : []),
    ];
  }
  return verdicts
    .filter((verdict) => verdict !== 'equal' && verdict !== 'works')
    .map((verdict) => declaredAs(example, 'incorrect', verdict, verdict === 'throws' ? '21' : undefined));
}

describe('the harness', () => {
  it('has a fixture of each verdict', () => {
    const declared = new Set(
      fixturePages()
        .flatMap(examplesOf)
        .map(({ verdict }) => verdict),
    );
    expect([...declared]).toEqual(expect.arrayContaining([...verdicts]));
  });

  it('takes less than 60 ms for a replay', ({ skip }) => {
    if (!oracle) return skip();
    expect(replays).toBeGreaterThan(100);
    // Of the processor, so that it does not matter what else the machine does.
    expect(spent / replays).toBeLessThan(60);
  });

  it('wants a name that nobody declares to be declared', async ({ skip }) => {
    if (!oracle) return skip();
    await expect(
      oracle.observe(one('export const order = DBOS.registerWorkflow(async () => ship2(1), { name: "order" });')),
    ).rejects.toThrow(
      new ExampleFault(
        '`ship2` is neither declared nor in the prelude: declare it (`declare function ship2(): Promise<void>`) or import it.',
      ),
    );
  });

  it('wants the workflow that it is to run to exist', async ({ skip }) => {
    if (!oracle) return skip();
    const text = 'export const order = DBOS.registerWorkflow(async () => 1, { name: "order" });\n// run: pay(1)';
    await expect(oracle.observe(one(text))).rejects.toThrow(
      '`run: pay(1)` names no workflow of the example; it has order.',
    );
  });

  it('does not take an example that fails for a right one', async ({ skip }) => {
    if (!oracle) return skip();
    const example = one(
      'export const order = DBOS.registerWorkflow(async () => { throw new Error("broken"); }, { name: "order" });',
    );
    expect(refutationOf(example, await oracle.observe(example))).toBe('the workflow fails: Error: broken');
  });

  it('does not take a workflow that never ends for a right one', async ({ skip }) => {
    if (!oracle) return skip();
    const example = one(
      'export const order = DBOS.registerWorkflow(async () => new Promise(() => {}), { name: "order" });',
    );
    // Of one that is said to wait, the end is not waited for long.
    const observation = await oracle.observe(declaredAs(example, 'incorrect', 'waits'));
    expect(refutationOf(example, observation)).toBe('the workflow does not end');
  });

  it('knows nothing of the queues of the example before', async ({ skip }) => {
    if (!oracle) return skip();
    const started = (options: string): Example => {
      const text = `const order = DBOS.registerWorkflow(async () => 1, { name: 'order' });
export async function start() {
  await DBOS.registerQueue('orders'${options});
  await DBOS.startWorkflow(order, { queueName: 'orders' })();
}
// call: start()`;
      return declaredAs(one(text), 'incorrect', 'waits');
    };
    expect(refutationOf(started(''), await oracle.observe(started('')))).toMatch('no workflow waits');
    const closed = started(', { workerConcurrency: 0 }');
    // As on a machine that has much else to do.
    const pace = queueModule().wfQueueRunner.constructor;
    const usual = pace.reconcileIntervalMs;
    pace.reconcileIntervalMs = 60_000;
    try {
      expect(refutationOf(closed, await oracle.observe(closed))).toBeUndefined();
    } finally {
      pace.reconcileIntervalMs = usual;
    }
  });

  it('does not take an example without a workflow for a right one', async ({ skip }) => {
    if (!oracle) return skip();
    const example = one('export const order = 1;');
    expect(refutationOf(example, await oracle.observe(example))).toBe('it registers no workflow');
  });

  it('makes up arguments from declared types', async ({ skip }) => {
    if (!oracle) return skip();
    const example = one(
      'interface Order { id: string; items: string[]; paid?: boolean }\nexport const order = DBOS.registerWorkflow(async (order: Order, amount: number) => ({ order, amount }), { name: "order" });',
    );
    const { first } = await oracle.observe(example);
    expect(first?.outcome).toMatchObject({ kind: 'value' });
    expect(JSON.parse(first?.outcome?.kind === 'value' ? first.outcome.value : '{}')).toMatchObject({
      json: { order: { id: 'id-1', items: ['items-1', 'items-2'] }, amount: 10 },
    });
  });
});

describe('declarations', () => {
  it.each([
    ['incorrect', 'Nothing is declared: write `verdict=...`, or `static="why"` for what needs no run.'],
    ['correct', 'Nothing is declared: write `verdict=...`, or `static="why"` for what needs no run.'],
    [
      'incorrect verdict=explodes',
      'The verdict `explodes` is not known; known are diverges, silent, throws, repeats, kills, waits, loses, misses, works, equal.',
    ],
    ['incorrect verdict=equal', 'An incorrect example cannot be declared `equal`.'],
    ['correct verdict=silent', 'A correct example must be `equal`.'],
    ['incorrect verdict=silent static="x"', 'Both `verdict` and `static` are declared; only one can hold.'],
    ['incorrect static=""', '`static` needs its reason.'],
    ['incorrect verdict=misses', '`misses` needs to say what is missed: `wants=...`.'],
    [
      'incorrect verdict=silent colour=red',
      '`colour` is not known; known are verdict, code, static, run, call, request, send, ends, incomplete, before, restart, arrives, wants, fails, hangs, cancels.',
    ],
  ])('%s', (info, fault) => {
    expect(parseExamples(`\`\`\`ts ${info}\n1;\n\`\`\`\n`, 'page.md').map(({ faults }) => faults)).toEqual([[fault]]);
  });

  it('a fixed block is equal without saying so', () => {
    expect(parseExamples('```ts fixed\n1;\n```\n', 'page.md')).toMatchObject([
      { kind: 'fixed', verdict: 'equal', faults: [] },
    ]);
  });
});

function one(text: string): Example {
  const [example] = parseExamples(
    `\`\`\`ts correct verdict=equal\nimport { DBOS } from '@dbos-inc/dbos-sdk';\n${text}\n\`\`\`\n`,
    'inline.md',
  );
  if (!example) throw new Error('No example was read.');
  return example;
}

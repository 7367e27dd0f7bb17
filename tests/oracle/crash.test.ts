/** One example of each verdict, really crashed; and the server that this needs, under adverse conditions. `npm run oracle` crashes all. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { declaredAs, placeOf } from '../docs-examples.ts';
import { examplesOf, fixturePages, isRun, onePerVerdict, rulePages, startOrSkip, titleOf } from './corpus.ts';
import { CrashOracle } from './crash.ts';
import { NoPostgres, startPostgres } from './postgres.ts';
import { pause } from './time.ts';
import { refutationOf } from './verdict.ts';

let oracle: CrashOracle | undefined;

beforeAll(async () => {
  oracle = await startOrSkip('The real crash', () => CrashOracle.start());
});
afterAll(async () => {
  await oracle?.stop();
});

describe('crashed and recovered', () => {
  const examples = [...fixturePages(), ...rulePages()].flatMap(examplesOf).filter(isRun);
  for (const example of onePerVerdict(examples)) {
    it(`${example.file}, ${titleOf(example)}`, async ({ skip }) => {
      if (!oracle) return skip();
      const observation = await oracle.observe(example);
      expect(refutationOf(example, observation), placeOf(example)).toBeUndefined();
      // What merely could be better is right in a run.
      if (example.kind === 'incorrect' && example.verdict !== 'works') {
        expect(refutationOf(declaredAs(example, 'correct', 'equal'), observation)).toEqual(expect.any(String));
      }
    }, 120_000);
  }
});

describe('the server', () => {
  it('ends and leaves nothing when its owner is killed', async ({ skip }) => {
    if (!oracle || process.env['DURABLE_PG_URL'] !== undefined) return skip();
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('durable-oracle-'));
    const before = new Set(folders());
    const script = `import('${join(import.meta.dirname, 'postgres.ts')}').then((m) => m.startPostgres()).then((s) => { console.log(s.url('postgres')); setInterval(() => {}, 1000); })`;
    const owner = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise<string>((resolve) =>
      owner.stdout.once('data', (chunk: Buffer) => {
        resolve(chunk.toString().trim());
      }),
    );
    const made = folders().filter((name) => !before.has(name));
    expect(made).toHaveLength(1);
    expect(url).toMatch(/^postgresql:/);
    owner.kill('SIGKILL');
    const folder = join(tmpdir(), made[0] ?? '');
    for (let waited = 0; existsSync(folder) && waited < 200; waited++) await pause(50);
    expect(existsSync(folder)).toBe(false);
  }, 60_000);

  it('says in one line what is missing', async () => {
    const { arch } = process;
    Object.defineProperty(process, 'arch', { value: 'pdp11' });
    try {
      await expect(startPostgres()).rejects.toThrow(
        new NoPostgres(
          `No Postgres binaries for this machine (${process.platform}-pdp11): run \`npm install\` without \`--omit=optional\`, or set DURABLE_PG_URL to a server that may be filled with test data.`,
        ),
      );
    } finally {
      Object.defineProperty(process, 'arch', { value: arch });
    }
  });

  it('is not skipped silently in CI', async () => {
    const { CI } = process.env;
    process.env['CI'] = 'true';
    try {
      await expect(startOrSkip('The real crash', () => Promise.reject(new NoPostgres('nothing here')))).rejects.toThrow(
        'The real crash skipped: nothing here',
      );
    } finally {
      if (CI === undefined) delete process.env['CI'];
      else process.env['CI'] = CI;
    }
  });
});

/** A short piece of `npm run fuzz`, the same in every run: spoilt pages and specs, and generated programs. */
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { durable, strewn } from '../scripts/fuzz/durable.ts';
import { mutated } from '../scripts/fuzz/mutate.ts';
import { program } from '../scripts/fuzz/programs.ts';
import { randomOf, seedOf } from '../scripts/fuzz/random.ts';
import { sourcesBelow, spread, textOfFile } from '../scripts/fuzz/sources.ts';
import { tryOut } from '../scripts/fuzz/trial.ts';

const SEED = 20;
const files = spread(sourcesBelow(join(import.meta.dirname, 'rules')), 40);

/** Wherever a text comes from, no other file is beside it. */
const NOWHERE = '/nowhere/text.ts';

describe('no rule throws and no repair breaks code', { timeout: 180_000 }, () => {
  it('in a spec that was spoilt', () => {
    const failures = files.flatMap((file, index) => {
      const text = textOfFile(file);
      const random = randomOf(seedOf(text, SEED));
      const other = textOfFile(files[(index + 1) % files.length] ?? file);
      const spoilt = mutated(strewn(durable(NOWHERE, text, random), random), random, other);
      return tryOut(NOWHERE, spoilt, index % 2 === 0 ? 'default' : 'eager').failures.map((failure) => ({
        file,
        failure,
      }));
    });
    expect(failures).toEqual([]);
  });

  it('in a program that was generated', () => {
    const failures = fc
      .sample(program, { seed: SEED, numRuns: 8 })
      .flatMap((text) => tryOut(NOWHERE, text, 'default').failures);
    expect(failures).toEqual([]);
  });
});

/**
 * Every example of every rule's page does what it declares, on the engine, and so does what `eslint --fix` and each suggestion make of the incorrect ones.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { placeOf } from '../docs-examples.ts';
import { examplesOf, isRun, ruleOf, rulePages, startOrSkip, titleOf } from './corpus.ts';
import { isRule, repairedOf } from './fix.ts';
import { InProcessOracle } from './in-process.ts';
import { refutationOf } from './verdict.ts';

let oracle: InProcessOracle | undefined;

beforeAll(async () => {
  oracle = await startOrSkip('The oracle in this process', () => InProcessOracle.start());
});
afterAll(async () => {
  await oracle?.stop();
});

for (const page of rulePages()) {
  describe(page, () => {
    it('declares what its examples show', () => {
      expect(
        examplesOf(page).flatMap((example) => example.faults.map((fault) => `${placeOf(example)}: ${fault}`)),
      ).toEqual([]);
    });

    if (!isRule(ruleOf(page))) console.warn(`${page}: no such rule in the plugin yet, so its fixes were not run.`);
    for (const example of examplesOf(page).filter(isRun)) {
      it(titleOf(example), async ({ skip }) => {
        if (!oracle) return skip();
        expect(refutationOf(example, await oracle.observe(example)), placeOf(example)).toBeUndefined();
      });
      for (const { how, repaired } of repairedOf(example)) {
        it(`${how}, ${titleOf(example)}`, async ({ skip }) => {
          if (!oracle) return skip();
          expect(
            refutationOf(repaired, await oracle.observe(repaired)),
            `${placeOf(example)}, ${how}:\n${repaired.text}`,
          ).toBeUndefined();
        });
      }
    }
  });
}

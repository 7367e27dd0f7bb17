/**
 * Stryker's checker that leaves all but a sample of the changes out. Whether a change is in the sample depends on the seed, its place and
 * what it writes, and on no other change: a run with the same seed takes the same ones.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';

import { type Checker, type CheckResult, CheckStatus } from '@stryker-mutator/api/check';
import type { Mutant, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';

/** What `npm run mutation` tells the checker through Stryker's options. */
export interface SampleOptions {
  readonly sample: { readonly percentage: number; readonly seed: string };
}

const LEFT_OUT: CheckResult = { status: CheckStatus.CompileError, reason: 'It is not in the sample.' };

class Sample implements Checker {
  readonly #percentage: number;
  readonly #seed: string;

  constructor(options: StrykerOptions) {
    const { percentage, seed } = (options as unknown as SampleOptions).sample;
    this.#percentage = percentage;
    this.#seed = seed;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  group(mutants: readonly Mutant[]): Promise<string[][]> {
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }

  check(mutants: readonly Mutant[]): Promise<Record<string, CheckResult>> {
    const results = mutants.map((mutant): [string, CheckResult] => [
      mutant.id,
      this.#takes(mutant) ? { status: CheckStatus.Passed } : LEFT_OUT,
    ]);
    return Promise.resolve(Object.fromEntries(results));
  }

  #takes({ fileName, location, replacement }: Mutant): boolean {
    const change = JSON.stringify([this.#seed, path.relative('', fileName), location, replacement]);
    return createHash('sha256').update(change).digest().readUInt32BE() / 2 ** 32 < this.#percentage / 100;
  }
}

function sample(options: StrykerOptions): Sample {
  return new Sample(options);
}
sample.inject = tokens(commonTokens.options);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'sample', sample)];

/**
 * Stryker's test runner for the specs. They become modules once, which are loaded into this process; only the specs that reach a change
 * run against it, those first that noticed other changes of the same file, and no further than the first that fails. A change is
 * switched on in an instance that other changes ran in before. That instance is given up when a spec that noticed a change does
 * not pass without it: then the change, or one before it, left something behind, and the change runs again in a fresh instance.
 */
import path from 'node:path';

import { INSTRUMENTER_CONSTANTS, type InstrumenterContext, type StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  toMutantRunResult,
  TestStatus,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';

import type { RegisteredTest } from './registering.ts';
import { SpecBundle } from './spec-bundle.ts';

/** What `npm run mutation` tells the runner through Stryker's options. */
export interface SpecRunnerOptions {
  readonly specs: {
    /** The test files, relative to the root. */
    readonly files: readonly string[];
    /** The names of the rules that are changed: only tests that name one of them count. Absent: every test counts. */
    readonly rules?: readonly string[];
  };
}

class SpecRunner implements TestRunner {
  readonly #files: readonly string[];
  readonly #rules: readonly string[] | undefined;
  readonly #context: InstrumenterContext;
  readonly #bundles = new Map<string, SpecBundle>();
  /** The instances that changes run in, one for each test file. */
  #loaded: readonly RegisteredTest[] | undefined;
  /** The tests that noticed a change of a file, the last one first. */
  readonly #noticing = new Map<string, readonly string[]>();

  constructor(options: StrykerOptions, namespace: string) {
    const { specs } = options as unknown as SpecRunnerOptions;
    this.#files = specs.files;
    this.#rules = specs.rules;
    this.#context = (globalThis as Record<string, InstrumenterContext | undefined>)[namespace] ??= {};
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    for (const file of this.#files) this.#bundles.set(file, await SpecBundle.of(file));
  }

  async dryRun(): Promise<DryRunResult> {
    delete this.#context.activeMutant;
    const results: TestResult[] = [];
    for (const test of await this.#tests()) {
      if (this.#rules?.some((rule) => concerns(test.name, rule)) === false) continue;
      this.#context.currentTestId = test.name;
      results.push(await run(test));
      delete this.#context.currentTestId;
    }
    const { mutantCoverage } = this.#context;
    return { status: DryRunStatus.Complete, tests: results, ...(mutantCoverage && { mutantCoverage }) };
  }

  async mutantRun(change: MutantRunOptions): Promise<MutantRunResult> {
    this.#context.hitCount = 0;
    if (change.hitLimit === undefined) delete this.#context.hitLimit;
    else this.#context.hitLimit = change.hitLimit;
    const tests = await (change.mutantActivation === 'static' ? this.#runLoading(change) : this.#runLoaded(change));
    const limit = determineHitLimitReached(this.#context.hitCount, change.hitLimit);
    return toMutantRunResult(limit ?? { status: DryRunStatus.Complete, tests });
  }

  /** Runs a change that acts while its module is loaded. */
  async #runLoading({ activeMutant }: MutantRunOptions): Promise<TestResult[]> {
    const rule = path.basename(activeMutant.fileName, '.ts');
    const counts = (name: string): boolean => this.#rules === undefined || concerns(name, rule);
    const results: TestResult[] = [];
    this.#context.activeMutant = activeMutant.id;
    for (const bundle of this.#bundles.values()) {
      try {
        const tests = await bundle.load();
        results.push(...(await this.#runInOrder(tests, activeMutant.fileName, counts)));
      } catch (error) {
        results.push(brokenLoad(error));
      }
      if (results.some(isFailure)) break;
    }
    return results;
  }

  async #runLoaded({ activeMutant, testFilter = [] }: MutantRunOptions): Promise<TestResult[]> {
    const wanted = new Set(testFilter);
    for (;;) {
      const isFresh = this.#loaded === undefined;
      const tests = await this.#tests();
      this.#context.activeMutant = activeMutant.id;
      const results = await this.#runInOrder(tests, activeMutant.fileName, (name) => wanted.has(name));
      delete this.#context.activeMutant;
      const failure = results.find(isFailure);
      if (failure === undefined || (await this.#passes(failure.name))) return results;
      this.#loaded = undefined;
      if (isFresh) return results;
    }
  }

  /** Runs tests until the first that fails. */
  async #runInOrder(
    tests: readonly RegisteredTest[],
    file: string,
    counts: (name: string) => boolean,
  ): Promise<TestResult[]> {
    const first = this.#noticing.get(file) ?? [];
    const rank = new Map(first.map((name, index) => [name, index]));
    const rankOf = ({ name }: RegisteredTest): number => rank.get(name) ?? Infinity;
    const inOrder = tests.filter(({ name }) => counts(name)).sort((one, other) => compare(rankOf(one), rankOf(other)));
    const results: TestResult[] = [];
    for (const test of inOrder) {
      const result = await run(test);
      results.push(result);
      if (!isFailure(result)) continue;
      this.#noticing.set(file, [test.name, ...first.filter((name) => name !== test.name)]);
      break;
    }
    return results;
  }

  async #passes(name: string): Promise<boolean> {
    const test = (await this.#tests()).find((one) => one.name === name);
    return test !== undefined && !isFailure(await run(test));
  }

  async #tests(): Promise<readonly RegisteredTest[]> {
    if (this.#loaded !== undefined) return this.#loaded;
    const tests: RegisteredTest[] = [];
    for (const bundle of this.#bundles.values()) tests.push(...(await bundle.load()));
    this.#loaded = tests;
    return tests;
  }
}

/** Whether a test names the rule, or is about the configs, which have the rules and their options. */
function concerns(name: string, rule: string): boolean {
  return name.includes(rule) || name.startsWith('configs ');
}

/** Infinity for two tests of which neither noticed anything: the sort is stable. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

async function run({ name, body }: RegisteredTest): Promise<TestResult> {
  const start = performance.now();
  const base = (): { id: string; name: string; timeSpentMs: number } => ({
    id: name,
    name,
    timeSpentMs: performance.now() - start,
  });
  try {
    await body();
    return { ...base(), status: TestStatus.Success };
  } catch (error) {
    return { ...base(), status: TestStatus.Failed, failureMessage: messageOf(error) };
  }
}

/** A change after which the plugin cannot even be loaded is noticed. */
function brokenLoad(error: unknown): TestResult {
  return { id: 'load', name: 'load', timeSpentMs: 0, status: TestStatus.Failed, failureMessage: messageOf(error) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'It failed.';
}

function isFailure({ status }: TestResult): boolean {
  return status === TestStatus.Failed;
}

function specRunner(options: StrykerOptions): SpecRunner {
  return new SpecRunner(options, INSTRUMENTER_CONSTANTS.NAMESPACE);
}
specRunner.inject = tokens(commonTokens.options);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'specs', specRunner)];

/**
 * Stryker's test runner for the specs. The specs and all that they import become one module once; each change then runs in a fresh
 * instance of that module, inside this process, so that nothing the changed code kept lives on. Only the specs that reach a change run
 * against it, and no further than the first that fails.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

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
import { startTests, type Test, type VitestRunner, type VitestRunnerConfig } from '@vitest/runner';
import { getTestName } from '@vitest/runner/utils';
import { rolldown } from 'rolldown';

/** What `npm run mutation` tells the runner through Stryker's options. */
export interface SpecRunnerOptions {
  readonly specs: {
    /** The test files, relative to the root. */
    readonly files: readonly string[];
    /** A regular expression for the full names of the tests that count; all of them when it is left out. */
    readonly names?: string;
  };
}

/** Milliseconds; Stryker has its own, shorter one for what hangs. */
const TEST_TIMEOUT = 120_000;

class SpecRunner implements TestRunner {
  readonly #files: readonly string[];
  readonly #names: RegExp | undefined;
  readonly #context: InstrumenterContext;
  #bundle = '';
  #instances = 0;

  constructor(options: StrykerOptions, namespace: string) {
    const { specs } = options as unknown as SpecRunnerOptions;
    this.#files = specs.files;
    this.#names = specs.names === undefined ? undefined : new RegExp(specs.names, 'u');
    this.#context = (globalThis as Record<string, InstrumenterContext | undefined>)[namespace] ??= {};
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.#bundle = await bundle(this.#files);
  }

  async dryRun(): Promise<DryRunResult> {
    delete this.#context.activeMutant;
    const tests = await this.#run({ isWanted: () => true, keepsOn: true });
    const { mutantCoverage } = this.#context;
    return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) };
  }

  async mutantRun({
    activeMutant,
    disableBail,
    hitLimit,
    mutantActivation,
    testFilter,
  }: MutantRunOptions): Promise<MutantRunResult> {
    const context = this.#context;
    const activate = (): void => {
      context.activeMutant = activeMutant.id;
    };
    context.hitCount = 0;
    if (hitLimit === undefined) delete context.hitLimit;
    else context.hitLimit = hitLimit;
    delete context.activeMutant;
    if (mutantActivation === 'static') activate();
    const wanted = testFilter && new Set(testFilter);
    const tests = await this.#run({
      isWanted: (name) => wanted?.has(name) ?? true,
      keepsOn: disableBail,
      onLoaded: activate,
    });
    const limit = determineHitLimitReached(context.hitCount, hitLimit);
    return toMutantRunResult(limit ?? { status: DryRunStatus.Complete, tests });
  }

  async #run({ isWanted, keepsOn, onLoaded }: RunOptions): Promise<TestResult[]> {
    const results: TestResult[] = [];
    const runner: VitestRunner = {
      config: CONFIG,
      importFile: async (): Promise<unknown> =>
        import(`${pathToFileURL(this.#bundle).href}?instance=${this.#instances++}`),
      onBeforeRunFiles: () => onLoaded?.(),
      onBeforeRunTask: (test) => {
        const name = getTestName(test);
        const isOver = !keepsOn && results.some(({ status }) => status === TestStatus.Failed);
        if (isOver || !isWanted(name) || this.#names?.test(name) === false) test.mode = 'skip';
      },
      onBeforeTryTask: (test) => {
        this.#context.currentTestId = getTestName(test);
      },
      onTaskFinished: (test) => {
        delete this.#context.currentTestId;
        results.push(resultOf(test));
      },
    };
    const [file] = await startTests([this.#bundle], runner);
    const [error] = file?.result?.errors ?? [];
    if (error !== undefined && results.length === 0) results.push(brokenLoad(error.message));
    return results;
  }
}

interface RunOptions {
  readonly isWanted: (name: string) => boolean;
  /** Whether the tests after one that fails run too. */
  readonly keepsOn: boolean;
  /** Called when the module is loaded, before the first test. */
  readonly onLoaded?: () => void;
}

const CONFIG: VitestRunnerConfig = {
  root: process.cwd(),
  setupFiles: [],
  name: undefined,
  passWithNoTests: false,
  testNamePattern: undefined,
  allowOnly: false,
  sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' },
  chaiConfig: undefined,
  maxConcurrency: 1,
  testTimeout: TEST_TIMEOUT,
  hookTimeout: TEST_TIMEOUT,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
};

function resultOf(test: Test): TestResult {
  const name = getTestName(test);
  const base = { id: name, name, timeSpentMs: test.result?.duration ?? 0 };
  if (test.result?.state === 'pass') return { ...base, status: TestStatus.Success };
  if (test.result?.state !== 'fail') return { ...base, status: TestStatus.Skipped };
  return { ...base, status: TestStatus.Failed, failureMessage: test.result.errors?.[0]?.message ?? 'It failed.' };
}

/** A change after which the plugin cannot even be loaded is noticed. */
function brokenLoad(failureMessage: string): TestResult {
  return { id: 'load', name: 'load', timeSpentMs: 0, status: TestStatus.Failed, failureMessage };
}

/** Bundles test files with the project's own modules; answers the path of the module. Packages stay outside. */
async function bundle(files: readonly string[]): Promise<string> {
  const folder = path.resolve('.mutation');
  mkdirSync(folder, { recursive: true });
  const entry = 'all-specs';
  const build = await rolldown({
    input: entry,
    platform: 'node',
    logLevel: 'silent',
    // The manifest says that modules have no side effects; registering tests is one.
    treeshake: false,
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id) && id !== entry,
    plugins: [
      {
        name: 'specs',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry ? files.map((file) => `import ${JSON.stringify(path.resolve(file))};`).join('\n') : undefined,
        // Modules find the files of the repository from where they stand, and the runner collects what they register.
        transform: (code, id) =>
          code
            .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(id)))
            .replaceAll(/import \{(?<names>[^}]+)\} from 'vitest'/gu, (_all, names: string) => runnerImports(names)),
      },
    ],
  });
  const { output } = await build.write({ file: path.join(folder, 'specs.mjs'), format: 'esm', codeSplitting: false });
  return path.join(folder, output[0].fileName);
}

/** Vitest itself offers `expect` outside of its own workers, but not what registers tests. */
function runnerImports(names: string): string {
  const [expecting, registering] = [/^expect$/u, /^(?!expect$)/u].map((pattern) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && pattern.test(name))
      .join(', '),
  );
  return `import { ${registering} } from '@vitest/runner'; import { ${expecting} } from 'vitest'`;
}

function specRunner(options: StrykerOptions): SpecRunner {
  return new SpecRunner(options, INSTRUMENTER_CONSTANTS.NAMESPACE);
}
specRunner.inject = tokens(commonTokens.options);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'specs', specRunner)];

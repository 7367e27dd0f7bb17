/**
 * Lints the files of an example with ESLint itself, in a folder of their own, as a user's project would be linted.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as tsParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';

import plugin from '../../src/index.ts';

/** How the files of an example are linted. */
export interface LintSetup {
  readonly rules: Linter.RulesRecord;
  /** What stands under `settings.durable`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface LintOutcome {
  readonly messages: readonly Linter.LintMessage[];
  /** The text after `--fix`: the same when there was nothing to fix. */
  readonly fixed: string;
}

const SCRIPT = ['**/*.{js,mjs,cjs,jsx}'];
const TYPESCRIPT = ['**/*.{ts,mts,cts,tsx}'];

export const CONFIGS = ['recommended', 'strict', 'migrate-v5'] as const;
export type ConfigName = (typeof CONFIGS)[number];

/** The rules of a config, all as errors, with the options that the config gives them. */
export function rulesOf(config: ConfigName): Linter.RulesRecord {
  const entries = Object.entries(plugin.configs[config].rules);
  return Object.fromEntries(
    entries.map(([rule, entry]) => [rule, Array.isArray(entry) ? ['error', entry[1]] : 'error']),
  );
}

/** A folder with the files of an example. */
export class ExampleProject {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'durable-spec-')));
  readonly #setup: LintSetup;

  constructor(files: ReadonlyMap<string, string>, setup: LintSetup) {
    this.#setup = setup;
    for (const [name, text] of files) this.write(name, text);
  }

  write(name: string, text: string): void {
    const path = join(this.#folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Findings in `text` as the content of `name`, without fixing anything. */
  async lint(name: string, text: string): Promise<readonly Linter.LintMessage[]> {
    return (await this.#run(name, text, false)).messages;
  }

  /** What `eslint --fix` leaves: the new text, and the findings that are left in it. */
  async fix(name: string, text: string): Promise<LintOutcome> {
    return this.#run(name, text, true);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(name: string, text: string, fix: boolean): Promise<LintOutcome> {
    const eslint = new ESLint({
      cwd: this.#folder,
      overrideConfigFile: true,
      overrideConfig: this.#config(),
      fix,
    });
    const [result] = await eslint.lintText(text, { filePath: join(this.#folder, name) });
    if (result === undefined) throw new Error(`ESLint ignores ${name}.`);
    return { messages: result.messages, fixed: result.output ?? text };
  }

  #config(): Linter.Config[] {
    const { rules, settings = {} } = this.#setup;
    return [
      { files: [...SCRIPT, ...TYPESCRIPT], plugins: { durable: plugin }, rules, settings: { durable: settings } },
      { files: TYPESCRIPT, languageOptions: { parser: tsParser } },
      { files: ['**/*.{jsx,tsx}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
    ];
  }
}

/**
 * Lints one clone with the plugin alone: its own ESLint config is not read, comments that disable rules have no effect, no type
 * information is asked for, and nothing of it is run.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

import { type Clone, SOURCE_EXTENSIONS } from './clones.ts';
import type { Plugin } from './plugin.ts';
import type { Finding } from './score.ts';

export interface Crash {
  readonly repo: string;
  readonly file: string;
  /** First line of the error. */
  readonly error: string;
}

export interface LintResult {
  readonly repo: string;
  readonly files: number;
  readonly milliseconds: number;
  readonly findings: readonly Finding[];
  readonly crashes: readonly Crash[];
  /** Files that the parser does not accept. */
  readonly unparsed: readonly string[];
}

export interface LintOptions {
  readonly plugin: Plugin;
  readonly rules: Readonly<Record<string, Linter.RuleEntry>>;
  /** `settings.durable.sdkVersion`; by default the plugin finds the version itself. */
  readonly sdkVersion: string | undefined;
}

const FILES = [`**/*.{${SOURCE_EXTENSIONS.join(',')}}`];

function configOf({ plugin, rules, sdkVersion }: LintOptions): Linter.Config[] {
  return [
    {
      files: FILES,
      languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
      linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
      plugins: { [plugin.prefix]: plugin.plugin },
      rules,
      ...(sdkVersion === undefined ? {} : { settings: { durable: { sdkVersion } } }),
    },
  ];
}

/** Lints files of a clone, given relative to it. A rule that throws is noted as a crash of the file, and the run goes on. */
export function lintClone(clone: Clone, sources: readonly string[], options: LintOptions): LintResult {
  const { repo } = clone.repository;
  const linter = new Linter({ cwd: clone.root, configType: 'flat' });
  const config = configOf(options);
  const findings: Finding[] = [];
  const crashes: Crash[] = [];
  const unparsed: string[] = [];
  const start = performance.now();
  for (const file of sources) {
    const filename = path.join(clone.root, file);
    try {
      const messages = linter.verify(readFileSync(filename, 'utf8'), config, { filename });
      if (messages.some((message) => message.fatal)) unparsed.push(file);
      for (const { ruleId, line } of messages) {
        if (ruleId !== null) findings.push({ repo, file, line, rule: ruleId.slice(ruleId.lastIndexOf('/') + 1) });
      }
    } catch (error) {
      crashes.push({ repo, file, error: String(error).split('\n', 1)[0] ?? '' });
    }
  }
  const milliseconds = Math.round(performance.now() - start);
  return { repo, files: sources.length, milliseconds, findings, crashes, unparsed };
}

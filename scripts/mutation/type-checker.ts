/**
 * Stryker's checker for changes that do not compile. It checks the file that was changed and nothing else: a change within a function
 * that only breaks the types of another file is left to the specs, and a check takes a fraction of a second.
 */
import { resolve } from 'node:path';

import { type Checker, type CheckResult, CheckStatus } from '@stryker-mutator/api/check';
import type { Mutant } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import ts from 'typescript';

interface Change {
  readonly file: string;
  readonly text: string;
}

class TypeChecker implements Checker {
  readonly #service: ts.LanguageService;
  #change: Change | undefined;
  /** Counts the changes, so that the service knows that the changed file is another one each time. */
  #version = 0;

  constructor() {
    const config = ts.getParsedCommandLineOfConfigFile(
      'tsconfig.json',
      {},
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
    );
    const { fileNames = [], options = {} } = config ?? {};
    this.#service = ts.createLanguageService({
      ...ts.sys,
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      getDefaultLibFileName: (target) => ts.getDefaultLibFilePath(target),
      getCompilationSettings: () => ({ ...options, noUnusedLocals: false, noUnusedParameters: false }),
      getScriptFileNames: () => fileNames,
      getScriptVersion: (file) => (this.#isChanged(file) ? String(this.#version) : '0'),
      getScriptSnapshot: (file) => {
        const text = this.#isChanged(file) ? this.#change?.text : ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
    });
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  check(mutants: readonly Mutant[]): Promise<Record<string, CheckResult>> {
    return Promise.resolve(Object.fromEntries(mutants.map((mutant) => [mutant.id, this.#check(mutant)])));
  }

  #check({ fileName, location: { start, end }, replacement }: Mutant): CheckResult {
    const text = ts.sys.readFile(fileName) ?? '';
    const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
    const [from, to] = [start, end].map(({ line, column }) => source.getPositionOfLineAndCharacter(line, column));
    this.#change = { file: resolve(fileName), text: text.slice(0, from) + replacement + text.slice(to) };
    this.#version += 1;
    const [error] = this.#service.getSemanticDiagnostics(fileName);
    if (error === undefined) return { status: CheckStatus.Passed };
    return { status: CheckStatus.CompileError, reason: ts.flattenDiagnosticMessageText(error.messageText, '\n') };
  }

  #isChanged(file: string): boolean {
    return this.#change !== undefined && resolve(file) === this.#change.file;
  }
}

function fail({ messageText }: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function typeChecker(): TypeChecker {
  return new TypeChecker();
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'types', typeChecker)];

/**
 * Stryker's checker for changes that do not compile. It checks the file that was changed and nothing else: a change within a function
 * that only breaks the types of another file is left to the specs. Many changes of a file are checked in one program, each in a copy
 * of the file next to it, since what a program costs is the types that the file imports. A file of which such a copy does not compile,
 * such as one with a class whose private members make the copy another class, is checked in one program for each change.
 */
import { resolve } from 'node:path';

import { type Checker, type CheckResult, CheckStatus } from '@stryker-mutator/api/check';
import type { Mutant } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import ts from 'typescript';

/** How many changes share a program. */
const TOGETHER = 200;

class TypeChecker implements Checker {
  readonly #service: ts.LanguageService;
  /** Texts that stand in for files, or beside them, by path. */
  #texts: ReadonlyMap<string, string> = new Map();
  /** Counts the sets of texts, so that the service knows that the files are others each time. */
  #version = 0;

  constructor() {
    const config = ts.getParsedCommandLineOfConfigFile(
      'tsconfig.json',
      {},
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
    );
    const { fileNames = [], options = {} } = config ?? {};
    const sources = fileNames.filter((file) => file.includes('/src/'));
    this.#service = ts.createLanguageService({
      ...ts.sys,
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      getDefaultLibFileName: (target) => ts.getDefaultLibFilePath(target),
      getCompilationSettings: () => ({ ...options, noUnusedLocals: false, noUnusedParameters: false }),
      getScriptFileNames: () => [...new Set([...sources, ...this.#texts.keys()])],
      getScriptVersion: (file) => (this.#texts.has(file) ? String(this.#version) : '0'),
      getScriptSnapshot: (file) => {
        const text = this.#texts.get(file) ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
    });
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  group(mutants: readonly Mutant[]): Promise<string[][]> {
    const open = new Map<string, string[]>();
    const groups: string[][] = [];
    for (const { fileName, id } of mutants) {
      const group = open.get(fileName);
      if (group !== undefined && group.length < TOGETHER) {
        group.push(id);
        continue;
      }
      const next = [id];
      open.set(fileName, next);
      groups.push(next);
    }
    return Promise.resolve(groups);
  }

  check(mutants: readonly Mutant[]): Promise<Record<string, CheckResult>> {
    const [first] = mutants;
    if (first === undefined) return Promise.resolve({});
    const file = resolve(first.fileName);
    const original = ts.sys.readFile(file) ?? '';
    const copyFor = (id: string): string => file.replace(/\.ts$/u, `.change-${id}.ts`);
    const changed = mutants.map((mutant) => ({ id: mutant.id, text: textWith(mutant, original) }));
    this.#use([[copyFor('none'), original], ...changed.map(({ id, text }) => [copyFor(id), text] as const)]);
    if (this.#resultFor(copyFor('none')).status === CheckStatus.Passed)
      return Promise.resolve(Object.fromEntries(changed.map(({ id }) => [id, this.#resultFor(copyFor(id))])));
    const results = changed.map(({ id, text }) => {
      this.#use([[file, text]]);
      return [id, this.#resultFor(file)];
    });
    return Promise.resolve(Object.fromEntries(results) as Record<string, CheckResult>);
  }

  #use(texts: readonly (readonly [file: string, text: string])[]): void {
    this.#texts = new Map(texts);
    this.#version += 1;
  }

  #resultFor(file: string): CheckResult {
    const [error] = this.#service.getSemanticDiagnostics(file);
    if (error === undefined) return { status: CheckStatus.Passed };
    return { status: CheckStatus.CompileError, reason: ts.flattenDiagnosticMessageText(error.messageText, '\n') };
  }
}

function textWith({ location: { start, end }, replacement }: Mutant, original: string): string {
  const source = ts.createSourceFile('original.ts', original, ts.ScriptTarget.Latest);
  const [from, to] = [start, end].map(({ line, column }) => source.getPositionOfLineAndCharacter(line, column));
  return original.slice(0, from) + replacement + original.slice(to);
}

function fail({ messageText }: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function typeChecker(): TypeChecker {
  return new TypeChecker();
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'types', typeChecker)];

/** One rule on one file: finds the model, plays its events to the rule's listeners, and reports what they answer. */
import { dirname, isAbsolute, relative as relativeTo, resolve } from 'node:path';

import type { TSESTree } from '@typescript-eslint/types';
import type { RuleContext as EslintContext, SourceCode } from '@typescript-eslint/utils/ts-eslint';

import type { FileModel } from '../analysis/model.ts';
import { lastKey, print, withoutModule } from '../analysis/names.ts';
import type { SourceModule } from '../analysis/source.ts';
import { startsWorkflow } from '../analysis/starts.ts';
import { verdictOf } from '../analysis/verdicts.ts';
import { shown } from '../analysis/wording.ts';
import type { Finding, RuleInput, RunnableRule } from './define-rule.ts';
import { matchesGlob } from './globs.ts';
import { onceForSteps } from './once-for-steps.ts';
import { languageOf } from './cache/language.ts';
import { engine } from './knowledge.ts';
import { reportOf, toDescriptor, type Report } from './report.ts';
import { compareVersions, parseVersion, type SdkVersion } from './program/index.ts';
import type { Session } from './session.ts';
import { readSettings, type Settings, type SettingsResult } from './settings.ts';
import { isTestFile } from './test-files.ts';
import type { HostParser } from '../syntax/parse.ts';

type Context = Readonly<EslintContext<string, readonly unknown[]>>;

/** What ESLint calls at which nodes. */
export type Visitor = Record<string, () => void>;

/** What all rules of one file share besides the model. */
interface FileFacts {
  readonly source: SourceModule;
  readonly settings: SettingsResult;
  isTest: boolean | undefined;
  /** A test that puts something else in the engine's place: of what its calls do nothing is known. */
  isMocked: boolean | undefined;
  /** The complaint about the settings was made. */
  complained: boolean;
}

/** Runs the rules of one plugin, file after file. */
export class Linter {
  readonly #session: Session;
  /** Of the file that is being linted: its rules run one after the other. Nothing of it may outlive it, since its tree does. */
  #file: { readonly program: TSESTree.Program; readonly facts: FileFacts } | undefined;
  readonly #settings = new WeakMap<object, SettingsResult>();
  /** By their text. */
  readonly #equal = new Map<string, SettingsResult>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** The visitor that ESLint runs for one rule. */
  visitor<Messages extends Readonly<Record<string, string>>, Options extends object>(
    rule: RunnableRule<Messages, Options>,
    context: Context,
  ): Visitor {
    return {
      Program: () => this.#run(rule, context),
      // All rules have run by then: they do so at the beginning.
      ...(isKept(context) && { 'Program:exit': () => this.#session.close(context.sourceCode.ast) }),
    };
  }

  #run<Messages extends Readonly<Record<string, string>>, Options extends object>(
    rule: RunnableRule<Messages, Options>,
    context: Context,
  ): void {
    const file = this.#factsOf(context);
    if (!file.settings.ok) {
      if (!file.complained) context.report({ loc: { line: 1, column: 0 }, message: file.settings.message } as never);
      file.complained = true;
      return;
    }
    const { settings } = file.settings;
    const linted = this.#session.open({
      source: file.source,
      settings,
      parser: parserOf(context),
      surroundings: { cwd: context.cwd, language: () => languageOf(context) },
    });
    const key = linted.kept && `${rule.name} ${JSON.stringify(context.options)}`;
    let reports = key === undefined ? undefined : linted.kept?.of(key);
    if (!reports) {
      const { model } = linted;
      reports = model ? [...this.#reportsOf(rule, context, { file, model, settings })] : [];
      if (key !== undefined) linted.kept?.add(key, reports);
    }
    for (const report of reports) context.report(toDescriptor(report) as never);
  }

  *#reportsOf<Messages extends Readonly<Record<string, string>>, Options extends object>(
    rule: RunnableRule<Messages, Options>,
    context: Context,
    { file, model, settings }: { readonly file: FileFacts; readonly model: FileModel; readonly settings: Settings },
  ): Iterable<Report> {
    const { sourceCode } = context;
    const relative = (path: string): string => relativePath(context.cwd, path);
    file.isTest ??= isTestFile(model.module, relative(file.source.path), settings.testFiles);
    const where = rule.files ?? 'all';
    if ((where === 'production' && file.isTest) || (where === 'tests' && !file.isTest)) return;
    file.isMocked ??= file.isTest && model.tests.isEngineReplaced;
    if (file.isMocked && !rule.readsMocks) return;
    const version = this.#version(file.source.path, settings);
    const matches = (glob: string): boolean => matchesGlob(relative(file.source.path), glob);
    const input: RuleInput<Options> = {
      model,
      options: { ...rule.defaults, ...(context.options[0] as Partial<Options> | undefined) },
      settings,
      engine,
      version,
      isTest: file.isTest,
      path: file.source.path,
      matches,
      get isEntry() {
        return file.source.text.startsWith('#!') || settings.entryFiles.some(matches);
      },
      relative,
      textOf: (node) => file.source.text.slice(node.range[0], node.range[1]),
      routeOf: (occurrence) => model.wording.routeOf(occurrence, relative),
      facts: { print, withoutModule, lastKey, startsWorkflow, verdictOf, has: (since) => hasVersion(version, since) },
      nameOf: (fact) => print(fact.name),
      show: (node) => shown(node, model.world.modules.textAround(node)),
    };
    const records = engine.recordsSince === undefined || hasVersion(version, engine.recordsSince);
    const site = { sourceCode, source: file.source, model, settings, messages: rule.messages, records };
    // What stands in another file is for the lint of that file to say.
    for (const finding of findings(rule, input, model))
      if (standsIn(finding.node, file.source.program)) yield reportOf(finding, site);
  }

  #version(path: string, settings: Settings): RuleInput<object>['version'] {
    return this.#session.versionOf(path, settings);
  }

  #factsOf(context: Context): FileFacts {
    const { sourceCode } = context;
    const program = sourceCode.ast as TSESTree.Program;
    if (this.#file?.program === program) return this.#file.facts;
    const facts: FileFacts = {
      source: toSource(context, sourceCode),
      settings: this.#readSettings(context.settings['durable']),
      isTest: undefined,
      isMocked: undefined,
      complained: false,
    };
    this.#file = { program, facts };
    return facts;
  }

  #readSettings(value: unknown): SettingsResult {
    const key = typeof value === 'object' && value !== null ? value : NO_SETTINGS;
    const known = this.#settings.get(key);
    if (known && (key === value || value === undefined)) return known;
    const result = this.#same(readSettings(value));
    this.#settings.set(key, result);
    return result;
  }

  /** Of equal settings, the ones that were there first: all that is kept hangs on them, and Oxlint has another object for each file. */
  #same(result: SettingsResult): SettingsResult {
    if (!result.ok) return result;
    const text = JSON.stringify(result.settings);
    const known = this.#equal.get(text);
    if (known) return known;
    if (this.#equal.size >= MAX_SETTINGS) this.#equal.clear();
    this.#equal.set(text, result);
    return result;
  }
}

const NO_SETTINGS = {};

/** More than a project has; an editor that goes on for days may see many. */
const MAX_SETTINGS = 50;

/** Whether findings are kept, as far as can be told before the settings are checked. */
function isKept({ settings }: Context): boolean {
  const durable = settings['durable'] as { readonly cache?: unknown } | null | undefined;
  return durable?.cache === true;
}

/** The parser that the config gives the file; ESLint 8 with `.eslintrc`, and Oxlint, have none to show. */
function parserOf(context: Context): HostParser | undefined {
  const options = context.languageOptions as { readonly parser?: HostParser } | undefined;
  return options?.parser;
}

function toSource(context: Context, sourceCode: Readonly<SourceCode>): SourceModule {
  const program = sourceCode.ast as TSESTree.Program;
  const physical = context.physicalFilename;
  const path = isAbsolute(physical) ? physical : resolve(context.cwd, physical);
  return {
    path,
    text: sourceCode.text,
    program,
    get scopeManager() {
      // A parser always comes with a scope manager; ESLint makes one where it does not.
      return sourceCode.scopeManager as NonNullable<typeof sourceCode.scopeManager>;
    },
    visitorKeys: sourceCode.visitorKeys,
  };
}

/** A path as a person reads it: below the working directory relative, else absolute, always with forward slashes. */
function relativePath(cwd: string, path: string): string {
  const relative = relativeTo(cwd, path);
  const shown =
    relative.startsWith('..') && dirname(relative) === '..'
      ? relative
      : relative.startsWith('../../..')
        ? path
        : relative;
  return shown.replaceAll('\\', '/');
}

/** What is not known counts as the newest. */
function hasVersion(version: SdkVersion | undefined, since: string): boolean {
  const first = parseVersion(since);
  return version === undefined || first === undefined || compareVersions(version, first) >= 0;
}

function standsIn(node: TSESTree.Node, program: TSESTree.Program): boolean {
  let top: TSESTree.Node = node;
  while (top.parent) top = top.parent;
  return top.type !== 'Program' || top === program;
}

/** The findings of all listeners, each place and message once. */
function* findings<Messages extends Readonly<Record<string, string>>, Options extends object>(
  rule: RunnableRule<Messages, Options>,
  input: RuleInput<Options>,
  model: FileModel,
): Iterable<Finding<Messages>> {
  const listeners = rule.listen(input);
  const seen = new Set<string>();
  for (const finding of answers()) {
    const { node, message, data } = finding;
    const key = `${String(node.range[0])}:${String(node.range[1])}:${message}:${JSON.stringify(data ?? {})}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield finding;
  }

  function* answers(): Iterable<Finding<Messages>> {
    if (listeners.occurrence) yield* onceForSteps(model.occurrences, listeners.occurrence);
    if (listeners.call) for (const call of model.calls) yield* listeners.call(call);
    if (listeners.registration)
      for (const registration of model.registry.registrations) yield* listeners.registration(registration);
    if (listeners.file) yield* listeners.file(model);
  }
}

/** One rule on one file: finds the model, plays its events to the rule's listeners, and reports what they answer. */
import { isAbsolute, resolve } from 'node:path';

import type { TSESTree } from '@typescript-eslint/types';
import type { RuleContext as EslintContext, SourceCode } from '@typescript-eslint/utils/ts-eslint';

import type { FileModel } from '../analysis/model.ts';
import type { SourceModule } from '../analysis/source.ts';
import type { Finding, Listeners, RuleInput, RunnableRule } from './define-rule.ts';
import { onceForSteps } from './once-for-steps.ts';
import { languageOf } from './cache/language.ts';
import { engine } from './knowledge.ts';
import { reportOf, toDescriptor, type Report } from './report.ts';
import { hasVersion, relativePath, sharedInput, type SharedInput } from './rule-input.ts';
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
  /** Made when the first rule looks. */
  input: SharedInput | undefined;
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
      reports = model ? this.#reportsOf(rule, context, { file, model, settings }) : [];
      if (key !== undefined) linted.kept?.add(key, reports);
    }
    for (const report of reports) context.report(toDescriptor(report) as never);
  }

  #reportsOf<Messages extends Readonly<Record<string, string>>, Options extends object>(
    rule: RunnableRule<Messages, Options>,
    context: Context,
    { file, model, settings }: { readonly file: FileFacts; readonly model: FileModel; readonly settings: Settings },
  ): readonly Report[] {
    const { source } = file;
    file.input ??= sharedInput({
      source,
      model,
      settings,
      version: this.#session.versionOf(source.path, settings),
      isTest: isTestFile(model.module, relativePath(context.cwd, source.path), settings.testFiles),
      cwd: context.cwd,
    });
    const { isTest, version } = file.input;
    const where = rule.files ?? 'all';
    if ((where === 'production' && isTest) || (where === 'tests' && !isTest)) return [];
    if (isTest && !rule.readsMocks && model.tests.isEngineReplaced) return [];
    const options = { ...rule.defaults, ...(context.options[0] as Partial<Options> | undefined) };
    const found = findings(rule, rule.listen(inputWith(file.input, options)), model);
    if (found.length === 0) return [];
    const records = engine.recordsSince === undefined || hasVersion(version, engine.recordsSince);
    const { sourceCode } = context;
    const site = { sourceCode, source, model, settings, messages: rule.messages, records };
    // What stands in another file is for the lint of that file to say.
    return found.flatMap((finding) => (standsIn(finding.node, source.program) ? [reportOf(finding, site)] : []));
  }

  #factsOf(context: Context): FileFacts {
    const { sourceCode } = context;
    const program = sourceCode.ast as TSESTree.Program;
    if (this.#file?.program === program) return this.#file.facts;
    const facts: FileFacts = {
      source: toSource(context, sourceCode),
      settings: this.#readSettings(context.settings['durable']),
      input: undefined,
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

/** The input of one rule. Inherits what is shared: copying it would take longer than most rules do. */
function inputWith<Options extends object>(shared: SharedInput, options: Options): RuleInput<Options> {
  return Object.create(shared, { options: { value: options, enumerable: true } }) as RuleInput<Options>;
}

function standsIn(node: TSESTree.Node, program: TSESTree.Program): boolean {
  let top: TSESTree.Node = node;
  while (top.parent) top = top.parent;
  return top.type !== 'Program' || top === program;
}

/** The findings of all listeners, each place and message once. */
function findings<Messages extends Readonly<Record<string, string>>>(
  { calls: kind }: Pick<RunnableRule<Messages, object>, 'calls'>,
  { occurrence: onOccurrence, call: onCall, registration: onRegistration, file: onFile }: Listeners<Messages>,
  model: FileModel,
): readonly Finding<Messages>[] {
  const found: Finding<Messages>[] = [];
  // Nearly always there is nothing, and this runs for each rule and event.
  if (onOccurrence) found.push(...onceForSteps(model.occurrences, onOccurrence));
  if (onCall) {
    for (const call of kind ? model.callsOf(kind) : model.calls)
      for (const finding of onCall(call)) found.push(finding);
  }
  if (onRegistration) for (const item of model.registry.registrations) found.push(...onRegistration(item));
  if (onFile) found.push(...onFile(model));
  if (found.length < 2) return found;
  const seen = new Set<string>();
  return found.filter(({ node, message, data }) => {
    const key = `${String(node.range[0])}:${String(node.range[1])}:${message}:${JSON.stringify(data ?? {})}`;
    return seen.size < seen.add(key).size;
  });
}

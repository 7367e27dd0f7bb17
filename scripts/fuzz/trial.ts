/**
 * One text, linted with every rule on, and every repair that is offered for it tried out. What is found here is a defect of the plugin,
 * whatever the text says.
 */
import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';

import plugin from '../../src/index.ts';

export type Failure =
  | { readonly kind: 'throws'; readonly detail: string; readonly where: string }
  | { readonly kind: 'slow'; readonly detail: string }
  | { readonly kind: 'fix' | 'suggestion'; readonly detail: string; readonly output: string };

export interface Trial {
  readonly parsed: boolean;
  readonly findings: number;
  readonly repairs: number;
  readonly milliseconds: number;
  readonly failures: readonly Failure[];
}

/** `eager` turns every option that is a switch the other way. */
export type Variant = 'default' | 'eager';

/** Milliseconds of the processor that linting one text may take: more is a hang in the making. */
const BUDGET = 5000;
/** Suggestions of one text that are tried. */
const SUGGESTIONS = 25;

/** A rule that reports nothing and keeps the comments of the text that was linted last. */
class Comments {
  #last: readonly string[] = [];

  readonly rule: Rule.RuleModule = {
    create: ({ sourceCode }) => ({
      Program: () => {
        // A repair may change the indentation inside a comment.
        this.#last = sourceCode.getAllComments().map(({ value }) => value.replaceAll(/\s+/gu, ' ').trim());
      },
    }),
  };

  get last(): readonly string[] {
    return this.#last;
  }
}

const linter = new Linter({ cwd: '/', configType: 'flat' });
const comments = new Comments();

export function tryOut(filename: string, text: string, variant: Variant): Trial {
  const start = process.cpuUsage();
  const spent = (): number => process.cpuUsage(start).user / 1000;
  const config = configOf(filename, variant);
  const failures: Failure[] = [];
  let messages: readonly Linter.LintMessage[] = [];
  try {
    messages = linter.verify(text, config, { filename });
    const milliseconds = spent();
    if (milliseconds > BUDGET) failures.push({ kind: 'slow', detail: `${Math.round(milliseconds)} ms` });
    if (messages.some(({ fatal }) => fatal)) return { parsed: false, findings: 0, repairs: 0, milliseconds, failures };
    const unlinted = messages.find(({ message }) => message.startsWith('No matching configuration'));
    if (unlinted) throw new Error(`ESLint did not lint: ${unlinted.message}`);
    const before = comments.last;
    if (messages.some(({ fix }) => fix)) failures.push(...failuresOfFixes(filename, text, config, before));
    failures.push(...failuresOfSuggestions(filename, text, before, messages));
  } catch (error) {
    failures.push(thrown(error));
  }
  const repairs = messages.filter(({ fix, suggestions }) => fix ?? suggestions?.length).length;
  return {
    parsed: true,
    findings: messages.length,
    repairs,
    milliseconds: spent(),
    failures,
  };
}

function failuresOfFixes(
  filename: string,
  text: string,
  config: Linter.Config[],
  before: readonly string[],
): readonly Failure[] {
  const { output, messages } = linter.verifyAndFix(text, config, { filename });
  const broken = messages.find(({ fatal }) => fatal);
  if (broken) return [{ kind: 'fix', detail: `does not parse: ${broken.message}`, output }];
  const failures: Failure[] = [];
  const lost = without(before, comments.last);
  if (lost.length > 0) failures.push({ kind: 'fix', detail: `loses comments: ${lost.join(' ')}`, output });
  const again = linter.verifyAndFix(output, config, { filename });
  if (again.output !== output)
    failures.push({ kind: 'fix', detail: 'a second pass changes more', output: again.output });
  return failures;
}

function failuresOfSuggestions(
  filename: string,
  text: string,
  before: readonly string[],
  messages: readonly Linter.LintMessage[],
): readonly Failure[] {
  const offered = messages.flatMap(({ ruleId, suggestions = [] }) =>
    suggestions.map(({ desc, fix }) => ({ name: `${ruleId ?? ''}: ${desc}`, fix })),
  );
  return offered.slice(0, SUGGESTIONS).flatMap(({ name, fix }): readonly Failure[] => {
    const output = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
    const broken = linter.verify(output, configOf(filename, 'none'), { filename }).find(({ fatal }) => fatal);
    if (broken) return [{ kind: 'suggestion', detail: `${name}: does not parse: ${broken.message}`, output }];
    const lost = without(before, comments.last);
    return lost.length > 0
      ? [{ kind: 'suggestion', detail: `${name}: loses comments: ${lost.join(' ')}`, output }]
      : [];
  });
}

/** What is in the one list and not in the other, each as often as it is missing. */
function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return items.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function thrown(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: 'throws', detail: String(error), where: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return { kind: 'throws', detail: error.message, where: frames.slice(0, 6).join('\n') };
}

const CONFIGS = new Map<string, Linter.Config[]>();

function configOf(filename: string, variant: Variant | 'none'): Linter.Config[] {
  const isTypeScript = /\.[cm]?tsx?$/u.test(filename);
  const key = `${variant} ${String(isTypeScript)}`;
  const known = CONFIGS.get(key);
  if (known) return known;
  const parserOptions = { ecmaFeatures: { jsx: true } };
  const config: Linter.Config[] = [
    // The installed packages are what is linted.
    { ignores: ['!**/node_modules/'] },
    {
      files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
      plugins: { durable: plugin, fuzz: { rules: { comments: comments.rule } } },
      rules: { ...(variant === 'none' ? {} : rulesOf(variant)), 'fuzz/comments': 'error' },
      linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
      languageOptions: isTypeScript ? { parser, parserOptions } : { parserOptions },
    },
  ];
  CONFIGS.set(key, config);
  return config;
}

function rulesOf(variant: Variant): Linter.RulesRecord {
  return Object.fromEntries(
    Object.entries(plugin.rules).map(([name, rule]): [string, Linter.RuleEntry] => [
      `durable/${name}`,
      variant === 'default' ? 'error' : ['error', switched(rule.meta)],
    ]),
  );
}

/** The options of a rule with every switch the other way. */
function switched(meta: (typeof plugin.rules)[string]['meta']): Record<string, boolean> {
  const entries = meta.defaultOptions.flatMap((defaults): readonly [string, unknown][] => Object.entries(defaults));
  return Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === 'boolean' ? [[key, !value]] : [])));
}

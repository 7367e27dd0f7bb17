/** What `eslint --fix` and the suggestions make of an example. The only file of the oracle that knows the plugin. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

import { declaredAs, type Example } from '../docs-examples.ts';
import { ruleOf } from './corpus.ts';
import plugin from '../../src/index.ts';

/** An incorrect example as a right one, after a repair. */
export interface Repaired {
  readonly how: string;
  readonly repaired: Example;
}

/** The example after `--fix` and after each suggestion, but for those of which the example says that they leave something to do. */
export function repairedOf(example: Example): readonly Repaired[] {
  if (example.kind !== 'incorrect') return [];
  const { ends, incomplete, isFixStatic } = example.repairs;
  const as = (text: string): Example => ({ ...declaredAs(example, 'fixed', 'equal', ends), text });
  const fixed = isFixStatic ? undefined : fixExample(example);
  const taken = incomplete === 'all' ? [] : suggestionsFor(example);
  return [
    ...(fixed === undefined ? [] : [{ how: 'after --fix', repaired: as(fixed) }]),
    ...taken
      .filter(({ number }) => number !== incomplete)
      .map(({ number, text }) => ({ how: `after suggestion ${String(number)}`, repaired: as(text) })),
  ];
}

/** What taking a suggestion of the rule makes of the example. */
interface Suggested {
  /** From one. */
  readonly number: number;
  readonly title: string;
  readonly text: string;
}

/** How many reports of one example are followed. */
const enough = 10;

/** For each suggestion that a report carries: the text after it was taken, and then that of the same number in each further report. */
function suggestionsFor(example: Example): readonly Suggested[] {
  const most = Math.max(0, ...reportsOn(example, example.text).map(({ suggestions }) => suggestions?.length ?? 0));
  return Array.from({ length: most }, (_, index) => {
    let { text } = example;
    let title = '';
    for (let count = 0; count < enough; count++) {
      const taken = reportsOn(example, text).find(({ suggestions }) => suggestions?.[index])?.suggestions?.[index];
      if (!taken) break;
      title = taken.desc;
      text = text.slice(0, taken.fix.range[0]) + taken.fix.text + text.slice(taken.fix.range[1]);
    }
    return { number: index + 1, title, text };
  });
}

function reportsOn(example: Example, text: string): readonly Linter.LintMessage[] {
  return isRule(ruleOf(example.file)) ? new Linter().verify(text, configFor(example), { filename: 'example.ts' }) : [];
}

/** The text after every fix of the rule, or undefined when the rule fixes nothing in it, or is not a rule (yet). */
function fixExample(example: Example): string | undefined {
  if (!isRule(ruleOf(example.file))) return undefined;
  const { fixed, output } = new Linter().verifyAndFix(example.text, configFor(example), { filename: 'example.ts' });
  return fixed && output !== example.text ? output : undefined;
}

function configFor({ file, options, settings }: Example): Linter.Config[] {
  return [
    {
      files: ['**/*.ts'],
      languageOptions: { parser },
      plugins: { durable: plugin },
      settings: { durable: settings },
      rules: { [`durable/${ruleOf(file)}`]: ['error', ...options] },
    },
  ];
}

/** Whether the plugin has the rule, so that a page about it can be held against it. */
export function isRule(ruleName: string): boolean {
  return ruleName in plugin.rules;
}

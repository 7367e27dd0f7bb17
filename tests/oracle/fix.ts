/** What `eslint --fix` makes of an example. The only file of the oracle that knows the plugin. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

import plugin from '../../src/index.ts';

/** The text after every fix of the rule, or undefined when the rule fixes nothing in it, or is not a rule (yet). */
export function fixExample(code: string, ruleName: string): string | undefined {
  if (!(ruleName in plugin.rules)) return undefined;
  const { fixed, output } = new Linter().verifyAndFix(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser },
        plugins: { durable: plugin },
        rules: { [`durable/${ruleName}`]: 'error' },
      },
    ],
    { filename: 'example.ts' },
  );
  return fixed && output !== code ? output : undefined;
}

/** Whether the plugin has the rule, so that a page about it can be held against it. */
export function isRule(ruleName: string): boolean {
  return ruleName in plugin.rules;
}

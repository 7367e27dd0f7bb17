/** ESLint's own rule tester under vitest, at its strictest: each error states its message ID, its data and its whole location. */
import * as tsParser from '@typescript-eslint/parser';
import { RuleTester as EslintRuleTester, type Rule } from 'eslint';
import { describe, expect, it } from 'vitest';

type Cases = Parameters<EslintRuleTester['run']>[2];

EslintRuleTester.describe = describe;
EslintRuleTester.it = (title: string, run: () => void) => {
  it(title, asserting(run));
};
EslintRuleTester.itOnly = (title: string, run: () => void) => {
  it.only(title, asserting(run));
};

const tester = new EslintRuleTester({ languageOptions: { parser: tsParser } });

/** Tables are for options, exact positions and exact output; a behaviour is a spec in Markdown. */
export function testRule(name: string, rule: Rule.RuleModule, cases: Omit<Cases, 'assertionOptions'>): void {
  tester.run(name, rule, {
    ...cases,
    assertionOptions: { requireMessage: 'messageId', requireLocation: true, requireData: true },
  });
}

/** The tester throws by itself; vitest wants to have seen an assertion as well. */
function asserting(run: () => void): () => void {
  return () => {
    run();
    expect(run).toBeTypeOf('function');
  };
}

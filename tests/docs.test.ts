/**
 * Lints the examples of every rule's page, and of the README where they name their rule (`rule=...`). An `incorrect` block has findings of that rule, exactly those on its `// error:` lines when it has
 * such lines; a `correct` block has none, with all recommended rules on; a `fixed` block is the block before it after `--fix`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { checkExample, type ExpectedText } from './specs-runner/check.ts';
import { readExpectations } from './specs-runner/expectations.ts';
import { parseMarkdown, type CodeBlock } from './specs-runner/markdown.ts';
import { ExampleProject, rulesOf, type LintSetup } from './specs-runner/project.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'rules');
const SDK = /['"]@dbos-inc\/[\w-]+['"]/u;

/** An example of a page, with the options and settings that were set above it under the same heading. */
interface PageExample {
  readonly kind: 'incorrect' | 'correct';
  readonly block: CodeBlock;
  readonly fixed?: CodeBlock;
  readonly options: readonly unknown[];
  readonly settings: Readonly<Record<string, unknown>>;
}

for (const page of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
  describe(`docs/rules/${page}`, () => {
    const examples = examplesOf(readFileSync(join(folder, page), 'utf8'));

    it('has an incorrect and a correct example', () => {
      expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['incorrect', 'correct']));
    });

    testExamples(examples, page.replace(/\.md$/u, ''));
  });
}

describe('README.md', () => {
  const examples = examplesOf(readFileSync(join(folder, '..', '..', 'README.md'), 'utf8'));

  it('shows a mistake', () => {
    expect(examples).not.toEqual([]);
  });

  testExamples(examples, undefined);
});

function testExamples(examples: readonly PageExample[], ruleOfPage: string | undefined): void {
  for (const example of examples) {
    const { kind, block } = example;
    it(`${kind} example on line ${block.line}`, async () => {
      const rule = block.attributes.get('rule') ?? ruleOfPage;
      // Code that never meets the SDK is clean for a reason that the page does not mean.
      expect(block.text, 'imports the SDK').toMatch(SDK);
      if (rule === undefined) throw new Error("Outside a rule's page an example names its rule: `rule=<name>`.");
      await (kind === 'incorrect' ? checkIncorrect(rule, example) : checkCorrect(rule, example));
    });
  }
}

async function checkIncorrect(rule: string, { block, fixed, options, settings }: PageExample): Promise<void> {
  const setup: LintSetup = { rules: { [`durable/${rule}`]: ['error', ...options] }, settings };
  const name = `file.${block.language}`;
  const { text, expectations } = readExpectations(block.text);
  const outputs: ExpectedText[] = fixed === undefined ? [] : [{ name, text: fixed.text }];
  const stated = expectations.length > 0 ? block.text : await annotate(rule, text, name, setup);
  await checkExample({ files: [{ name, text: stated, line: block.line }], outputs, suggestions: [], setup });
  if (fixed !== undefined) await checkCorrect(rule, { kind: 'correct', block: fixed, options, settings });
}

async function checkCorrect(rule: string, { block, options, settings }: PageExample): Promise<void> {
  const setup: LintSetup = {
    rules: { ...rulesOf('recommended'), [`durable/${rule}`]: ['error', ...options] },
    settings,
  };
  const file = { name: `file.${block.language}`, text: block.text, line: block.line };
  await checkExample({ files: [file], outputs: [], suggestions: [], setup });
}

/** The text with an expectation for each finding of the rule, so that only other findings are unexpected. There must be one. */
async function annotate(rule: string, text: string, name: string, setup: LintSetup): Promise<string> {
  const project = new ExampleProject(new Map([[name, text]]), setup);
  try {
    const findings = (await project.lint(name, text)).filter(({ ruleId }) => ruleId === `durable/${rule}`);
    expect(findings, `findings of ${rule}`).not.toEqual([]);
    const counts = new Map<number, number>();
    for (const { line } of findings) counts.set(line, (counts.get(line) ?? 0) + 1);
    const lines = text.split('\n');
    const annotated = lines.map((code, index) => {
      const count = counts.get(index + 1) ?? 0;
      return count === 0 ? code : `${code} // error: ${`[${rule}] `.repeat(count).trim()}`;
    });
    return annotated.join('\n');
  } finally {
    project.remove();
  }
}

function examplesOf(markdown: string): readonly PageExample[] {
  const examples: PageExample[] = [];
  let options: PageExample['options'] = [];
  let settings: PageExample['settings'] = {};
  for (const part of parseMarkdown(markdown)) {
    if (part.kind === 'heading') {
      options = [];
      settings = {};
    }
    if (part.kind !== 'code') continue;
    if (part.flags.has('options')) options = [JSON.parse(part.text)].flat();
    if (part.flags.has('settings')) settings = Object.fromEntries(Object.entries(JSON.parse(part.text) as object));
    if (part.flags.has('incorrect')) examples.push({ kind: 'incorrect', block: part, options, settings });
    if (part.flags.has('correct')) examples.push({ kind: 'correct', block: part, options, settings });
    if (part.flags.has('fixed')) {
      const before = examples.pop();
      if (before?.kind !== 'incorrect')
        throw new Error(`The fixed block on line ${part.line} has no incorrect one before it.`);
      examples.push({ ...before, fixed: part });
    }
  }
  return examples;
}

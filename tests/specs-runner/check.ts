/**
 * Holds a program of a few files against what it says of itself: every finding is expected, every expectation is found, and every
 * repair keeps the promises that hold for all repairs.
 */
import type { Linter } from 'eslint';
import { expect } from 'vitest';

import { readExpectations, type AnnotatedCode } from './expectations.ts';
import { ExampleProject, type LintSetup } from './project.ts';

/** A file of an example as it is written there. */
export interface ExampleFile {
  readonly name: string;
  readonly text: string;
  /** Line of the Markdown file, from one, on which the text begins. */
  readonly line: number;
  /** Whether it says that no finding in it offers a fix or a suggestion. */
  readonly unrepaired?: boolean;
}

/** The text that a file must have after a repair. */
export interface ExpectedText {
  readonly name: string;
  readonly text: string;
}

export interface ExpectedSuggestion extends ExpectedText {
  /** Part of the suggestion's description. */
  readonly fragment: string;
  /** Whether every finding that offers such a suggestion is meant, or the first one alone. */
  readonly every: boolean;
}

export interface Example {
  readonly files: readonly ExampleFile[];
  readonly outputs: readonly ExpectedText[];
  readonly suggestions: readonly ExpectedSuggestion[];
  readonly setup: LintSetup;
}

const LINTED = /\.(?:[cm]?[jt]s|[jt]sx)$/u;

/** Checks an example as a whole; throws what vitest prints. */
export async function checkExample(example: Example): Promise<void> {
  await inProject(example, async (project, files) => {
    for (const file of files) await checkFindings(project, file);
    for (const suggestion of example.suggestions)
      await checkSuggestion(project, fileNamed(files, suggestion.name), suggestion);
    await checkFixes(project, files, example.outputs);
  });
}

/** A file together with what its comments ask for. */
interface LintedFile extends ExampleFile {
  readonly code: AnnotatedCode;
}

async function inProject(
  example: Example,
  body: (project: ExampleProject, files: readonly LintedFile[]) => Promise<void>,
): Promise<void> {
  const files = example.files.map((file) => ({ ...file, code: readExpectations(file.text) }));
  const project = new ExampleProject(new Map(files.map(({ name, code }) => [name, code.text])), example.setup);
  try {
    await body(
      project,
      files.filter(({ name }) => LINTED.test(name) && !name.includes('node_modules/')),
    );
  } finally {
    project.remove();
  }
}

async function checkFindings(project: ExampleProject, file: LintedFile): Promise<void> {
  const found = [...(await project.lint(file.name, file.code.text))];
  const offers = found.flatMap(({ line, fix, suggestions = [] }) =>
    [...(fix ? ['a fix'] : []), ...suggestions.map(({ desc }) => desc)].map(
      (offer) => `${position(file, line)} ${offer}`,
    ),
  );
  if (file.unrepaired) expect(offers, `repairs in ${file.name}`).toEqual([]);
  const missing: string[] = [];
  for (const { line, rule, fragment = '' } of file.code.expectations) {
    const match = found.findIndex(
      (message) => message.line === line && shortName(message) === rule && message.message.includes(fragment),
    );
    if (match < 0) missing.push(`${position(file, line)} [${rule}] ${JSON.stringify(fragment)}`);
    else found.splice(match, 1);
  }
  const unexpected = found.map(
    (message) => `${position(file, message.line)} [${shortName(message)}] ${message.message}`,
  );
  expect({ missing, unexpected }, `findings in ${file.name}`).toEqual({ missing: [], unexpected: [] });
}

async function checkSuggestion(project: ExampleProject, file: LintedFile, expected: ExpectedSuggestion): Promise<void> {
  const { text } = file.code;
  const messages = await project.lint(file.name, text);
  const found = messages.flatMap(
    ({ suggestions = [] }) => suggestions.find(({ desc }) => desc.includes(expected.fragment)) ?? [],
  );
  const offered = messages.flatMap(({ suggestions = [] }) => suggestions.map(({ desc }) => desc));
  expect(found, `a suggestion with "${expected.fragment}" among ${JSON.stringify(offered)}`).not.toEqual([]);
  const changed = [...(expected.every ? found : found.slice(0, 1))]
    .sort((one, other) => other.fix.range[0] - one.fix.range[0])
    .reduce((code, { fix }) => code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]), text);
  expect(changed.trimEnd(), `${file.name} after the suggestion`).toBe(expected.text.trimEnd());
  const after = await project.lint(file.name, changed);
  expect(
    after.filter(({ fatal }) => fatal),
    `${file.name} parses after the suggestion`,
  ).toEqual([]);
}

/**
 * Fixes the files one after the other, as `eslint --fix` does, and checks each output that is stated. For every example, stated or not:
 * what is fixed parses, nothing fixable is left, no finding is new, and a second `--fix` changes nothing.
 */
async function checkFixes(
  project: ExampleProject,
  files: readonly LintedFile[],
  outputs: readonly ExpectedText[],
): Promise<void> {
  const fixedTexts = new Map<string, string>();
  for (const { name, code } of files) {
    const before = await project.lint(name, code.text);
    const { fixed, messages } = await project.fix(name, code.text);
    project.write(name, fixed);
    fixedTexts.set(name, fixed);
    if (fixed === code.text) continue;
    expect(
      messages.filter(({ fatal }) => fatal),
      `${name} parses after --fix:\n${fixed}`,
    ).toEqual([]);
    expect(
      messages.filter(({ fix }) => fix),
      `fixable findings left in ${name} by --fix:\n${fixed}`,
    ).toEqual([]);
    const unfixable = before.filter(({ fix }) => !fix).map(shortName);
    const introduced = messages.map(shortName).filter((rule) => !takeFrom(unfixable, rule));
    expect(introduced, `findings that --fix brings into ${name}:\n${fixed}`).toEqual([]);
  }
  for (const { name, text } of outputs) {
    expect(fixedTexts.get(fileNamed(files, name).name)?.trimEnd(), `${name} after --fix`).toBe(text.trimEnd());
  }
  for (const [name, fixed] of fixedTexts) {
    expect((await project.fix(name, fixed)).fixed, `${name} after a second --fix`).toBe(fixed);
  }
}

/** Takes one occurrence of `item` out of `items`; false when there is none. */
function takeFrom(items: string[], item: string): boolean {
  const index = items.indexOf(item);
  if (index < 0) return false;
  items.splice(index, 1);
  return true;
}

function fileNamed(files: readonly LintedFile[], name: string): LintedFile {
  const file = files.find((candidate) => candidate.name === name);
  if (file === undefined) throw new Error(`The example has no file ${name}.`);
  return file;
}

/** The place in the Markdown file of a line of the linted code. */
function position(file: LintedFile, line: number): string {
  return `${file.name}, Markdown line ${file.line - 1 + (file.code.originalLines[line] ?? 0)}:`;
}

/** The rule's name without the plugin's prefix. */
function shortName({ ruleId, fatal }: Linter.LintMessage): string {
  if (fatal) return 'syntax';
  return ruleId?.replace(/^durable\//u, '') ?? 'eslint';
}

/**
 * What `--fix` and the suggestions of the four named rules make in their specs and pages type checks against the installed SDK under `strict`: nothing is wrong
 * with it that was not wrong before. Packages that are not installed count as `any`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { readExpectations } from '../specs-runner/expectations.ts';
import { parseMarkdown, type CodeBlock } from '../specs-runner/markdown.ts';

const RULES = ['workflow-determinism', 'no-recv-in-step', 'no-thread-start', 'config-in-main'];
const root = path.resolve(import.meta.dirname, '../..');
const pages = RULES.flatMap((rule) => [`tests/rules/${rule}.spec.md`, `docs/rules/${rule}.md`]);

/** A repaired text and what it was made of. */
interface Pair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The file that is repaired, and the others of the example. */
  readonly file: string;
  readonly others: ReadonlyMap<string, string>;
}

function pairsOf(page: string): readonly Pair[] {
  const pairs: Pair[] = [];
  let sources = new Map<string, CodeBlock>();
  let last: CodeBlock | undefined;
  for (const part of parseMarkdown(readFileSync(path.join(root, page), 'utf8'))) {
    if (part.kind === 'heading') [sources, last] = [new Map<string, CodeBlock>(), undefined];
    if (part.kind !== 'code' || (part.language !== 'ts' && part.language !== 'tsx')) continue;
    const { flags, attributes } = part;
    const title = attributes.get('title');
    if (
      !flags.has('output') &&
      !flags.has('fixed') &&
      !attributes.has('suggestion') &&
      !attributes.has('suggestions')
    ) {
      last = part;
      if (title !== undefined) sources.set(title, part);
      continue;
    }
    const source = (title === undefined ? undefined : sources.get(title)) ?? last;
    if (source === undefined) throw new Error(`${page}:${part.line} repairs nothing.`);
    const others = new Map([...sources].map(([file, block]) => [file, readExpectations(block.text).text]));
    pairs.push({
      name: `${page}:${part.line}`,
      before: readExpectations(source.text).text,
      after: part.text,
      file: source.attributes.get('title') ?? `file.${source.language}`,
      others,
    });
  }
  return pairs;
}

const pairs = pages.flatMap(pairsOf);
const files = new Map<string, string>();
const fileOf = (kind: string, index: number, file: string): string =>
  path.join(root, `tests/fixes/repaired-${index}-${kind}`, file);
pairs.forEach(({ before, after, file, others }, index) => {
  for (const kind of ['before', 'after']) {
    for (const [other, text] of others) files.set(fileOf(kind, index, other), text);
    files.set(fileOf(kind, index, file), kind === 'before' ? before : after);
  }
});
const AMBIENT = path.join(root, 'tests/fixes/others.d.ts');
files.set(AMBIENT, "declare module '*';\ndeclare const Temporal: any;\n");

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  experimentalDecorators: true,
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: ['node'],
};
const host = ts.createCompilerHost(options);
const program = ts.createProgram([...files.keys()], options, {
  ...host,
  fileExists: (name) => files.has(name) || host.fileExists(name),
  directoryExists: (name) => name.includes('/repaired-') || ts.sys.directoryExists(name),
  readFile: (name) => files.get(name) ?? host.readFile(name),
  getSourceFile: (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? host.getSourceFile(name, ...rest) : ts.createSourceFile(name, text, rest[0]);
  },
});

function problemsIn(name: string): readonly string[] {
  const source = program.getSourceFile(name);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}

describe('repairs of the named rules', () => {
  it('are many', () => {
    expect(pairs.length).toBeGreaterThan(60);
  });

  it.each(pairs.map(({ name, file }, index) => [name, file, index] as const))('%s', (_, file, index) => {
    const known = new Set(problemsIn(fileOf('before', index, file)));
    expect(problemsIn(fileOf('after', index, file)).filter((problem) => !known.has(problem))).toEqual([]);
  });
});

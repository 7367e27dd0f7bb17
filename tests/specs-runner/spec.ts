/**
 * Reads a spec: prose, a heading for each behaviour, and under it the files of a small program. `tests/specs/README.md` describes the
 * format.
 */
import type { Linter } from 'eslint';

import type { Example, ExampleFile, ExpectedSuggestion, ExpectedText } from './check.ts';
import { parseMarkdown, type CodeBlock, type MarkdownPart } from './markdown.ts';
import { CONFIGS, rulesOf } from './project.ts';

/** One behaviour: a test. */
export interface SpecCase {
  /** The headings that lead to it. */
  readonly title: string;
  readonly line: number;
  readonly example: Example;
}

/** Languages of blocks that are files of the program; others only illustrate. */
const LANGUAGES = new Set(['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'json', 'jsonc', 'yaml']);

/**
 * The cases of a spec. `rule` is the rule that a spec in `tests/rules` is about; without it every recommended rule is on. Throws when
 * the spec itself is wrong.
 */
export function readSpec(markdown: string, rule: string | undefined): readonly SpecCase[] {
  const sections = sectionsOf(parseMarkdown(markdown));
  const [preamble] = sections;
  const cases = sections.filter(({ blocks }) => blocks.length > 0);
  if (preamble !== undefined && preamble.blocks.length > 0)
    throw new Error('A code block stands before the first heading of a case.');
  return cases.map(({ title, line, blocks, directives }) => ({
    title,
    line,
    example: exampleOf(blocks, new Map([...(preamble?.directives ?? []), ...directives]), rule),
  }));
}

interface Section {
  readonly title: string;
  readonly line: number;
  readonly blocks: CodeBlock[];
  /** Lines such as `config: strict`. */
  readonly directives: Map<string, string>;
}

function sectionsOf(parts: readonly MarkdownPart[]): readonly Section[] {
  let current: Section = { title: '', line: 1, blocks: [], directives: new Map() };
  const sections = [current];
  const path: string[] = [];
  for (const part of parts) {
    if (part.kind === 'heading' && part.level > 1) {
      path.splice(part.level - 2, path.length, part.text);
      current = { title: path.filter(Boolean).join(' > '), line: part.line, blocks: [], directives: new Map() };
      sections.push(current);
    } else if (part.kind === 'code' && LANGUAGES.has(part.language)) {
      current.blocks.push(part);
    } else if (part.kind === 'text') {
      const directive = /^(?<key>rules|config): *(?<value>.+?)\s*$/u.exec(part.text)?.groups;
      if (directive) current.directives.set(directive['key'] ?? '', directive['value'] ?? '');
    }
  }
  return sections;
}

function exampleOf(
  blocks: readonly CodeBlock[],
  directives: ReadonlyMap<string, string>,
  rule: string | undefined,
): Example {
  const files: ExampleFile[] = [];
  const outputs: ExpectedText[] = [];
  const suggestions: ExpectedSuggestion[] = [];
  let settings: Readonly<Record<string, unknown>> = {};
  let options: readonly unknown[] = [];
  for (const block of blocks) {
    const { language, flags, attributes, text, line } = block;
    const every = attributes.has('suggestions');
    const fragment = attributes.get(every ? 'suggestions' : 'suggestion');
    // A repair is shown below the file it changes.
    const name = attributes.get('title') ?? (isRepair(block) ? files.at(-1)?.name : undefined) ?? `file.${language}`;
    if (flags.has('settings')) settings = readObject(text);
    else if (flags.has('options')) options = [JSON.parse(text)].flat();
    else if (fragment !== undefined) suggestions.push({ name, text, fragment, every });
    else if (flags.has('output')) outputs.push({ name, text });
    else if (files.some((file) => file.name === name)) throw new Error(`Two files are called ${name} (line ${line}).`);
    else files.push({ name, text, line, unrepaired: flags.has('unrepaired') });
  }
  return { files, outputs, suggestions, setup: { rules: rulesFor(directives, rule, options), settings } };
}

function isRepair({ flags, attributes }: CodeBlock): boolean {
  return flags.has('output') || attributes.has('suggestion') || attributes.has('suggestions');
}

function rulesFor(
  directives: ReadonlyMap<string, string>,
  rule: string | undefined,
  options: readonly unknown[],
): Linter.RulesRecord {
  const wanted = directives.get('config');
  const config = CONFIGS.find((name) => name === wanted);
  const named = directives.get('rules')?.split(/[\s,]+/u) ?? (rule === undefined || wanted !== undefined ? [] : [rule]);
  if (options.length > 0 && named.length !== 1) throw new Error('Options need exactly one rule: say `rules: <name>`.');
  if (wanted !== undefined && config === undefined) throw new Error(`No such config: ${wanted}`);
  const base = named.length > 0 ? {} : rulesOf(config ?? 'recommended');
  return { ...base, ...Object.fromEntries(named.map((name) => [`durable/${name}`, ['error', ...options]])) };
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('Settings must be an object.');
  return Object.fromEntries(Object.entries(value));
}

/**
 * The fenced examples of a Markdown page, and what each of them declares about itself.
 *
 * The first word of the info string is the language, the second says what the block is; the rest declares what running it shows:
 *
 *     ```ts incorrect verdict=diverges code=26
 *     ```ts correct verdict=equal
 *     ```ts fixed
 *     ```ts incorrect static="the type checker rejects it"
 *
 * Blocks without one of the three words are prose (commands, output) and are no examples.
 */
import { readFileSync } from 'node:fs';

import { parseMarkdown, type CodeBlock } from './specs-runner/markdown.ts';

/** What running an example shows; docs/oracle.md says what counts as proof of each. */
export const verdicts = ['diverges', 'silent', 'throws', 'repeats', 'kills', 'waits', 'equal'] as const;
export type Verdict = (typeof verdicts)[number];

/** `fixed` holds what `eslint --fix` makes of the incorrect block before it. */
export type ExampleKind = 'incorrect' | 'correct' | 'fixed';

/** One fenced example. */
export interface Example {
  /** The page, as it was handed in. */
  readonly file: string;
  /** 1-based line of the opening fence. */
  readonly line: number;
  /** First word of the info string: `ts`, `js`, `json` ... */
  readonly language: string;
  readonly kind: ExampleKind;
  /** What the example declares; absent for a static one and for one that forgot. */
  readonly verdict?: Verdict;
  /** The error it must end with: a `dbosErrorCode` (`26`) or the name of an error class (`TypeError`). */
  readonly code?: string;
  /** Why no run is needed to see that it is right or wrong. */
  readonly static?: string;
  /** The workflow to run, with its arguments: `checkout('o-1')`. Absent: the default export or the last workflow registered. */
  readonly run?: string;
  /** What is called from outside of a workflow instead of running one. */
  readonly call?: OutsideCall;
  /** Messages that wait for the workflow: topic and value, both as JavaScript. */
  readonly sends: readonly Message[];
  readonly text: string;
  /** What is wrong with the declaration itself, one sentence each; empty for a good one. */
  readonly faults: readonly string[];
}

/** A call of what the example exports: `main()`. */
export interface OutsideCall {
  /** JavaScript source. */
  readonly code: string;
  /** It is made twice, as by a client that got no answer. */
  readonly isRequest: boolean;
}

/** A message that is sent to the workflow as soon as it runs. */
export interface Message {
  readonly topic: string;
  /** JavaScript source of the value. */
  readonly value: string;
}

const kinds: readonly ExampleKind[] = ['incorrect', 'correct', 'fixed'];
const keys: readonly string[] = ['verdict', 'code', 'static', 'run', 'call', 'request', 'send'];

/** The examples of one page. Never throws for what the page says: faults are part of an example. */
export function readExamples(file: string): Example[] {
  return parseExamples(readFileSync(file, 'utf8'), file);
}

/** As {@link readExamples}, for a text at hand. */
export function parseExamples(markdown: string, file: string): Example[] {
  return parseMarkdown(markdown).flatMap((part) => {
    if (part.kind !== 'code') return [];
    const kind = kinds.find((known) => part.flags.has(known));
    return kind === undefined ? [] : [exampleOf(part, kind, file)];
  });
}

function exampleOf(block: CodeBlock, kind: ExampleKind, file: string): Example {
  const { text, language, attributes: declared } = block;
  const faults: string[] = [];
  for (const key of declared.keys()) {
    if (!keys.includes(key)) faults.push(`\`${key}\` is not known; known are ${keys.join(', ')}.`);
  }

  const stated = declared.get('verdict') ?? (kind === 'fixed' && !declared.has('static') ? 'equal' : undefined);
  const verdict = verdicts.find((known) => known === stated);
  const reason = declared.get('static');
  if (stated !== undefined && verdict === undefined)
    faults.push(`The verdict \`${stated}\` is not known; known are ${verdicts.join(', ')}.`);
  if (stated === undefined && reason === undefined)
    faults.push('Nothing is declared: write `verdict=...`, or `static="why"` for what needs no run.');
  if (verdict !== undefined && reason !== undefined)
    faults.push('Both `verdict` and `static` are declared; only one can hold.');
  if (reason !== undefined && reason.trim() === '') faults.push('`static` needs its reason.');
  if (kind === 'incorrect' && verdict === 'equal') faults.push('An incorrect example cannot be declared `equal`.');
  if (kind !== 'incorrect' && verdict !== undefined && verdict !== 'equal')
    faults.push(`A ${kind} example must be \`equal\`.`);

  const run = declared.get('run') ?? lineAfter(text, '// run:')[0];
  const code = declared.get('code');
  const call = callOf(text, declared);
  if (call && run !== undefined) faults.push('Either a workflow is run, or something is called from outside.');
  const sends = [...lineAfter(text, '// send:'), ...(declared.has('send') ? [declared.get('send') ?? ''] : [])].map(
    messageOf,
  );
  return {
    file,
    line: block.line - 1,
    language,
    kind,
    ...(verdict === undefined ? {} : { verdict }),
    ...(code === undefined ? {} : { code }),
    ...(reason === undefined ? {} : { static: reason }),
    ...(run === undefined ? {} : { run }),
    ...(call && { call }),
    sends,
    text,
    faults,
  };
}

function callOf(text: string, declared: ReadonlyMap<string, string>): OutsideCall | undefined {
  const request = declared.get('request') ?? lineAfter(text, '// request:')[0];
  if (request !== undefined) return { code: request, isRequest: true };
  const call = declared.get('call') ?? lineAfter(text, '// call:')[0];
  return call === undefined ? undefined : { code: call, isRequest: false };
}

function lineAfter(text: string, marker: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(marker))
    .map((line) => line.slice(marker.length).trim());
}

function messageOf(line: string): Message {
  const [topic = '', ...value] = line.split(/\s+/);
  return { topic, value: value.join(' ') || 'null' };
}

/** `docs/rules/no-race.md:12`: how a report names an example. */
export function placeOf(example: Example): string {
  return `${example.file}:${String(example.line)}`;
}

/** The same example with another declaration. */
export function declaredAs(example: Example, kind: ExampleKind, verdict: Verdict, code?: string): Example {
  const { code: _declared, ...rest } = example;
  return { ...rest, kind, verdict, ...(code === undefined ? {} : { code }) };
}

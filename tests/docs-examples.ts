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
 * A block that says `previous` is the version before of the program in the next example. Blocks without one of these words are prose (commands, output) and are no examples.
 */
import { readFileSync } from 'node:fs';

import { sceneKeys, sceneOf, type Scene } from './example-scene.ts';
import { parseMarkdown, type CodeBlock } from './specs-runner/markdown.ts';

/** What running an example shows; docs/oracle.md says what counts as proof of each. */
export const verdicts = [
  'diverges',
  'silent',
  'throws',
  'repeats',
  'kills',
  'waits',
  'loses',
  'misses',
  'works',
  'equal',
] as const;
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
  /** Options and settings that the page sets above it under the same heading, for the linter. */
  readonly options: readonly unknown[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** What is known of its repairs; of an incorrect example only. */
  readonly repairs: Repairs;
  /** Why no run is needed to see that it is right or wrong. */
  readonly static?: string;
  /** The workflow to run, with its arguments: `checkout('o-1')`. Absent: the default export or the last workflow registered. */
  readonly run?: string;
  /** What is called from outside of a workflow instead of running one. */
  readonly call?: OutsideCall;
  /** Messages that wait for the workflow: topic and value, both as JavaScript. */
  readonly sends: readonly Message[];
  /** What happens around the run; absent: nothing. */
  readonly scene?: Scene;
  readonly text: string;
  /** What is wrong with the declaration itself, one sentence each; empty for a good one. */
  readonly faults: readonly string[];
}

/** What `--fix` and the suggestions make of an incorrect example is right, too, but for what is said here. */
export interface Repairs {
  /** The error with which the repaired code ends rightly. */
  readonly ends?: string;
  /** The fix is not run: its block says why. */
  readonly isFixStatic: boolean;
  /** The suggestion, counted from one, that leaves something to its author. `'all'`: each of them. */
  readonly incomplete?: number | 'all';
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
const keys: readonly string[] = [
  'verdict',
  'code',
  'static',
  'run',
  'call',
  'request',
  'send',
  'ends',
  'incomplete',
  ...sceneKeys,
];

/** The examples of one page. Never throws for what the page says: faults are part of an example. */
export function readExamples(file: string): Example[] {
  return parseExamples(readFileSync(file, 'utf8'), file);
}

/** As {@link readExamples}, for a text at hand. */
export function parseExamples(markdown: string, file: string): Example[] {
  let previous: string | undefined;
  let options: Example['options'] = [];
  let settings: Example['settings'] = {};
  const parts = parseMarkdown(markdown);
  return parts.flatMap((part, index) => {
    if (part.kind === 'heading') {
      options = [];
      settings = {};
    }
    if (part.kind !== 'code') return [];
    if (part.flags.has('options')) options = [JSON.parse(part.text) as unknown].flat();
    if (part.flags.has('settings')) settings = JSON.parse(part.text) as Record<string, unknown>;
    if (part.flags.has('previous')) previous = part.text;
    const kind = kinds.find((known) => part.flags.has(known));
    if (kind === undefined) return [];
    const example = exampleOf(part, kind, file, previous);
    previous = undefined;
    const next = parts.slice(index + 1).find((one) => one.kind === 'code');
    return [
      { ...example, options, settings, repairs: repairsOf(part, next?.flags.has('fixed') === true ? next : undefined) },
    ];
  });
}

function repairsOf({ attributes }: CodeBlock, fixed: CodeBlock | undefined): Repairs {
  const ends = attributes.get('ends') ?? fixed?.attributes.get('code');
  const incomplete = attributes.get('incomplete');
  const [, number] = /^(\d+) /.exec(incomplete ?? '') ?? [];
  return {
    ...(ends === undefined ? {} : { ends }),
    isFixStatic: fixed?.attributes.has('static') === true,
    ...(incomplete === undefined ? {} : { incomplete: number === undefined ? 'all' : Number(number) }),
  };
}

function exampleOf(
  block: CodeBlock,
  kind: ExampleKind,
  file: string,
  previous: string | undefined,
): Omit<Example, 'repairs' | 'options' | 'settings'> {
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
  const valuesOf = (key: string): readonly string[] => [
    ...lineAfter(text, `// ${key}:`),
    ...(declared.has(key) ? [declared.get(key) ?? ''] : []),
  ];
  const scene = sceneOf(valuesOf, previous);
  if (verdict === 'misses' && scene?.wants === undefined)
    faults.push('`misses` needs to say what is missed: `wants=...`.');
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
    ...(scene && { scene }),
    text,
    faults,
  };
}

function callOf(text: string, declared: ReadonlyMap<string, string>): OutsideCall | undefined {
  const request = declared.get('request') ?? lineAfter(text, '// request:')[0];
  if (request !== undefined) return { code: request, isRequest: true };
  const call =
    declared.get('call') ?? lineAfter(text, '// call:')[0] ?? (comesFromOutside(declared) ? 'undefined' : undefined);
  return call === undefined ? undefined : { code: call, isRequest: false };
}

/** Whether something from outside happens to a program that does the rest by itself. */
function comesFromOutside(declared: ReadonlyMap<string, string>): boolean {
  return declared.has('arrives') || declared.has('restart');
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

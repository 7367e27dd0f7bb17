/** The specifiers that a text names, without parsing it whole. */
import { parse } from 'es-module-lexer/js';

import type { Specifiers } from '../analysis/source.ts';
import { isTooDeep } from './nesting.ts';
import { readNatively, type NativeParse } from './parse.ts';

/**
 * Every module that a file names; undefined when only its tree can tell: no lexer gets through it, as through most JSX, and no native parser is there,
 * or it finds errors.
 */
export function specifiersIn(
  path: string,
  text: string,
  native: () => NativeParse | undefined,
): Specifiers | undefined {
  return lexedSpecifiers(text) ?? recordedSpecifiers(path, text, native());
}

function lexedSpecifiers(text: string): Specifiers | undefined {
  try {
    const [imports] = parse(text);
    const loaded: string[] = [];
    const types: string[] = [];
    for (const item of imports) {
      if (typeof item.specifier !== 'string') continue;
      ('typeOnly' in item && item.typeOnly ? types : loaded).push(item.specifier);
    }
    return { loaded: text.includes('require') ? [...loaded, ...calledSpecifiers(text)] : loaded, types };
  } catch {
    return undefined;
  }
}

/** Those that the native parser notes down while it reads. */
function recordedSpecifiers(path: string, text: string, native: NativeParse | undefined): Specifiers | undefined {
  if (native === undefined || isTooDeep(text)) return undefined;
  const { module, errors } = readNatively(native, path, text);
  if (errors.length > 0) return undefined;
  const named = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({ specifier: moduleRequest.value, entries })),
    ...module.staticExports.flatMap(({ entries }) => {
      const specifier = entries[0]?.moduleRequest?.value;
      return specifier === undefined ? [] : [{ specifier, entries }];
    }),
  ];
  const isForTypes = ({ entries }: (typeof named)[number]): boolean =>
    entries.length > 0 && entries.every(({ isType }) => isType);
  const specifiersOf = (items: typeof named): readonly string[] => items.map(({ specifier }) => specifier);
  const imported = new Set(
    module.dynamicImports.flatMap(({ moduleRequest: { start } }) => quotedAt(text, start) ?? []),
  );
  return {
    loaded: [
      ...specifiersOf(named.filter((item) => !isForTypes(item))),
      ...imported,
      ...specifiersGivenTo(['require'], text),
    ],
    // `import('x').Order` is a type.
    types: [
      ...specifiersOf(named.filter(isForTypes)),
      ...specifiersGivenTo(['import'], text).filter((specifier) => !imported.has(specifier)),
    ],
  };
}

/** What a text loads by calls, wherever they stand: `require('x')`, `import('x')`. A call in a comment counts as well. */
export function calledSpecifiers(text: string): readonly string[] {
  return specifiersGivenTo(['require', 'import'], text);
}

/** What a test puts something else in place of: `vi.mock('x')`, `jest.doMock('x')`, `mock.module('x')`, `jest.unstable_mockModule('x')`. */
export function mockedSpecifiers(text: string): readonly string[] {
  return specifiersGivenTo(['mock', 'Mock', 'mock.module', 'mockModule'], text);
}

function specifiersGivenTo(words: readonly string[], text: string): readonly string[] {
  const found: string[] = [];
  for (const word of words) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
      const specifier = firstArgument(text, at + word.length);
      if (specifier !== undefined) found.push(specifier);
    }
  }
  return found;
}

/** Longer ones are not looked up. */
const MAX_LENGTH = 1000;

/** Of `('x')` the text in quotes, also behind a comment, as bundlers want them. */
function firstArgument(text: string, start: number): string | undefined {
  const open = skipBlanks(text, start);
  if (text[open] !== '(') return undefined;
  let at = skipBlanks(text, open + 1);
  if (text.startsWith('/*', at)) {
    const end = text.slice(at, at + MAX_LENGTH).indexOf('*/');
    if (end === -1) return undefined;
    at = skipBlanks(text, at + end + 2);
  }
  return quotedAt(text, at);
}

function quotedAt(text: string, at: number): string | undefined {
  const quote = text[at];
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined;
  const rest = text.slice(at + 1, at + 1 + MAX_LENGTH);
  const end = rest.indexOf(quote);
  return end === -1 ? undefined : rest.slice(0, end);
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= SPACE) at++;
  return at;
}

const SPACE = 32;

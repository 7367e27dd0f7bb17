/** The code of a text without what nobody runs: two texts with the same code differ in comments and in blanks alone. */
import { isTooDeep } from './nesting.ts';
import type { NativeParse } from './parse.ts';

/** Where the text cannot be parsed, or no parser is there, all of it. */
export function codeText(parse: NativeParse | undefined, path: string, text: string): string {
  return withoutComments(parse, path, text).replace(/\s+/gu, ' ').trim();
}

function withoutComments(parse: NativeParse | undefined, path: string, text: string): string {
  if (parse === undefined || isTooDeep(text)) return text;
  try {
    // The tree is not read, and so not made: only the places of the comments are.
    const { comments, errors } = parse(path, text);
    if (errors.length > 0) return text;
    const parts: string[] = [];
    let from = 0;
    for (const { start, end } of comments) {
      parts.push(text.slice(from, start));
      from = end;
    }
    return [...parts, text.slice(from)].join(' ');
  } catch {
    return text;
  }
}

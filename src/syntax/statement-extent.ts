/** A statement together with the comments that belong to it, and the moving of lines from one depth to another. */
import type { TSESTree } from '@typescript-eslint/types';

import { replace, insert, type Change } from './change.ts';
import {
  codeBefore,
  endsLine,
  isBlank,
  lineEnd,
  lineStart,
  nextLine,
  startsLine,
  type CommentedText,
  type Range,
} from './trivia.ts';
import { descendants } from './walk.ts';

export interface Extent {
  /** From the first comment above the statement to the end of the last comment behind it, without indentation and line end. */
  readonly range: Range;
  /** The whole lines, line end included, when nothing else stands on them. */
  readonly lines: Range | undefined;
}

/** A statement, or a stretch of several. */
interface Stretch {
  readonly type?: string;
  readonly range: Range;
}

/**
 * The statement without a semicolon that stands on a later line: in a file without semicolons, that one is there for what follows it.
 *
 *   await DBOS.launch()
 *   ;[1, 2].forEach(log)
 */
export function ownRange(source: CommentedText, { type, range }: Stretch): Range {
  const [start, end] = range;
  if (type === undefined || !ENDED.test(type) || source.text.charAt(end - 1) !== ';') return range;
  const own = codeBefore(source, end - 1) + 1;
  return source.text.slice(own, end).includes('\n') ? [start, own] : range;
}

/** Statements that a semicolon ends. */
const ENDED = /^(?:Expression|Return|Throw)Statement$|^VariableDeclaration$|^(?:Import|Export)\w*Declaration$/u;

/** Comments directly above, without a blank line between, and comments on the same line behind go with a statement. */
export function extentOf(source: CommentedText, statement: Stretch): Extent {
  const start = startWithComments(source, statement.range[0]);
  const end = endWithComments(source, ownRange(source, statement)[1]);
  const whole = startsLine(source.text, start) && endsLine(source.text, end);
  return {
    range: [start, end],
    lines: whole ? [lineStart(source.text, start), nextLine(source.text, end)] : undefined,
  };
}

/**
 * Changes that put the lines of a range, without the first, `to` deep instead of `from`; the text of template literals stays as it
 * is.
 */
export function reindent(
  text: string,
  range: Range,
  nodes: readonly TSESTree.Node[],
  from: string,
  to: string,
): readonly Change[] {
  if (from === to) return [];
  const literals = nodes.flatMap((node) => [...descendants(node)].filter(isVerbatim).map((literal) => literal.range));
  const changes: Change[] = [];
  let at = nextLine(text, range[0]);
  while (at < range[1]) {
    const line = at;
    const isInLiteral = literals.some(([start, end]) => start < line && line <= end);
    if (!isInLiteral && !isBlank(text.slice(line, lineEnd(text, line)))) {
      if (to.startsWith(from)) changes.push(insert(line, to.slice(from.length)));
      else if (text.startsWith(from, line)) changes.push(replace([line, line + from.length], to));
    }
    at = nextLine(text, at);
  }
  return changes;
}

function isVerbatim(node: TSESTree.Node): boolean {
  return node.type === 'TemplateElement' || node.type === 'JSXText' || node.type === 'Literal';
}

function startWithComments(source: CommentedText, start: number): number {
  let first = start;
  for (const comment of source.comments.toReversed()) {
    if (comment.range[1] > first) continue;
    const between = source.text.slice(comment.range[1], first);
    if (!isBlank(between) || between.split('\n').length > 2) break;
    // A comment behind other code on its line, `{ // like this`, belongs to that code. A `#!` line belongs to the file.
    if (!startsLine(source.text, comment.range[0]) || source.text.startsWith('#!', comment.range[0])) break;
    first = comment.range[0];
  }
  return first;
}

function endWithComments(source: CommentedText, end: number): number {
  let last = end;
  for (const comment of source.comments) {
    if (comment.range[0] < last) continue;
    const between = source.text.slice(last, comment.range[0]);
    if (!isBlank(between) || between.includes('\n')) break;
    // A block comment in front of other code on the line belongs to that code.
    if (
      comment.type === 'Block' &&
      !endsLine(source.text, comment.range[1]) &&
      !startsComment(source, comment.range[1])
    )
      break;
    last = comment.range[1];
  }
  return last;
}

function startsComment(source: CommentedText, offset: number): boolean {
  return /^[ \t]*\/[/*]/.test(source.text.slice(offset, lineEnd(source.text, offset)));
}

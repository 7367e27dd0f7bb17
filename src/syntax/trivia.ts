/**
 * What stands between the nodes: space, line ends, comments, parentheses. Reads text and comments only, so no list of tokens is
 * needed.
 */
import type { TSESTree } from '@typescript-eslint/types';

/** Offsets into a text. */
export type Range = readonly [start: number, end: number];

/** A text with its comments, in order. */
export interface CommentedText {
  readonly text: string;
  readonly comments: readonly TSESTree.Comment[];
}

/** Offset of the next character at or after `offset` that is neither space nor in a comment; the text's length when there is none. */
export function codeAfter(source: CommentedText, offset: number): number {
  let at = offset;
  while (at < source.text.length) {
    if (isSpace(source.text.charAt(at))) at += 1;
    else {
      const comment = commentStartingAt(source.comments, at);
      if (comment === undefined) return at;
      at = comment.range[1];
    }
  }
  return at;
}

/** Offset of the last character before `offset` that is neither space nor in a comment; -1 when there is none. */
export function codeBefore(source: CommentedText, offset: number): number {
  let at = offset - 1;
  while (at >= 0) {
    if (isSpace(source.text.charAt(at))) at -= 1;
    else {
      const comment = commentEndingAt(source.comments, at + 1);
      if (comment === undefined) return at;
      at = comment.range[0] - 1;
    }
  }
  return at;
}

/** Whether parentheses that belong to no syntax of the parent stand directly around the node, which must be an operand. */
export function isParenthesised(source: CommentedText, node: TSESTree.Node): boolean {
  return (
    source.text.charAt(codeBefore(source, node.range[0])) === '(' &&
    source.text.charAt(codeAfter(source, node.range[1])) === ')'
  );
}

/** An argument of a call with the parentheses around it: of `place((id), rest)`, `(id)`. */
export function argumentRange(source: CommentedText, argument: TSESTree.CallExpressionArgument): Range {
  let [start, end] = argument.range;
  const last = (argument.parent?.range[1] ?? end) - 1;
  for (;;) {
    const open = codeBefore(source, start);
    const close = codeAfter(source, end);
    if (source.text.charAt(open) !== '(' || source.text.charAt(close) !== ')' || close >= last) return [start, end];
    start = open;
    end = close + 1;
  }
}

/** Comments that lie in a range as a whole. */
export function commentsIn(source: CommentedText, range: Range): readonly TSESTree.Comment[] {
  return source.comments.filter((comment) => range[0] <= comment.range[0] && comment.range[1] <= range[1]);
}

/** Offset of the first character of the line. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset behind the last character of the line, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return end > offset && text.charAt(end - 1) === '\r' ? end - 1 : end;
}

/** Offset behind the line's own line end. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Whole lines as they go away: of the blank lines before and behind them, one goes along. */
export function withBlankLine(text: string, [start, end]: Range): Range {
  const isBlankBefore = start === 0 || isBlank(text.slice(lineStart(text, start - 1), start));
  const isBlankBehind = end < text.length && isBlank(text.slice(end, lineEnd(text, end)));
  return isBlankBefore && isBlankBehind ? [start, nextLine(text, end)] : [start, end];
}

/** A part of a line as it goes away: with the blanks in front of it at the end of the line, else with those behind it. */
export function withBlanks(text: string, [start, end]: Range): Range {
  if (endsLine(text, end)) return [text.slice(0, start).trimEnd().length, end];
  return [start, end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0)];
}

/** The space at the beginning of the line. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text.charAt(end) === ' ' || text.charAt(end) === '\t') end += 1;
  return text.slice(start, end);
}

/** Whether nothing but space stands before the offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return isBlank(text.slice(lineStart(text, offset), offset));
}

/** Whether nothing but space stands behind the offset on its line. */
export function endsLine(text: string, offset: number): boolean {
  return isBlank(text.slice(offset, lineEnd(text, offset)));
}

/** Whether the text has nothing but white space. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}

function isSpace(character: string): boolean {
  return character.trim() === '';
}

function commentStartingAt(comments: readonly TSESTree.Comment[], offset: number): TSESTree.Comment | undefined {
  const comment = comments[firstIndex(comments, (candidate) => candidate.range[0] >= offset)];
  return comment?.range[0] === offset ? comment : undefined;
}

function commentEndingAt(comments: readonly TSESTree.Comment[], offset: number): TSESTree.Comment | undefined {
  const comment = comments[firstIndex(comments, (candidate) => candidate.range[1] >= offset)];
  return comment?.range[1] === offset ? comment : undefined;
}

/** First index for which a test that goes from false to true holds. */
function firstIndex<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where code without semicolons would be read as one statement with what stands above it. */
import { codeAfter, codeBefore, type CommentedText } from './trivia.ts';

/** Whether code that begins there goes on with what stands above it, unless a semicolon ends that: `[1].map(f)`, `(a)`. */
export function continues(source: CommentedText, start: number): boolean {
  return /[([`+\-/<]/u.test(source.text.charAt(codeAfter(source, start)));
}

/** Whether what ends there may go on with what follows: no semicolon and no beginning of a block stands before it. */
export function isOpenBefore(source: CommentedText, end: number): boolean {
  const before = codeBefore(source, end);
  return before >= 0 && !/[;{]/u.test(source.text.charAt(before));
}

/** Whether the code before and the code behind become one statement when what stands between is not there. */
export function joinsWithout(source: CommentedText, [start, end]: readonly [number, number]): boolean {
  return continues(source, end) && isOpenBefore(source, start);
}

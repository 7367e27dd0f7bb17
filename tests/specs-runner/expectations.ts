/**
 * The comments by which an example says what is found in it:
 *
 * ```text
 * const now = Date.now(); // error: [workflow-determinism] "reads the clock"
 * // error-next: [rule] [other-rule] "text of the other rule's finding"
 * ```
 */

/** A finding that an example asks for. */
export interface Expectation {
  /** Line of the code that is linted, from one. */
  readonly line: number;
  /** Name of the rule without the plugin's prefix; `syntax` for a file that does not parse. */
  readonly rule: string;
  /** Text that the message must contain; absent: any message of the rule. */
  readonly fragment?: string;
}

export interface AnnotatedCode {
  /** The code without the comments that state expectations. */
  readonly text: string;
  readonly expectations: readonly Expectation[];
  /** For each line of `text`, the line of the original text; both from one, so the first entry is unused. */
  readonly originalLines: readonly number[];
}

const COMMENT =
  /(?<before>^|\s)(?:\/\/|\/\*) *error(?<next>-next)?: *(?<body>\[[^\]]*\](?:[ ,]*"(?:[^"\\]|\\.)*"|[ ,]*\[[^\]]*\])*)\s*(?:\*\/)?\s*$/u;

/**
 * Takes the expectations out of an example, so that they cannot be seen by the code under test nor get into what a fix writes. A line
 * that holds nothing else goes away. Throws on a comment that looks like an expectation and cannot be read.
 */
export function readExpectations(code: string): AnnotatedCode {
  const kept: string[] = [];
  const originalLines = [0];
  const expectations: Expectation[] = [];
  for (const [index, original] of code.split('\n').entries()) {
    let line = original;
    for (let match = COMMENT.exec(line); match !== null; match = COMMENT.exec(line)) {
      const { next, body = '' } = match.groups ?? {};
      line = line.slice(0, match.index).trimEnd();
      // The line after a line that goes away takes its number; the line after one that stays comes one later.
      const here = kept.length + 1;
      const target = next === undefined || line.trim() === '' ? here : here + 1;
      if (next === undefined && line.trim() === '')
        throw unreadable(original, index, 'stands alone: use `error-next:`');
      expectations.push(...readBody(body, target));
    }
    if (/(?:\/\/|\/\*)\s*error(?:-next)?\s*:/u.test(line)) throw unreadable(original, index, 'cannot be read');
    if (line !== original && line.trim() === '') continue;
    kept.push(line);
    originalLines.push(index + 1);
  }
  return { text: kept.join('\n'), expectations, originalLines };
}

function readBody(body: string, line: number): Expectation[] {
  const items = body.matchAll(/\[(?<rule>[^\]]*)\](?:[ ,]*(?<quoted>"(?:[^"\\]|\\.)*"))?/gu);
  return Array.from(items, ({ groups }) => {
    const rule = groups?.['rule'] ?? '';
    const quoted = groups?.['quoted'];
    return quoted === undefined ? { line, rule } : { line, rule, fragment: String(JSON.parse(quoted)) };
  });
}

function unreadable(line: string, index: number, why: string): Error {
  return new Error(`The expectation on line ${index + 1} of the example ${why}: ${line.trim()}`);
}

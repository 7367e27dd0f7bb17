/** JSON as `tsconfig.json` has it: with comments and with commas before closing brackets. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of the text when it is an object; undefined when it is anything else or broken. */
export function parseJsonObject(text: string): JsonObject | undefined {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const value = parse(plain) ?? parse(withoutComments(plain));
  return isObject(value) ? value : undefined;
}

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings of a list; none when it is no list. */
export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The string that a value is; undefined: it is something else. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function withoutComments(text: string): string {
  // Strings come first in each alternation, so that what looks like a comment in one stays: "@/*". What is
  // not closed reaches to the end, so that no text is walked twice.
  const bare = text.replace(
    /("(?:[^"\\\n]|\\.)*"?)|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
    (_, string?: string) => string ?? ' ',
  );
  return bare.replace(/("(?:[^"\\\n]|\\.)*"?)|,(?=\s*[}\]])/g, (_, string?: string) => string ?? '');
}

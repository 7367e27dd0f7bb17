/**
 * How deeply a text nests, told from its characters alone. A parser in native code that goes too deep ends the whole process,
 * and no `catch` helps, so what nests deeper than any code that people write is not parsed at all.
 *
 * The load of a place is the number of brackets open around it, each worth 4, plus the operators and prefix words since the
 * last border (`;`, `,`, a line that starts anew) inside each of these brackets. It is an upper estimate: strings within
 * templates and regular expressions are read as code.
 */

/**
 * More than this is not parsed: 500 brackets, or an expression of 2,000 operators. The parser was seen to fail at 2,000
 * functions in each other, and at 4,000 `else if`, on the stack of a worker thread (4 MB).
 */
const LIMIT = 2000;
const BRACKET = 4;

/** Whether parsing the text could exhaust the stack. */
export function isTooDeep(text: string): boolean {
  const around: number[] = [];
  let load = 0;
  /** The load at the opening of the innermost bracket: what a border falls back to. */
  let base = 0;
  /** The last character that is not a blank. */
  let previous = 0;
  let afterBlank = true;
  let onNewLine = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) {
      if (code === LINE_FEED) onNewLine = true;
      afterBlank = true;
      continue;
    }
    if (code === SLASH) {
      const end = endOfComment(text, at);
      if (end > at) {
        at = end - 1;
        continue;
      }
    }
    const kind = KIND[code] ?? WORD;
    switch (kind) {
      case OPENING:
        around.push(base, load);
        load += BRACKET;
        base = load;
        if (load > LIMIT) return true;
        break;
      case CLOSING:
        load = around.pop() ?? 0;
        base = around.pop() ?? 0;
        break;
      case BORDER:
        load = base;
        break;
      case QUOTE:
        at = endOfString(text, at, code);
        break;
      case END:
        if (previous !== EQUALS && load > base) load--;
        break;
      case DIVISION:
        if (previous !== LESS_SIGN && text.charCodeAt(at + 1) === GREATER && load > base) load--;
        break;
      case LESS:
      case EQUALS_SIGN:
      case OPERATOR:
        load += weightOf(kind, previous, text.charCodeAt(at + 1));
        if (load > LIMIT) return true;
        break;
      case WORD:
        if (!afterBlank && isWord(previous)) break;
        PREFIX.lastIndex = at;
        if (onNewLine && endsStatement(previous) && !text.startsWith('else', at)) load = base;
        else if (PREFIX.test(text) && ++load > LIMIT) return true;
        break;
    }
    previous = code;
    afterBlank = false;
    onNewLine = false;
  }
  return false;
}

/** What an operator adds to the load, by the characters around it. */
function weightOf(kind: number, previous: number, next: number): number {
  switch (kind) {
    case LESS:
      // An opening tag counts twice, and its `>` takes one away; `</a>` and `<a />` take away the other.
      if (next === SLASH) return 0;
      return !isWord(previous) && (next === GREATER || isWord(next)) ? 2 : 1;
    case EQUALS_SIGN:
      // A value in quotes or braces cannot be assigned to in turn: `<a b="c" d={e}>`.
      return next === DOUBLE_QUOTE || next === OPENING_BRACE ? 0 : 1;
    default:
      return 1;
  }
}

const LINE_FEED = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const STAR = 42;
const SLASH = 47;
const LESS_SIGN = 60;
const EQUALS = 61;
const GREATER = 62;
const BACKSLASH = 92;
const OPENING_BRACE = 123;

/** Words that take what follows them into their own node. */
const PREFIX =
  /(?:await|delete|do|else|extends|for|if|infer|keyof|new|readonly|throw|typeof|unique|void|while|with|yield)(?![\w$])/y;

const WORD = 0;
const OPENING = 1;
const CLOSING = 2;
const BORDER = 3;
const QUOTE = 4;
const OPERATOR = 5;
const EQUALS_SIGN = 6;
const LESS = 7;
const END = 8;
const DIVISION = 9;
const OTHER = 10;

/** What a character is, by its code; what is not here is part of a word. */
const KIND: readonly (number | undefined)[] = kinds({
  '([{': OPENING,
  ')]}': CLOSING,
  ';,': BORDER,
  [`"'`]: QUOTE,
  '?!~+-*%&|^:': OPERATOR,
  '=': EQUALS_SIGN,
  '<': LESS,
  '>': END,
  '/': DIVISION,
  '.`@#\\': OTHER,
});

function kinds(groups: Readonly<Record<string, number>>): readonly (number | undefined)[] {
  const table: (number | undefined)[] = Array.from({ length: 128 });
  for (const [characters, kind] of Object.entries(groups)) {
    for (const character of characters) table[character.charCodeAt(0)] = kind;
  }
  return table;
}

function isWord(code: number): boolean {
  return code > 0 && (KIND[code] ?? WORD) === WORD;
}

/** Whether a line that ends so needs no semicolon before a line that starts with a word. */
function endsStatement(code: number): boolean {
  const kind = KIND[code] ?? WORD;
  return kind === WORD || kind === CLOSING || kind === QUOTE || kind === OTHER;
}

/** The offset behind a comment that starts at `at`; `at` itself when there is none. */
function endOfComment(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next !== SLASH && next !== STAR) return at;
  const end = next === SLASH ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
  if (end === -1) return text.length;
  return next === SLASH ? end : end + 2;
}

/** The offset of the closing quote, or of the last character of the line when there is none: an apostrophe in a tag's text. */
function endOfString(text: string, start: number, quote: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === LINE_FEED) return at - 1;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}

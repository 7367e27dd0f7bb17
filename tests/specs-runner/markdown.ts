/**
 * Reads Markdown into headings, paragraph lines and fenced code blocks. Knows nothing of what a block means: a spec and a rule's
 * page give different meanings to the words after the language.
 */

/** A fenced block. In ```` ```ts output title=src/a.ts ```` the language is `ts`, `output` a flag and `title` an attribute. */
export interface CodeBlock {
  readonly kind: 'code';
  readonly language: string;
  readonly flags: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, string>;
  /** The lines between the fences, each with its line feed. */
  readonly text: string;
  /** Line of the Markdown file, from one, on which the text begins. */
  readonly line: number;
}

export interface Heading {
  readonly kind: 'heading';
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

export interface TextLine {
  readonly kind: 'text';
  readonly text: string;
  readonly line: number;
}

export type MarkdownPart = CodeBlock | Heading | TextLine;

/**
 * The parts of a Markdown text in their order. Empty lines are left out. Throws on a fence that is never closed, and on one with a back quote behind
 * it: that is no fence to other readers of Markdown, and a formatter would take the block apart.
 */
export function parseMarkdown(markdown: string): readonly MarkdownPart[] {
  const lines = markdown.split(/\r?\n/u);
  const parts: MarkdownPart[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const fence = /^(?<mark>`{3,}|~{3,})(?<info>.*)$/u.exec(line)?.groups;
    const heading = /^(?<marks>#{1,6}) +(?<text>.*?)\s*$/u.exec(line)?.groups;
    if (fence !== undefined) {
      if (fence['info']?.includes('`') === true)
        throw new Error(`A back quote stands behind the fence on line ${index + 1}.`);
      const end = lines.indexOf(fence['mark'] ?? '', index + 1);
      if (end < 0) throw new Error(`The code block that begins on line ${index + 1} has no end.`);
      const text = lines.slice(index + 1, end).map((content) => `${content}\n`);
      parts.push({ kind: 'code', ...parseInfo(fence['info'] ?? ''), text: text.join(''), line: index + 2 });
      index = end;
    } else if (heading !== undefined) {
      const level = heading['marks']?.length ?? 0;
      parts.push({ kind: 'heading', level, text: heading['text'] ?? '', line: index + 1 });
    } else if (line.trim() !== '') {
      parts.push({ kind: 'text', text: line, line: index + 1 });
    }
  }
  return parts;
}

function parseInfo(info: string): Pick<CodeBlock, 'language' | 'flags' | 'attributes'> {
  const [language = '', ...words] = info.trim().match(/[^\s="]+="(?:[^"\\]|\\.)*"|\S+/gu) ?? [];
  const flags = new Set<string>();
  const attributes = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals < 0) flags.add(word);
    else attributes.set(word.slice(0, equals), unquote(word.slice(equals + 1)));
  }
  return { language, flags, attributes };
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(?<char>.)/gu, '$<char>') : text;
}

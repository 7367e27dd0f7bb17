/** Code as this file's author would have written it: quotes, semicolons, indentation, line ends; and the filling in of templates. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Piece } from './change.ts';
import { descendants } from './walk.ts';

/** How the author of a file writes. */
export interface Style {
  readonly quote: "'" | '"';
  readonly semicolon: ';' | '';
  /** One level of indentation. */
  readonly indent: string;
  readonly newline: '\n' | '\r\n';
}

/** How many nodes or lines are looked at before the style is taken for the usual one. */
const SAMPLE = 400;

/** The style of a file, from its first nodes and lines; what they do not show is as most write it. */
export function styleOf(text: string, program: TSESTree.Program): Style {
  let style = styles.get(program);
  if (!style) {
    style = {
      quote: quoteOf(text, program),
      semicolon: semicolonOf(text, program),
      indent: indentOf(text),
      newline: text.includes('\r\n') ? '\r\n' : '\n',
    };
    styles.set(program, style);
  }
  return style;
}

/** Each repair of a file asks for the same. */
const styles = new WeakMap<TSESTree.Program, Style>();

/** A string literal in the file's own quotes. */
export function quoted(value: string, style: Style): string {
  const escaped = JSON.stringify(value).slice(1, -1);
  return style.quote === '"' ? `"${escaped}"` : `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A key of an object literal: bare where it can be, else quoted. */
export function printKey(key: string, style: Style): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key, style);
}

/**
 * Code of several lines as it stands in the file: each further line behind `indent`, with a level of the file's own for each tab. What is in a
 * template literal stays as it is.
 */
export function indented(code: string, indent: string, style: Style): string {
  return outsideTemplates(code, (part) =>
    part.replaceAll(
      /\r?\n(\t*)(?!\r?\n)/gu,
      (_, tabs: string) => style.newline + indent + style.indent.repeat(tabs.length),
    ),
  );
}

/** The same in one line, in front of a statement that has no line of its own. */
export function inOneLine(code: string): string {
  return outsideTemplates(code, (part) =>
    part.replaceAll(
      /,?\r?\n\t*([)\]])|([([])\r?\n\t*|\r?\n\t*/gu,
      (_, close?: string, open?: string) => close ?? open ?? ' ',
    ),
  ).trim();
}

function outsideTemplates(code: string, write: (part: string) => string): string {
  const parts = code.split(/(`(?:\\.|[^`\\])*`)/su);
  return parts.map((part, index) => (index % 2 === 0 ? write(part) : part)).join('');
}

/** What each `$` word of a template stands for: `$E`, `$1`, `$F`, `$N`, `$R` ... */
export type Filling = Readonly<Record<string, readonly Piece[]>>;

/** The template with its `$` words filled in; undefined when it has one that is not in the filling. */
export function fillTemplate(template: string, filling: Filling): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const part of template.split(/(\$[A-Z]|\$\d)/)) {
    if (!/^\$(?:[A-Z]|\d)$/.test(part)) {
      if (part !== '') pieces.push(part);
      continue;
    }
    const value = filling[part];
    if (value === undefined) return undefined;
    pieces.push(...value);
  }
  return pieces;
}

/** Names that a template uses on its own, which must mean at the place of the repair what they mean globally: `Date` in `new Date(%)`. */
export function freeNamesOf(template: string): readonly string[] {
  return [...template.matchAll(/(?<![.\w$'"])[A-Za-z_][\w$]*(?!\s*:)\b/g)]
    .map((match) => match[0])
    .filter((name) => !KEYWORDS.has(name));
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'new',
  'await',
  'async',
  'typeof',
  'void',
  'return',
  'true',
  'false',
  'null',
  'undefined',
]);

function quoteOf(text: string, program: TSESTree.Program): Style['quote'] {
  let seen = 0;
  for (const node of descendants(program)) {
    seen += 1;
    if (seen > SAMPLE) break;
    if (node.type === 'Literal' && typeof node.value === 'string')
      return text.charAt(node.range[0]) === '"' ? '"' : "'";
  }
  return "'";
}

function semicolonOf(text: string, program: TSESTree.Program): Style['semicolon'] {
  let seen = 0;
  for (const node of descendants(program)) {
    seen += 1;
    if (seen > SAMPLE) break;
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExpressionStatement':
      case 'ReturnStatement':
        return text.charAt(node.range[1] - 1) === ';' ? ';' : '';
      default:
    }
  }
  return ';';
}

/** The first indentation in the text that is not that of a comment's middle. */
function indentOf(text: string): string {
  let at = 0;
  for (let line = 0; line < SAMPLE && at < text.length; line += 1) {
    const match = /^(?:\t| {2,8})(?=[^\s*])/.exec(text.slice(at, at + 16));
    if (match !== null) return match[0];
    const end = text.indexOf('\n', at);
    if (end === -1) break;
    at = end + 1;
  }
  return '  ';
}

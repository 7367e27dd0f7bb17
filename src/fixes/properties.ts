/** Keys of object literals: another name, one less, one more. */
import type { TSESTree } from '@typescript-eslint/types';

import { acts } from '../syntax/acts.ts';
import { insert, replace, type Change } from '../syntax/change.ts';
import { keyOf } from '../syntax/keys.ts';
import { fillTemplate, printKey, quoted } from '../syntax/print.ts';
import {
  codeAfter,
  codeBefore,
  commentsIn,
  endsLine,
  indentAt,
  lineEnd,
  lineStart,
  nextLine,
  startsLine,
  type Range,
} from '../syntax/trivia.ts';
import { engineNameAt } from './imports.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

type Braces = TSESTree.ObjectExpression | TSESTree.ObjectPattern;

/** `retries: 3` becomes `maxAttempts: 3`; nothing where the object has the new key already. */
export function planRenameProperty(site: PlanningSite, intent: IntentOf<'rename-property'>): Outcome | undefined {
  const { property, key } = intent;
  const object = property.parent;
  if (object.type === 'ObjectExpression' && hasKey(object, key)) return undefined;
  const { range } = property.key;
  if (property.shorthand) return { changes: [insert(range[0], `${printKey(key, site.style)}: `)] };
  const isQuoted = property.key.type === 'Literal' && typeof property.key.value === 'string';
  const quote = site.text.charAt(range[0]) === '"' ? '"' : "'";
  const isBare = !property.computed && !isQuoted;
  return { changes: [replace(range, isBare ? printKey(key, site.style) : quoted(key, { ...site.style, quote }))] };
}

/** Takes a property away with its comma, or all up to another one; nothing where that would take a comment. */
export function planRemoveProperty(site: PlanningSite, intent: IntentOf<'remove-property'>): Outcome | undefined {
  const outcome = removal(site, intent);
  const isSeen = intent.drops === true && acts(intent.property);
  return outcome && isSeen ? { ...outcome, safety: 'suggest' } : outcome;
}

function removal(site: PlanningSite, intent: IntentOf<'remove-property'>): Outcome | undefined {
  const { property, through } = intent;
  const object = property.parent;
  if ((object.type !== 'ObjectExpression' && !isPlainPattern(object)) || commentsIn(site, property.range).length > 0) {
    return undefined;
  }
  const index = object.properties.findIndex((item) => item === property);
  if (through) return removeTail(site, object, index, through);
  const [start, end] = property.range;
  const comma = codeAfter(site, end);
  if (site.text.charAt(comma) === ',') {
    // On lines of its own with its comma: the lines go. A comment between is not in the range, or the repair is given up.
    if (startsLine(site.text, start) && endsLine(site.text, comma + 1)) {
      return { changes: [replace([lineStart(site.text, start), nextLine(site.text, comma + 1)])] };
    }
    const next = comma + 1 + (/^[ \t]*/.exec(site.text.slice(comma + 1))?.[0].length ?? 0);
    return {
      changes: [replace([start, endsLine(site.text, comma + 1) || startsLine(site.text, start) ? comma + 1 : next])],
    };
  }
  const own = replace(ownRange(site, object, property.range));
  if (index === 0) return { changes: [own] };
  const previousComma = codeBefore(site, start);
  return { changes: [replace([previousComma, previousComma + 1]), own] };
}

/** A pattern that takes no rest, of which one name more or less says nothing about the others. */
function isPlainPattern(node: TSESTree.Node): node is TSESTree.ObjectPattern {
  return node.type === 'ObjectPattern' && node.properties.every(({ type }) => type === 'Property');
}

/** The properties from one on to the last, with the comma before them; a comma behind the last stays. */
function removeTail(site: PlanningSite, object: Braces, index: number, last: TSESTree.Property): Outcome | undefined {
  const start = object.properties[index - 1]?.range[1] ?? object.range[0] + 1;
  const end = index === 0 ? object.range[1] - 1 : last.range[1];
  return commentsIn(site, [start, end]).length > 0 ? undefined : { changes: [replace([start, end])] };
}

/** The last property with its line, or with the space in front of it; the line end behind a line comment stays. */
function ownRange(site: PlanningSite, object: Braces, [start, end]: Range): Range {
  if (startsLine(site.text, start)) {
    return endsLine(site.text, end) ? [lineStart(site.text, start), nextLine(site.text, end)] : [start, end];
  }
  const isOnly = object.properties.length === 1;
  return [onlySpace(site, object.range[0] + 1, start), isOnly ? end + trailingSpace(site, end) : end];
}

/** `{ name }` becomes `{ name, queueName: 'mail' }`, on a line of its own where the last property has one; nothing where the key is there. */
export function planAddProperty(site: PlanningSite, intent: IntentOf<'add-property'>): Outcome | undefined {
  const { object, key } = intent;
  if (hasKey(object, key)) return undefined;
  const engine = intent.code.includes('$E') ? engineNameAt(site, object) : { name: '', imports: [] };
  if (engine === undefined) return undefined;
  const value = fillTemplate(intent.code, { $E: [engine.name] }) ?? [intent.code];
  const code = intent.code === key ? [key] : [`${printKey(key, site.style)}: `, ...value];

  const last = object.properties.at(-1);
  const inside = object.range[0] + 1;
  if (last === undefined) {
    if (commentsIn(site, object.range).length > 0)
      return { changes: [insert(inside, ' ', ...code, ',')], imports: engine.imports };
    return { changes: [replace([inside, object.range[1] - 1], ' ', ...code, ' ')], imports: engine.imports };
  }
  const end = last.range[1];
  const comma = codeAfter(site, end);
  const hasComma = site.text.charAt(comma) === ',';
  const behind = lineEnd(site.text, hasComma ? comma + 1 : end);
  const line = [site.style.newline, indentAt(site.text, last.range[0]), ...code, hasComma ? ',' : ''];
  const added: readonly Change[] = hasComma ? [insert(behind, ...line)] : [insert(end, ','), insert(behind, ...line)];
  // Where the literal ends on the line of its last property, `}` must not be left behind.
  if (behind > object.range[1] - 1) return { changes: [insert(end, ', ', ...code)], imports: engine.imports };
  return { changes: added, imports: engine.imports };
}

function hasKey(object: TSESTree.ObjectExpression, key: string): boolean {
  return object.properties.some((property) => property.type === 'Property' && keyOf(property) === key);
}

/** Start of the space directly before `end`, not before `from`. */
function onlySpace(site: PlanningSite, from: number, end: number): number {
  let at = end;
  while (at > from && site.text.charAt(at - 1).trim() === '') at -= 1;
  return at;
}

function trailingSpace(site: PlanningSite, offset: number): number {
  return /^\s*/.exec(site.text.slice(offset))?.[0].length ?? 0;
}

/** Code made of new text and of parts of the old code, which keep their comments, in place of a node; errors named, and decorators taken away. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { insert, kept, replace, type Piece } from '../syntax/change.ts';
import { needsGrouping } from '../syntax/precedence.ts';
import { fillTemplate, indented } from '../syntax/print.ts';
import { ownRange } from '../syntax/statement-extent.ts';
import { codeAfter, endsLine, indentAt, lineStart, nextLine, startsLine } from '../syntax/trivia.ts';
import { isExpression } from '../syntax/walk.ts';
import { inPlaceOf } from './call-instead.ts';
import { engineNameAt } from './imports.ts';
import type { IntentOf } from './repair.ts';
import type { ImportNeed, Outcome, PlanningSite } from './site.ts';

/** Puts the parts in the place of the node; nothing where they begin with an `await` that is not legal there. */
export function planCompose(
  site: PlanningSite,
  { node, parts, beside = node }: IntentOf<'compose'>,
): Outcome | undefined {
  const pieces: Piece[] = [];
  const imports: ImportNeed[] = [];
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') {
      pieces.push(...grouped(part, parts[index - 1], parts[index + 1]));
      continue;
    }
    const code = indented(part, indentAt(site.text, node.range[0]), site.style);
    const engine = part.includes('$E') ? engineNameAt(site, node) : { name: '', imports: [] };
    const filled = engine && fillTemplate(code, { $E: [engine.name] });
    if (!filled) return undefined;
    pieces.push(...filled);
    imports.push(...engine.imports);
  }
  const [first] = parts;
  const replacing = typeof first === 'string' && first.startsWith('await') ? 'await' : 'call';
  if (replacing === 'await' && canAwaitHere(beside, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;
  if (isExpression(node)) return { ...inPlaceOf(site, node, pieces, replacing), imports };
  return { changes: [replace(ownRange(site, node), ...pieces)], imports };
}

/** A part of the file between two texts, in parentheses where it needs them there. */
function grouped(
  part: TSESTree.Node,
  before: string | TSESTree.Node | undefined,
  after: string | TSESTree.Node | undefined,
): readonly Piece[] {
  const isGrouped = needsGrouping(part, textOf(before), textOf(after));
  return isGrouped ? ['(', kept(part), ')'] : [kept(part)];
}

function textOf(part: string | TSESTree.Node | undefined): string {
  return typeof part === 'string' ? part : '';
}

/** `catch {` becomes `catch (error) {`, and `() => null` becomes `(error) => null`. */
export function planNameError({ text }: PlanningSite, { node, name }: IntentOf<'name-error'>): Outcome {
  if (node.type !== 'CatchClause') return { changes: [insert(text.indexOf('(', node.range[0]) + 1, name)] };
  return { changes: [insert(node.range[0] + 'catch'.length, ` (${name})`)] };
}

/** Takes a decorator away, with its line where it has one. */
export function planRemoveDecorator(site: PlanningSite, { node }: IntentOf<'remove-decorator'>): Outcome {
  const [start, end] = node.range;
  if (startsLine(site.text, start) && endsLine(site.text, end)) {
    return { changes: [replace([lineStart(site.text, start), nextLine(site.text, end)])] };
  }
  return { changes: [replace([start, codeAfter(site, end)])] };
}

/** Whole pieces of code put in, replaced, moved or taken away, with their lines and comments. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { insert, replace, type Change, type Piece } from '../syntax/change.ts';
import { fillTemplate, indented, inOneLine } from '../syntax/print.ts';
import { continues, isOpenBefore, joinsWithout } from '../syntax/continuation.ts';
import { extentOf, ownRange, reindent } from '../syntax/statement-extent.ts';
import {
  commentsIn,
  endsLine,
  indentAt,
  isParenthesised,
  lineStart,
  nextLine,
  startsLine,
  withBlankLine,
  withBlanks,
  type Range,
} from '../syntax/trivia.ts';
import { isExpression, statementsOf } from '../syntax/walk.ts';
import { inPlaceOf } from './call-instead.ts';
import { rehome } from './comments.ts';
import { engineNameAt } from './imports.ts';
import type { IntentOf } from './repair.ts';
import type { ImportNeed, Outcome, PlanningSite } from './site.ts';

interface Code {
  readonly pieces: readonly Piece[];
  readonly imports: readonly ImportNeed[];
}

/** Puts code in the place of a node, whose comments stand above it then. */
export function planReplace(site: PlanningSite, intent: IntentOf<'replace'>): Outcome | undefined {
  const { node } = intent;
  const isGrouped = intent.grouped === true && !isParenthesised(site, node);
  const written = isGrouped ? `(${intent.code})` : intent.code;
  const code = codeFor(site, node, written);
  if (code === undefined) return undefined;
  if (isExpression(node)) {
    return {
      ...inPlaceOf(site, node, code.pieces, /^await\b/.test(intent.code) ? 'await' : 'call'),
      imports: code.imports,
    };
  }
  const { before, above } = rehome(site, node, node.range, code.pieces);
  return { changes: [...above, replace(node.range, ...before, ...code.pieces)], imports: code.imports };
}

/** Puts a statement in front of another one, or behind it; nothing where that stands in no list of statements. */
export function planInsert(
  site: PlanningSite,
  intent: IntentOf<'insert-before'> | IntentOf<'insert-after'>,
): Outcome | undefined {
  const { node } = intent;
  if (statementsOf(node.parent)?.includes(node) !== true) return undefined;
  const indent = indentAt(site.text, node.range[0]);
  const onOwnLine = startsLine(site.text, node.range[0]);
  const lines = onOwnLine ? indented(intent.code, indent, site.style) : inOneLine(intent.code);
  const code = codeFor(site, node, lines);
  if (code === undefined) return undefined;
  const extent = extentOf(site, node);
  const between: readonly Piece[] = onOwnLine ? [site.style.newline, indent] : [' '];
  const isOpen = !onOwnLine && !/[;}]/.test(site.text.charAt(ownRange(site, node)[1] - 1));
  const behind = endsInLineComment(site, extent.range) ? [site.style.newline, indent] : isOpen ? ['; '] : between;
  // In front of a statement on its line, or of one that would go on with it, the code needs an end of its own.
  const isUnended = !/[;}]$/u.test(intent.code) && (!onOwnLine || continues(site, node.range[0]));
  const change =
    intent.kind === 'insert-before'
      ? insert(onOwnLine ? extent.range[0] : node.range[0], ...code.pieces, ...(isUnended ? [';'] : []), ...between)
      : insert(extent.range[1], ...behind, ...code.pieces);
  return { changes: [change], imports: code.imports };
}

/** Puts statements into an empty block, in front of the comments in it. */
export function planFillBlock(site: PlanningSite, { node, code }: IntentOf<'fill-block'>): Outcome {
  const { newline, indent } = site.style;
  const outer = indentAt(site.text, node.range[0]);
  const [start, end] = [node.range[0] + 1, node.range[1] - 1];
  const inner = newline + outer + indent + indented(code, outer + indent, site.style);
  const commentsEnd = commentsIn(site, node.range).at(-1)?.range[1] ?? start;
  const isClosed = site.text.slice(commentsEnd, end).includes('\n') && commentsEnd > start;
  return { changes: [insert(start, inner), ...(isClosed ? [] : [replace([commentsEnd, end], newline, outer)])] };
}

/** Takes a statement away, with its lines; comments inside stay. */
export function planRemoveStatement(site: PlanningSite, intent: IntentOf<'remove-statement'>): Outcome | undefined {
  const { node } = intent;
  const range = ownRange(site, node);
  const [start, end] = range;
  const inner = commentsIn(site, range);
  // The body of `if (x) f();` cannot be nothing.
  if (statementsOf(node.parent)?.includes(node) !== true)
    return { changes: [replace(node.range, '{}', ...keepAll(site, inner, node))] };
  if (joinsWithout(site, range)) return undefined;
  if (inner.length > 0) {
    const indent = indentAt(site.text, start);
    return {
      changes: [
        replace(
          range,
          ...inner.flatMap((comment, index) =>
            index === 0 ? [{ keep: comment.range }] : [site.style.newline + indent, { keep: comment.range }],
          ),
        ),
      ],
    };
  }
  if (startsLine(site.text, start) && endsLine(site.text, end)) {
    return { changes: [replace(withBlankLine(site.text, [lineStart(site.text, start), nextLine(site.text, end)]))] };
  }
  return { changes: [replace(withBlanks(site.text, range))] };
}

/** Moves statements, with their comments, in front of another one or behind it, with its indentation. */
export function planMove(site: PlanningSite, intent: IntentOf<'move-statements'>): Outcome | undefined {
  const anchor = intent.before ?? intent.after;
  if (anchor === undefined || intent.nodes.length === 0) return undefined;
  const anchorExtent = extentOf(site, anchor);
  const extents = intent.nodes.map((node) => ({ node, extent: extentOf(site, node) }));
  const isBefore = intent.before !== undefined;
  const at = isBefore ? anchorExtent.range[0] : anchorExtent.range[1];
  if (intent.nodes.some((node) => statementsOf(node.parent)?.includes(node) !== true)) return undefined;
  if (!startsLine(site.text, anchorExtent.range[0])) return undefined;
  // A line comment would take in what stands behind the anchor on its line.
  if (!isBefore && !endsLine(site.text, at) && extents.some(({ extent }) => endsInLineComment(site, extent.range)))
    return undefined;

  if (joinsWhenMoved(site, intent.nodes, isBefore ? [at, anchor.range[0]] : [ownRange(site, anchor)[1], at]))
    return undefined;

  const to = indentAt(site.text, anchorExtent.range[0]);
  const changes: Change[] = [];
  for (const { node, extent } of extents) {
    const keep = { keep: extent.range };
    changes.push(isBefore ? insert(at, keep, site.style.newline, to) : insert(at, site.style.newline, to, keep));
    changes.push(replace(extent.lines ? withBlankLine(site.text, extent.lines) : withBlanks(site.text, extent.range)));
    changes.push(...reindent(site.text, extent.range, [node], indentAt(site.text, node.range[0]), to));
  }
  return { changes };
}

/** Whether two statements would be read as one, where the statements stood or where they go: between `place[0]` and `place[1]`. */
function joinsWhenMoved(site: PlanningSite, nodes: readonly TSESTree.Statement[], place: Range): boolean {
  const ranges = nodes.map((node) => ownRange(site, node));
  if (ranges.some((range) => joinsWithout(site, range))) return true;
  const ends = [place[0], ...ranges.map(([, end]) => end)];
  const starts = [...ranges.map(([start]) => start), place[1]];
  return starts.some((start, index) => continues(site, start) && isOpenBefore(site, ends[index] ?? start));
}

function codeFor(site: PlanningSite, node: TSESTree.Node, code: string): Code | undefined {
  const adds = /^await\b/.test(code);
  if (adds && canAwaitHere(node, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;
  if (!code.includes('$E')) return { pieces: [code], imports: [] };
  const engine = engineNameAt(site, node);
  if (engine === undefined) return undefined;
  const pieces = fillTemplate(code, { $E: [engine.name] });
  return pieces === undefined ? undefined : { pieces, imports: engine.imports };
}

/** Comments behind the code that they stood in. */
function keepAll(
  site: PlanningSite,
  comments: readonly TSESTree.Comment[],
  { range: [start, end] }: TSESTree.Node,
): readonly Piece[] {
  const ownLine = site.style.newline + indentAt(site.text, start);
  const isOpen = comments.at(-1)?.type === 'Line' && !endsLine(site.text, end);
  const kept = comments.flatMap((comment, index): readonly Piece[] => [
    comments[index - 1]?.type === 'Line' ? ownLine : ' ',
    { keep: comment.range },
  ]);
  return [...kept, isOpen ? ownLine : ''];
}

function endsInLineComment(site: PlanningSite, range: Range): boolean {
  return site.comments.some((comment) => comment.type === 'Line' && comment.range[1] === range[1]);
}

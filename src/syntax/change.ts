/**
 * Changes of a text that know which stretches of it they keep. A change may replace a range and keep parts of it (wrap an
 * expression, move a statement); other changes inside a kept part are carried out in it, wherever it ends up.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { commentsIn, type CommentedText, type Range } from './trivia.ts';

/** A stretch of the old text that stays, here. */
export interface Kept {
  readonly keep: Range;
}

/** What a change puts in: new text, or old text that stays. */
export type Piece = string | Kept;

/** The characters of `range` become the pieces, one after the other. An empty range inserts. */
export interface Change {
  readonly range: Range;
  readonly pieces: readonly Piece[];
}

/** The characters of `range` become `text`. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** Puts pieces at an offset. */
export function insert(offset: number, ...pieces: readonly Piece[]): Change {
  return { range: [offset, offset], pieces };
}

/** Puts pieces in place of a range. */
export function replace(range: Range, ...pieces: readonly Piece[]): Change {
  return { range, pieces };
}

/** The text of a node, as a piece of a change. */
export function kept(node: { readonly range: Range }): Kept {
  return { keep: node.range };
}

/** The edits that the changes come to, in order; undefined when two changes want the same characters. */
export function renderChanges(text: string, changes: readonly Change[]): readonly TextEdit[] | undefined {
  const holders = changes.map((change, index) => holderOf(change, index, changes));
  const inside = (holder: Kept | undefined): readonly Change[] | undefined =>
    inOrder(changes.filter((_, index) => holders[index] === holder));

  const textOf = (change: Change): string | undefined => {
    let result = '';
    for (const piece of change.pieces) {
      const part = typeof piece === 'string' ? piece : textOfKept(piece);
      if (part === undefined) return undefined;
      result += part;
    }
    return result;
  };
  const textOfKept = (piece: Kept): string | undefined => {
    const inner = inside(piece);
    if (inner === undefined) return undefined;
    let result = '';
    let at = piece.keep[0];
    for (const change of inner) {
      const part = textOf(change);
      if (part === undefined) return undefined;
      result += text.slice(at, change.range[0]) + part;
      at = change.range[1];
    }
    return result + text.slice(at, piece.keep[1]);
  };

  const outer = inside(undefined);
  if (outer === undefined) return undefined;
  const edits: TextEdit[] = [];
  for (const change of outer) {
    const part = textOf(change);
    if (part === undefined) return undefined;
    edits.push({ range: change.range, text: part });
  }
  return edits;
}

/** One edit that does what several do. `edits` are in order and do not overlap. */
export function mergeEdits(text: string, edits: readonly TextEdit[]): TextEdit | undefined {
  const first = edits[0];
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return undefined;
  let result = '';
  let at = first.range[0];
  for (const edit of edits) {
    result += text.slice(at, edit.range[0]) + edit.text;
    at = edit.range[1];
  }
  return { range: [first.range[0], last.range[1]], text: result };
}

/** Comments that the changes would take away: in a changed range, and in no part that is kept. */
export function lostComments(source: CommentedText, changes: readonly Change[]): readonly TSESTree.Comment[] {
  const keeps = changes.flatMap(keptIn);
  return changes.flatMap((change, index) => {
    // What is kept around a change comes without what the change takes away.
    const around = new Set(holdersOf(change, index, changes));
    return commentsIn(source, change.range).filter(
      (comment) =>
        !keeps.some((piece) => {
          const [start, end] = piece.keep;
          return start <= comment.range[0] && comment.range[1] <= end && !around.has(piece);
        }),
    );
  });
}

function keptIn(change: Change): readonly Kept[] {
  return change.pieces.filter((piece): piece is Kept => typeof piece !== 'string');
}

/** The smallest kept stretch of another change in which a change lies. */
function holderOf(change: Change, index: number, changes: readonly Change[]): Kept | undefined {
  let holder: Kept | undefined;
  for (const piece of holdersOf(change, index, changes)) {
    const [start, end] = piece.keep;
    if (holder === undefined || end - start < holder.keep[1] - holder.keep[0]) holder = piece;
  }
  return holder;
}

/**
 * The kept stretches of other changes in which a change lies; of two changes of one range, the earlier is the outer. What takes away
 * exactly what another keeps takes it away where it was.
 */
function holdersOf(change: Change, index: number, changes: readonly Change[]): readonly Kept[] {
  return changes.flatMap((other, otherIndex) => {
    if (other === change) return [];
    return keptIn(other).filter(({ keep: [start, end] }) => {
      if (change.range[0] < start || end < change.range[1]) return false;
      const isSame = change.range[0] === start && change.range[1] === end;
      // Only an earlier change can be around a later one of its own range.
      return !(isSame && (otherIndex > index || change.pieces.length === 0));
    });
  });
}

/** By position, insertions at one place in the order given; undefined when ranges overlap. */
function inOrder(changes: readonly Change[]): readonly Change[] | undefined {
  const sorted = [...changes].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  const overlap = sorted.some((change, index) => {
    const next = sorted[index + 1];
    return next !== undefined && next.range[0] < change.range[1];
  });
  return overlap ? undefined : sorted;
}

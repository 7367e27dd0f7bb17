/** Room for the comments of an expression that goes away. */
import type { TSESTree } from '@typescript-eslint/types';

import { insert, type Change, type Kept, type Piece } from '../syntax/change.ts';
import { commentsIn, indentAt, startsLine, type Range } from '../syntax/trivia.ts';
import { enclosingStatement } from '../syntax/walk.ts';
import type { PlanningSite } from './site.ts';

interface Rehomed {
  /** Block comments, to put in front of the new code. */
  readonly before: readonly Piece[];
  /** Line comments, on lines of their own above the statement. */
  readonly above: readonly Change[];
}

/**
 * New places for the comments in `range` that the new code does not keep. A line comment that finds no place is left out here, and
 * the whole repair is then given up, because no comment may be lost.
 */
export function rehome(site: PlanningSite, node: TSESTree.Node, range: Range, code: readonly Piece[]): Rehomed {
  const keeps = code.filter((piece): piece is Kept => typeof piece !== 'string');
  const homeless = commentsIn(site, range).filter(
    (comment) => !keeps.some(({ keep }) => keep[0] <= comment.range[0] && comment.range[1] <= keep[1]),
  );
  const before = homeless
    .filter((comment) => comment.type === 'Block')
    .flatMap((comment): readonly Piece[] => [{ keep: comment.range }, ' ']);
  const statement = enclosingStatement(node);
  const lines = homeless.filter((comment) => comment.type === 'Line');
  if (statement === undefined || !startsLine(site.text, statement.range[0])) return { before, above: [] };
  const indent = indentAt(site.text, statement.range[0]);
  const above = lines.map((comment) => insert(statement.range[0], { keep: comment.range }, site.style.newline, indent));
  return { before, above };
}

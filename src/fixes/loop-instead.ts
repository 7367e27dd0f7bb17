/** `items.forEach(async (item) => { … });` becomes `for (const item of items) { … }`. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { kept, replace, type Piece } from '../syntax/change.ts';
import { needsGrouping } from '../syntax/precedence.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

export function planLoopInstead(site: PlanningSite, intent: IntentOf<'loop-instead'>): Outcome | undefined {
  const { statement, item, index, list, isMap, body } = intent;
  if (canAwaitHere(statement, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;
  const head: readonly Piece[] = index
    ? ['for (const [', kept(index), ', ', kept(item), '] of ', ...grouped(list), '.entries()) ']
    : ['for (const ', kept(item), ' of ', ...(isMap ? [...grouped(list), '.values()'] : [kept(list)]), ') '];
  const isWaited = body.type === 'BlockStatement' || body.type === 'AwaitExpression';
  const end = body.type === 'BlockStatement' ? '' : site.style.semicolon;
  return {
    changes: [replace(statement.range, ...head, isWaited ? '' : 'await ', ...groupedAfter(isWaited, body), end)],
    safety: 'suggest',
  };
}

/** The list where a method of it comes behind it. */
function grouped(list: TSESTree.Expression): readonly Piece[] {
  return needsGrouping(list, '', '.') ? ['(', kept(list), ')'] : [kept(list)];
}

/** The body where `await` may stand in front of it. */
function groupedAfter(isWaited: boolean, body: TSESTree.Node): readonly Piece[] {
  return !isWaited && needsGrouping(body, 'await ', '') ? ['(', kept(body), ')'] : [kept(body)];
}

/** `items.forEach(async (item) => { … });` becomes `for (const item of items) { … }`. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { kept, replace, type Piece } from '../syntax/change.ts';
import { needsGrouping } from '../syntax/precedence.ts';
import { isReassigned, referencesIn } from '../syntax/scopes.ts';
import { ownRange } from '../syntax/statement-extent.ts';
import { descendants, isFunction } from '../syntax/walk.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** Undefined: `await` is not legal there, or a name would mean something else in the loop. */
export function planLoopInstead(site: PlanningSite, intent: IntentOf<'loop-instead'>): Outcome | undefined {
  const { statement, item, index, list, isMap, body } = intent;
  if (canAwaitHere(statement, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;
  const head: readonly Piece[] = index
    ? ['for (const [', kept(index), ', ', kept(item), '] of ', ...grouped(list), '.entries()) ']
    : ['for (const ', kept(item), ' of ', ...(isMap ? [...grouped(list), '.values()'] : [kept(list)]), ') '];
  if (!meansTheSame(site, intent)) return undefined;
  const isWaited = body.type === 'BlockStatement' || body.type === 'AwaitExpression';
  const own = ownRange(site, statement);
  const end = body.type !== 'BlockStatement' && site.text.charAt(own[1] - 1) === ';' ? ';' : '';
  return {
    changes: [replace(own, ...head, isWaited ? '' : 'await ', ...groupedAfter(isWaited, body), end)],
    safety: 'suggest',
  };
}

/**
 * Whether the parameters and variables of the function may be those of a turn: `item.parts.forEach(async (item) => …)` would look for the list
 * in what the loop declares, a parameter that is assigned is no `const`, and `var` is shared by all turns.
 */
function meansTheSame({ scopeManager }: PlanningSite, { list, body }: IntentOf<'loop-instead'>): boolean {
  const callback = body.parent;
  const parameters = scopeManager.getDeclaredVariables(callback);
  if (parameters.some(isReassigned)) return false;
  for (const { identifier } of referencesIn(scopeManager, list.range))
    if (parameters.some(({ name }) => name === identifier.name)) return false;
  return [...descendants(body, (node) => !isFunction(node))].every(
    (node) => node.type !== 'VariableDeclaration' || node.kind !== 'var',
  );
}

/** The list where a method of it comes behind it. */
function grouped(list: TSESTree.Expression): readonly Piece[] {
  return needsGrouping(list, '', '.') ? ['(', kept(list), ')'] : [kept(list)];
}

/** The body where `await` may stand in front of it. */
function groupedAfter(isWaited: boolean, body: TSESTree.Node): readonly Piece[] {
  return !isWaited && needsGrouping(body, 'await ', '') ? ['(', kept(body), ')'] : [kept(body)];
}

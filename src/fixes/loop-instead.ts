/** `items.forEach(async (item) => { … });` becomes `for (const item of items) { … }`. */
import { canAwaitHere } from '../syntax/await-point.ts';
import { kept, replace } from '../syntax/change.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

export function planLoopInstead(site: PlanningSite, intent: IntentOf<'loop-instead'>): Outcome | undefined {
  const { statement, item, list, body } = intent;
  if (canAwaitHere(statement, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;
  return {
    changes: [replace(statement.range, 'for (const ', kept(item), ' of ', kept(list), ') ', kept(body))],
    safety: 'suggest',
  };
}

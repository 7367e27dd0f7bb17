/** `await DBOS.runStep(() => DBOS.recv('t'), { name: 'wait' })` becomes `await DBOS.recv('t')`. */
import { canLeave, hasOwnAwait } from '../syntax/capture.ts';
import { kept } from '../syntax/change.ts';
import { inPlaceOf } from './call-instead.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

export function planUnwrapStep(site: PlanningSite, intent: IntentOf<'unwrap-step'>): Outcome | undefined {
  const { node, inner } = intent;
  if (hasOwnAwait(inner) || !canLeave(site.scopeManager, inner, node)) return undefined;
  // Both are promises, so that of the call takes the place of that of the step, awaited or not.
  return inPlaceOf(site, node, [kept(inner)], 'call');
}

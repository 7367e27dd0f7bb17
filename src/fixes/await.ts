/** `DBOS.launch()` becomes `await DBOS.launch()`. */
import { asyncInsertion, canAwaitHere, canBecomeAsync, isAwaited, voidAround } from '../syntax/await-point.ts';
import { insert, replace, type Change } from '../syntax/change.ts';
import { needsParentheses, statementGuard } from '../syntax/precedence.ts';
import { codeAfter } from '../syntax/trivia.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** Nothing where `await` is not legal, or is there. */
export function planAwait(site: PlanningSite, intent: IntentOf<'await'>): Outcome | undefined {
  const { node } = intent;
  if (isAwaited(node)) return undefined;
  if (canAwaitHere(node, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;
  return { changes: awaitChanges(site, intent.node) };
}

/** The changes alone, where the caller has made sure that `await` is legal. */
export function awaitChanges(site: PlanningSite, node: IntentOf<'await'>['node']): readonly Change[] {
  // `void DBOS.launch();` asks for nobody to wait: the `await` takes the place of the `void`.
  const dropping = voidAround(node)?.range[0];
  if (dropping !== undefined) return [replace([dropping, dropping + 'void'.length], 'await')];
  const [start, end] = node.range;
  if (!needsParentheses(site, node, 'await')) return [insert(start, 'await ')];
  return [insert(start, statementGuard(site, start, '(', node), '(await '), insert(end, ')')];
}

/** `function f()` becomes `async function f()`; nothing where a function cannot: a constructor, a getter. A human must agree: its callers get a promise. */
export function planMakeAsync(site: PlanningSite, intent: IntentOf<'make-async'>): Outcome | undefined {
  const { node } = intent;
  if (node.async || !canBecomeAsync(node)) return undefined;
  return { changes: [insert(codeAfter(site, asyncInsertion(node)), 'async ')], safety: 'suggest' };
}

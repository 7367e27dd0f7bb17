/** Arguments of calls: one more, and one that is evaluated later. */
import type { TSESTree } from '@typescript-eslint/types';

import { isAwaited } from '../syntax/await-point.ts';
import { captureHazards, hasOwnAwait, mayChangeMeanwhile } from '../syntax/capture.ts';
import { insert, kept, replace } from '../syntax/change.ts';
import { fillTemplate } from '../syntax/print.ts';
import { needsGrouping, opensBlock } from '../syntax/precedence.ts';
import { argumentRange, codeAfter, indentAt, startsLine } from '../syntax/trivia.ts';
import { engineNameAt } from './imports.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** `f(a)` becomes `f(a, b)`; nothing behind a spread, whose length is not known. */
export function planAddArgument(site: PlanningSite, intent: IntentOf<'add-argument'>): Outcome | undefined {
  const { call, code } = intent;
  if (call.arguments.at(-1)?.type === 'SpreadElement') return undefined;
  const engine = code.includes('$E') ? engineNameAt(site, call) : { name: '', imports: [] };
  if (engine === undefined) return undefined;
  const value = fillTemplate(code, { $E: [engine.name] }) ?? [code];
  const last = call.arguments.at(-1);
  if (last === undefined) return { changes: [insert(call.range[1] - 1, ...value)], imports: engine.imports };
  const [start, end] = argumentRange(site, last);
  const comma = codeAfter(site, end);
  if (site.text.charAt(comma) !== ',') return { changes: [insert(end, ', ', ...value)], imports: engine.imports };
  const between = startsLine(site.text, start) ? [site.style.newline, indentAt(site.text, start)] : [' '];
  return { changes: [insert(comma + 1, ...between, ...value, ',')], imports: engine.imports };
}

/** `load(id)` becomes `() => load(id)`; nothing where the code leaves the function around it. */
export function planCallLater(site: PlanningSite, intent: IntentOf<'call-later'>): Outcome | undefined {
  const { node } = intent;
  const inner = node.type === 'AwaitExpression' ? node.argument : node;
  const hazards = captureHazards(site.text, site.scopeManager, [inner]);
  if (hazards.has('leaves') || runsLate(site, node)) return undefined;
  const arrow = hasOwnAwait(inner) ? 'async () => ' : '() => ';
  const body = needsGrouping(inner, arrow, '') || opensBlock(site, inner) ? ['(', kept(inner), ')'] : [kept(inner)];
  return { changes: [replace(node.range, arrow, ...body)], ...(hazards.size > 0 && { safety: 'suggest' as const }) };
}

/** `this.load` becomes `() => this.load()`; nothing where the object means something else when the step runs. */
export function planMethodCall(site: PlanningSite, { node }: IntentOf<'method-call'>): Outcome | undefined {
  const hazards = captureHazards(site.text, site.scopeManager, [node.object]);
  // From now on, the object is looked for in the step.
  if (hasOwnAwait(node.object) || hazards.has('assigns') || site.recordsIn(node.object)) return undefined;
  if (runsLate(site, node)) return undefined;
  return { changes: [insert(node.range[0], '() => '), insert(node.range[1], '()')] };
}

/** Whether the node, an argument of a call that nobody waits for there, would be read when its variables have other values. */
function runsLate({ scopeManager }: PlanningSite, node: TSESTree.Node): boolean {
  return node.parent !== undefined && !isAwaited(node.parent) && mayChangeMeanwhile(scopeManager, node);
}

/** Arguments of calls: one more, and one that is evaluated later. */
import { captureHazards, hasOwnAwait } from '../syntax/capture.ts';
import { insert, kept, replace } from '../syntax/change.ts';
import { fillTemplate } from '../syntax/print.ts';
import { needsGrouping } from '../syntax/precedence.ts';
import { codeAfter, indentAt, startsLine } from '../syntax/trivia.ts';
import { engineNameAt } from './imports.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

export function planAddArgument(site: PlanningSite, intent: IntentOf<'add-argument'>): Outcome | undefined {
  const { call, code } = intent;
  if (call.arguments.at(-1)?.type === 'SpreadElement') return undefined;
  const engine = code.includes('$E') ? engineNameAt(site, call) : { name: '', imports: [] };
  if (engine === undefined) return undefined;
  const value = fillTemplate(code, { $E: [engine.name] }) ?? [code];
  const last = call.arguments.at(-1);
  if (last === undefined) return { changes: [insert(call.range[1] - 1, ...value)], imports: engine.imports };
  const [start, end] = last.range;
  const comma = codeAfter(site, end);
  if (site.text.charAt(comma) !== ',') return { changes: [insert(end, ', ', ...value)], imports: engine.imports };
  const between = startsLine(site.text, start) ? [site.style.newline, indentAt(site.text, start)] : [' '];
  return { changes: [insert(comma + 1, ...between, ...value, ',')], imports: engine.imports };
}

export function planCallLater(site: PlanningSite, intent: IntentOf<'call-later'>): Outcome | undefined {
  const { node } = intent;
  const inner = node.type === 'AwaitExpression' ? node.argument : node;
  const hazards = captureHazards(site.text, site.scopeManager, [inner]);
  if (hazards.has('leaves')) return undefined;
  const arrow = hasOwnAwait(inner) ? 'async () => ' : '() => ';
  const body = needsGrouping(inner, arrow, '') ? ['(', kept(inner), ')'] : [kept(inner)];
  return { changes: [replace(node.range, arrow, ...body)], ...(hazards.size > 0 && { safety: 'suggest' as const }) };
}

export function planMethodCall({ node }: IntentOf<'method-call'>): Outcome {
  return { changes: [insert(node.range[0], '() => '), insert(node.range[1], '()')] };
}

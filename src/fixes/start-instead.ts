/** `setImmediate(() => wf(x));` becomes `await DBOS.startWorkflow(wf)(x);`: the start is recorded, not left to a timer. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere, voidAround } from '../syntax/await-point.ts';
import { canLeave, hasOwnAwait } from '../syntax/capture.ts';
import { replace, type Piece } from '../syntax/change.ts';
import { isReassigned, referencesIn } from '../syntax/scopes.ts';
import { contains } from '../syntax/walk.ts';
import { fillWithParts } from './call-instead.ts';
import { rehome } from './comments.ts';
import { engineNameAt } from './imports.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** Undefined: somebody uses the handle of the timer, the engine has no name there, or the arguments cannot be read outside the callback. */
export function planStartInstead(site: PlanningSite, intent: IntentOf<'start-instead'>): Outcome | undefined {
  const whole = unusedAround(intent.node);
  const engine = engineNameAt(site, intent.node);
  if (whole === undefined || engine === undefined) return undefined;

  const point = canAwaitHere(whole, site.moduleKind, site.willBeAsync);
  const parts = intent.arguments.filter((part): part is TSESTree.CallExpressionArgument => typeof part !== 'string');
  const moved = parts.filter((part) => contains(intent.node, part));
  if (moved.some((part) => !canLeave(site.scopeManager, part, intent.node))) return undefined;
  if (point !== 'yes' && moved.some(hasOwnAwait)) return undefined;
  // The arguments are read now, no longer when the timer fires: another moment for a variable that changes.
  const changes = moved.some((part) => usesChanging(site, part));

  const call = fillWithParts(site, intent.code, engine.name, intent.arguments, intent.values);
  if (call === undefined) return undefined;
  const { before, above } = rehome(site, whole, whole.range, call);
  const code: readonly Piece[] = [...before, point === 'yes' ? 'await ' : 'void ', ...call];
  return {
    changes: [...above, replace(whole.range, ...code)],
    imports: engine.imports,
    ...(changes ? { safety: 'suggest' } : {}),
  };
}

/** Whether a variable in the code is assigned again, other than by the loop that makes a new one for each turn. */
function usesChanging(site: PlanningSite, part: TSESTree.Node): boolean {
  for (const { resolved } of referencesIn(site.scopeManager, part.range)) {
    if (resolved === null || !isReassigned(resolved)) continue;
    const isOfLoop = resolved.defs.some(
      ({ parent }) =>
        parent?.type === 'VariableDeclaration' && parent.kind !== 'var' && /^For/u.test(parent.parent.type),
    );
    if (!isOfLoop) return true;
  }
  return false;
}

/** The call, or `void` and the call, when it is all that a statement does, so that the timer's handle is used by none. */
function unusedAround(node: TSESTree.CallExpression): TSESTree.Expression | undefined {
  return node.parent.type === 'ExpressionStatement' ? node : voidAround(node);
}

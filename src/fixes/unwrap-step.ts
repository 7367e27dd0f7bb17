/** `await DBOS.runStep(() => DBOS.recv('t'), { name: 'wait' })` becomes `await DBOS.recv('t')`. */
import type { TSESTree } from '@typescript-eslint/types';

import { canLeave, hasOwnAwait } from '../syntax/capture.ts';
import { kept } from '../syntax/change.ts';
import { enclosingFunction } from '../syntax/walk.ts';
import { inPlaceOf } from './call-instead.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** Undefined: the call waits for something itself or uses what only the callback has, or the promise of the step is not awaited where its type matters. */
export function planUnwrapStep(site: PlanningSite, intent: IntentOf<'unwrap-step'>): Outcome | undefined {
  const { node, inner } = intent;
  if (hasOwnAwait(inner) || !canLeave(site.scopeManager, inner, node)) return undefined;
  const whole = asserted(inner);
  const type = whole === inner && !inner.typeArguments ? writtenType(node, inner) : undefined;
  // Both are promises, so that of the call takes the place of that of the step, awaited or not.
  if (whole === inner && !type) return inPlaceOf(site, node, [kept(inner)], 'call');
  const awaited = node.parent;
  if (awaited.type !== 'AwaitExpression') return undefined;
  if (type) {
    const asType = `) as ${site.text.slice(...type.range)}`;
    return inPlaceOf(site, awaited, ['(await ', kept(inner), asType], 'await');
  }
  const isAwaited = hasOwnAwait(whole);
  return inPlaceOf(site, awaited, isAwaited ? [kept(whole)] : ['await (', kept(whole), ')'], 'await');
}

/** The call with what is said of its type around it: `(await DBOS.recv('t'))!`, `DBOS.recv('t') as Promise<string>`. */
function asserted(call: TSESTree.CallExpression): TSESTree.Expression {
  let whole: TSESTree.Expression = call;
  let around: TSESTree.Node = call.parent;
  for (; ; around = around.parent) {
    switch (around.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        whole = around;
        break;
      case 'AwaitExpression':
        break;
      default:
        return whole;
    }
  }
}

/** The type of the value, where the step or its callback says it. */
function writtenType(step: TSESTree.CallExpression, inner: TSESTree.Node): TSESTree.TypeNode | undefined {
  const [given] = step.typeArguments?.params ?? [];
  if (given) return given;
  const result = enclosingFunction(inner)?.returnType?.typeAnnotation;
  return result?.type === 'TSTypeReference' ? result.typeArguments?.params[0] : undefined;
}

/**
 * Repairs for a call that only a workflow may make, found in a step: a step that is nothing but the call is taken away; calls at the
 * beginning of an inline step move in front of it. Behind other calls nothing is offered.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import type { Occurrence } from '../analysis/contexts.ts';
import type { CallSite } from '../analysis/call-sites.ts';
import { soleCallOf } from '../syntax/sole-call.ts';
import { enclosingFunction, type FunctionNode } from '../syntax/walk.ts';
import { receiveFirst } from './receive-first.ts';
import { fix, type Repair } from './repair.ts';

/** Where the call happens, and by which way. */
type Place = Pick<Occurrence, 'node' | 'path'>;

export interface StepSite {
  /** Whether the call runs its first callback as a step, inline. */
  readonly isStepCall: (node: TSESTree.CallExpression) => boolean;
  /** Whether the call is one that only a workflow may make. */
  readonly isForbidden: (node: TSESTree.Node) => boolean;
}

/** The site that the calls of a file make. `isForbidden` asks of a call whether only a workflow may make it. */
export function stepSite(calls: readonly CallSite[], isForbidden: (call: CallSite) => boolean): StepSite {
  return {
    isStepCall: (node) => {
      const fact = calls.find((call) => call.node === node)?.fact;
      const runs = fact?.kind === 'api' ? fact.spec.runs : undefined;
      return runs?.argument === 0 && (runs.role === 'step' || runs.role === 'transaction');
    },
    isForbidden: (node) => calls.some((call) => call.node === node && isForbidden(call)),
  };
}

/** The repair below for a human to agree to: the call works in the step, or only sometimes does not. */
export function offeredMoveOut(place: Place, site: StepSite): Repair | undefined {
  const repair = moveOutRepair(place, site);
  return repair && { ...repair, safety: 'suggest' };
}

/** Of a call that always threw, so that nobody is asked. Undefined: the call stands in a shape that a human must take apart. */
export function moveOutRepair({ node, path }: Place, site: StepSite): Repair | undefined {
  const found = path.length === 0 ? stepAround(node, site) : undefined;
  if (!found) return undefined;
  const { step, callback } = found;
  const sole = soleCallOf(callback);
  // The step's number goes and the call's come.
  if (sole === node) return fix({ kind: 'unwrap-step', node: step, inner: sole });
  if (callback.body.type !== 'BlockStatement' || !callback.async) return undefined;
  const leading: TSESTree.Statement[] = [];
  for (const statement of callback.body.body) {
    const call = callIn(statement);
    if (!call || !site.isForbidden(call)) break;
    leading.push(statement);
  }
  const [first] = leading;
  // One fix moves them all; it belongs to the first call.
  if (!first || callIn(first) !== node || leading.length === callback.body.body.length) return undefined;
  return fix({ kind: 'hoist-from-step', statements: leading, call: step });
}

/** `const m = await call();`, `await call();` */
function callIn(statement: TSESTree.Statement): TSESTree.Node | undefined {
  let value: TSESTree.Node | null | undefined;
  if (statement.type === 'ExpressionStatement') value = statement.expression;
  else if (statement.type === 'VariableDeclaration' && statement.declarations.length === 1)
    value = statement.declarations[0]?.init;
  while (value?.type === 'TSAsExpression' || value?.type === 'TSNonNullExpression') value = value.expression;
  return value?.type === 'AwaitExpression' ? value.argument : undefined;
}

/** The value is received before the step, which uses it; a human agrees. Undefined: it depends on what the step does. */
export function receiveFirstRepair(
  { node, path }: Place,
  site: StepSite,
  file: { readonly scopes: Scope.ScopeManager; readonly text: string },
): Repair | undefined {
  const found = path.length === 0 ? stepAround(node, site) : undefined;
  return found && receiveFirst(node, found.callback, found.step, file);
}

/** `runStep(async () => { … }, options)`, whose function the node stands in. */
function stepAround(
  node: TSESTree.Node,
  { isStepCall }: StepSite,
): { readonly step: TSESTree.CallExpression; readonly callback: FunctionNode } | undefined {
  const callback = enclosingFunction(node);
  const step = callback?.parent;
  if (!callback || step?.type !== 'CallExpression' || step.arguments[0] !== callback || !isStepCall(step))
    return undefined;
  return { step, callback };
}

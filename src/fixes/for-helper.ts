/** The repair for a helper that does, out of sight, what a workflow must not: the call of the helper, run as a step. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Occurrence } from '../analysis/contexts.ts';
import type { FileModel } from '../analysis/model.ts';
import type { Env } from '../analysis/values.ts';
import type { Effect } from '../knowledge/vocabulary/effects.ts';
import { enclosingFunction } from '../syntax/walk.ts';
import { stepName } from './step-name.ts';
import type { Repair } from './repair.ts';
import { isWaitedTogether } from './waited-together.ts';

export interface HelperSite {
  /** Whether the helper makes recorded calls of its own, which it must not do in a step. */
  isDurable(env: Env): boolean;
  /** Whether calling it waits for all promises that it is given: `Promise.all`. */
  waitsForAll(callee: TSESTree.Expression): boolean;
  /** What of a value that the call can give does not come back from a record. */
  lossOf(call: TSESTree.CallExpression): 'nothing' | 'methods' | 'all';
  /** Whether somebody waits for the promise that the call gives, or is given it. */
  isLookedAfter(call: TSESTree.CallExpression): boolean;
}

/** The site in the file of a model. */
export function helperSite(model: FileModel): HelperSite {
  return {
    isDurable: (env) => model.isDurable(env),
    waitsForAll: (callee) => model.promises.waitsForAll(callee),
    lossOf: (call) => model.records.lossOf(call),
    isLookedAfter: (call) => model.promises.isLookedAfter(call),
  };
}

/** Effects that are nothing but a value: the one who does it has nothing to wait for. */
const VALUES: ReadonlySet<Effect> = new Set(['clock', 'random', 'id']);

/** The call of the helper as a step; undefined: it cannot be one, or nobody knows when it is done. */
export function helperRepair({ fact, node, path }: Occurrence, site: HelperSite): Repair | undefined {
  const [edge] = path;
  if (!edge || edge.by !== undefined || node.type !== 'CallExpression' || site.isDurable(edge.target)) return undefined;
  const { node: callee } = edge.target.unit;
  // What a generator makes has done nothing yet, and cannot be recorded.
  if ('generator' in callee && callee.generator) return undefined;
  if (!edge.isHandedOver && isSpoilt(node, site)) return undefined;
  const isAsync = 'async' in callee && callee.async;
  const isValue = fact.kind === 'effect' && VALUES.has(fact.effect) && !isAsync;
  if (!edge.isHandedOver && isAsync && staysPromise(node, site)) return promisedStep(node);
  if (!edge.isHandedOver || isValue) return stepAround(node, stepName(node));
  // Of `ids.map(load)` nobody knows when it is done; of `await Promise.all(ids.map(load))` one does.
  const all = node.parent;
  if (all.type !== 'CallExpression' || all.arguments.length > 1 || all.parent.type !== 'AwaitExpression')
    return undefined;
  return site.waitsForAll(all.callee) ? stepAround(all, stepName(node)) : undefined;
}

/** Whether a record would spoil what somebody looks at, or could not be written. */
function isSpoilt(call: TSESTree.CallExpression, site: HelperSite): boolean {
  const loss = site.lossOf(call);
  if (loss === 'nothing') return false;
  const around = call.parent.type === 'AwaitExpression' ? call.parent.parent : call.parent;
  return loss === 'all' || around.type !== 'ExpressionStatement';
}

/** Whether the step is to give a promise where the helper gave one: beside others, and where no `await` can stand. */
function staysPromise(node: TSESTree.CallExpression, site: HelperSite): boolean {
  if (isWaitedTogether(node, (callee) => site.waitsForAll(callee))) return true;
  return enclosingFunction(node)?.async === false && site.isLookedAfter(node);
}

function stepAround(node: TSESTree.CallExpression, name: string): Repair {
  return { safety: 'suggest', steps: 1, intents: [{ kind: 'wrap-in-step', node, name }] };
}

function promisedStep(node: TSESTree.CallExpression): Repair {
  return {
    safety: 'suggest',
    steps: 1,
    intents: [{ kind: 'wrap-in-step', node, name: stepName(node), promise: true }],
  };
}

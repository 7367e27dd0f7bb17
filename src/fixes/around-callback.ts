/**
 * A step around the call whose plain callback does what a workflow must not: in `items.map(() => Math.random())` no `await` is possible, but
 * the whole can be run as a step.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { descendants, enclosingFunction } from '../syntax/walk.ts';
import type { Repair } from './repair.ts';
import { stepName } from './step-name.ts';

export interface CallbackSite {
  /** The workflow, in whose own code the step is put. */
  readonly workflow: TSESTree.Node;
  /** What a call does with the functions it is given, when it runs them and makes its result of theirs: `map`, `sort`. */
  readonly callbackUse: (call: TSESTree.CallExpression) => { readonly changesReceiver: boolean } | undefined;
  /** Whether the node makes calls of the engine, most of which must not be made in a step. */
  readonly isDurable: (node: TSESTree.Node) => boolean;
}

/** Undefined: `await` is possible where the node stands, or the calls around it are no place for a step. */
export function aroundCallback(node: TSESTree.Node, site: CallbackSite): Repair | undefined {
  let call: TSESTree.CallExpression | undefined;
  for (let around = enclosingFunction(node); around && around !== site.workflow; around = enclosingFunction(around)) {
    if (around.async || around.generator) break;
    const { parent } = around;
    if (parent.type !== 'CallExpression') return undefined;
    call = parent;
  }
  return call && aroundCall(call, site);
}

/** A step around a call that is handed the very function: `items.map(Math.random)`. */
export function aroundCall(call: TSESTree.CallExpression, site: CallbackSite): Repair | undefined {
  const use = site.callbackUse(call);
  if (use === undefined || site.isDurable(call)) return undefined;
  // `[...items].sort(f)` changes what nobody else has.
  const changes =
    use.changesReceiver && call.callee.type === 'MemberExpression' && call.callee.object.type !== 'ArrayExpression';
  if (changes) return undefined;
  for (const inner of descendants(call)) if (inner.type === 'AwaitExpression') return undefined;
  return { safety: 'suggest', steps: 1, intents: [{ kind: 'wrap-in-step', node: call, name: stepName(call) }] };
}

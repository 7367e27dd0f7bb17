/** Where the result of a callback goes, by the method that runs it: into a list, into the promise of the call, or nowhere. */
import type { MethodSpec } from '../../knowledge/vocabulary/effects.ts';
import { evaluate } from '../evaluate.ts';
import { memberKey, outerOf, unwrap, type InvocationNode, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import type { Destiny } from './destiny.ts';

/** What the call of a method makes of its callback's results. */
export interface CallbackResult {
  readonly node: InvocationNode;
  /** It is one of them, or a promise that waits for it; otherwise the list of them. */
  readonly waits: boolean;
}

/** Where the result of a function goes that is written as the argument of a method: `items.map(async (item) => …)`. */
export function callbackResult(world: World, callback: Node, env: Env): CallbackResult | Destiny | undefined {
  const { parent, child } = outerOf(callback);
  if (parent?.type !== 'CallExpression' || parent.callee === child) return undefined;
  const callee = unwrap(parent.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  // A method that the program or a package defines does what it does.
  if (evaluate(world, callee, env).some((value) => value.kind !== 'unknown')) return undefined;
  const method = world.knowledge.method(memberKey(callee) ?? '');
  if (method?.callbacks !== 'inline') return undefined;
  if (method.waits === true) return { node: parent, waits: true };
  return resultOf(parent, method.results);
}

/** The same for the results of a method of that kind. */
export function resultOf(call: InvocationNode, results: MethodSpec['results']): CallbackResult | Destiny | undefined {
  switch (results) {
    case 'list':
      return { node: call, waits: false };
    case 'last':
      return { node: call, waits: true };
    case 'ignored':
      return { kind: 'ignored', node: call, by: 'each' };
    case 'test':
    case 'order':
      return { kind: 'ignored', node: call, by: results };
    case undefined:
      return undefined;
  }
}

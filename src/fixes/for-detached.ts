/** A method that was taken off its object is called on the object again. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Detached } from '../analysis/detached.ts';
import { listed, suggest, type Repair, type Safety } from './repair.ts';

/**
 * `launch()` becomes `DBOS.launch()`.
 *
 * @param isSame whether the object's name means the same where the call stands
 */
export function attachRepair(
  call: TSESTree.CallExpression,
  { object, within, key }: Detached,
  textOf: (node: TSESTree.Node) => string,
  isSame: (root: TSESTree.Node) => boolean,
  safety: Safety,
): Repair | undefined {
  const root = rootOf(object);
  if (!root || !isSame(root) || call.optional) return undefined;
  const code = [textOf(object), ...within, key].join('.');
  return { safety, steps: 0, intents: [{ kind: 'replace', node: call.callee, code }] };
}

/** Of `sdk.DBOS`, `sdk`. Undefined: evaluating it twice is not the same. */
function rootOf(object: TSESTree.Node): TSESTree.Node | undefined {
  if (object.type === 'Identifier' || object.type === 'ThisExpression') return object;
  return object.type === 'MemberExpression' && !object.computed ? rootOf(object.object) : undefined;
}

/** `startWorkflow(this.place)(order)` becomes `startWorkflow(this).place(order)`. */
export function startOnObjectRepair(
  call: TSESTree.CallExpression,
  member: TSESTree.MemberExpression,
): Repair | undefined {
  const { parent } = call;
  if (parent.type !== 'CallExpression' || parent.callee !== call || member.computed || call.typeArguments)
    return undefined;
  const start = [call.callee, '(', ...listed([member.object, ...call.arguments.slice(1)]), ').'];
  const parts = [...start, member.property, '(', ...listed(parent.arguments), ')'];
  return suggest({ kind: 'compose', node: parent, parts });
}

/** What is done with a value in the expression in which it comes to be. */
import type { TSESTree } from '@typescript-eslint/types';

import { isWritten } from '../syntax/walk.ts';

/** The call of a member: of `a.b` in `a.b(c)`, the whole. */
export function methodCall(member: TSESTree.MemberExpression): TSESTree.CallExpression | undefined {
  const { parent } = member;
  return parent.type === 'CallExpression' && parent.callee === member ? parent : undefined;
}

/** Whether others go on from the promise that it is: `read(path).then(use)`. */
export function isGoneOnFrom({ parent }: TSESTree.Node): boolean {
  return (
    parent?.type === 'MemberExpression' &&
    parent.property.type === 'Identifier' &&
    PROMISE_METHODS.has(parent.property.name)
  );
}

/** What others go on with from a promise. */
export const PROMISE_METHODS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** The calls of methods on a result that is not awaited yet: from `db('orders')` in `await db('orders').where(…).first()` to the last. */
export function chainFrom(node: TSESTree.Expression): TSESTree.Expression {
  let current = node;
  for (;;) {
    const { parent } = current;
    if (parent.type !== 'MemberExpression' || parent.object !== current || parent.computed) return current;
    const call = methodCall(parent);
    if (!call) return isWritten(parent) ? current : parent;
    current = call;
  }
}

/** The property that is read of an awaited value: in `(await pool.query(q)).rows` the whole, seen from the call. */
export function partUsed(node: TSESTree.Expression): TSESTree.Expression {
  const awaited = node.parent;
  if (awaited.type !== 'AwaitExpression') return node;
  const member = awaited.parent;
  if (member.type !== 'MemberExpression' || member.object !== awaited || member.computed) return node;
  // `(await call()).method()` needs the object itself.
  return methodCall(member) || isWritten(member) ? node : member;
}

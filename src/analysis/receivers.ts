/**
 * Calls of a workflow as a member of something that is no durable instance: `workflows.place(order)`. The engine takes the `this` of the
 * call for the workflow's instance (dbos.js #invokeWorkflow), so an object, a list, a namespace of a module or an instance of any other
 * class makes it throw. A class is no instance, and neither is a receiver of which something is unknown. Leaves out methods, whose class is at fault.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { baseEnv, evaluate } from './evaluate.ts';
import type { DurableFact } from './facts.ts';
import { isDurableClass } from './instances.ts';
import { memberKey, withoutTypes } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { Env, Value } from './values.ts';
import type { World } from './world.ts';

/** `workflows.place` of a call that throws; undefined: the call is fine, or may be. */
export function strangeReceiver(
  world: World,
  unit: FunctionUnit,
  { node, role }: DurableFact,
): TSESTree.MemberExpression | undefined {
  if (role !== 'workflow' || node.type !== 'CallExpression') return undefined;
  // `(0, workflows.place)(order)` has no `this`.
  const callee = withoutTypes(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  return isNoMethod(world, baseEnv(world, unit), callee) ? callee : undefined;
}

/** Whether a workflow is the member of what is certainly no durable instance, and so no method of it: `workflows.place`. */
export function isNoMethod(world: World, env: Env, member: TSESTree.MemberExpression): boolean {
  const isWorkflow = evaluate(world, member, env).every(
    (value) => value.kind === 'registered' && value.role === 'workflow' && !value.isBound,
  );
  const receivers = evaluate(world, member.object, env);
  return (
    isWorkflow && receivers.length > 0 && receivers.every((value) => isNoInstance(world, value, memberKey(member)))
  );
}

function isNoInstance(world: World, value: Value, key: string | undefined): boolean {
  switch (value.kind) {
    case 'object':
    case 'list':
    case 'module':
      return true;
    case 'instance': {
      const isMethod = value.cls.members.some((member) => member.key === key && member.kind === 'method');
      return !isMethod && isDurableClass(world, value.cls) === false;
    }
    default:
      return false;
  }
}

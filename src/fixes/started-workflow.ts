/** Which workflow a piece of code starts, and with what, when that is all that it does. */
import type { TSESTree } from '@typescript-eslint/types';

import { soleCallOf } from '../syntax/sole-call.ts';
import { isExpression, isFunction } from '../syntax/walk.ts';
import type { Part } from './repair.ts';

export interface StartedSite {
  readonly text: string;
  /** How a call starts a workflow. */
  startOf(call: TSESTree.CallExpression): StartShape | undefined;
  /** Whether the expression is a registered workflow. */
  isWorkflow(node: TSESTree.Node): boolean;
  /** Whether a workflow is the member of what is no durable instance: `workflows.place`. */
  isNoMethod(member: TSESTree.MemberExpression): boolean;
}

/** `direct`: `place(order)`; `start`: `DBOS.startWorkflow(place)(order)`, `client.enqueue(…)`. */
export type StartShape = 'direct' | 'start';

/** A workflow and what it is started with. */
export interface Start {
  /** The workflow, or the object or class of the method; undefined when it is named by other means. */
  readonly target: TSESTree.Expression | undefined;
  readonly method: string | undefined;
  readonly args: readonly Part[];
  /** The whole call, when it already starts durably. */
  readonly whole: TSESTree.CallExpression | undefined;
  /** It is started with options of its own. */
  readonly hasOptions: boolean;
  readonly options?: TSESTree.CallExpressionArgument | undefined;
  /** What stands behind the call: `.catch(console.error)`. */
  readonly behind: string;
}

/**
 * @param code the callback of a timer, or a statement's expression
 * @param extra the arguments that the timer hands to its callback
 */
export function startedIn(
  code: TSESTree.Node | undefined,
  extra: readonly Part[],
  site: StartedSite,
): Start | undefined {
  if (code === undefined || code.type === 'SpreadElement') return undefined;
  const call = isFunction(code) ? soleCallOf(code) : callBelow(code);
  if (!call) {
    if (isFunction(code) || !isExpression(code) || !site.isWorkflow(code)) return undefined;
    return { ...targetOf(code, site), args: extra, whole: undefined, hasOptions: false, behind: '' };
  }
  const started = startAt(call, site);
  if (started) return started;
  // remind(order).catch(console.error)
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'CallExpression' || callee.optional)
    return undefined;
  const inner = startAt(callee.object, site);
  const behind = site.text.slice(callee.object.range[1], call.range[1]);
  return inner && !/\/[/*]/u.test(behind) ? { ...inner, behind } : undefined;
}

function startAt(call: TSESTree.CallExpression, site: StartedSite): Start | undefined {
  const shape = site.startOf(call);
  if (!shape || call.callee.type === 'Super') return undefined;
  const common = { args: call.arguments, hasOptions: false, behind: '' };
  if (shape === 'direct') return { ...common, ...targetOf(call.callee, site), whole: undefined };
  return { ...common, ...startedBy(call), whole: call };
}

/**
 * Of `startWorkflow(place)(order)` `place`; of `startWorkflow(Orders).place(order)` the class and the method. Of a method under a computed key,
 * `startWorkflow(Orders)[key](order)`, neither.
 */
function startedBy(call: TSESTree.CallExpression): Pick<Start, 'target' | 'method' | 'hasOptions' | 'options'> {
  const { callee } = call;
  const starter = callee.type === 'MemberExpression' ? callee.object : callee;
  const key = callee.type === 'MemberExpression' && !callee.computed ? callee.property : undefined;
  const isUnnamed = callee.type === 'MemberExpression' && key?.type !== 'Identifier';
  if (starter.type !== 'CallExpression' || isUnnamed) return { target: undefined, method: undefined, hasOptions: true };
  const [target, ...others] = starter.arguments;
  return {
    target: target?.type === 'SpreadElement' ? undefined : target,
    method: key?.type === 'Identifier' ? key.name : undefined,
    hasOptions: others.length > 0,
    options: others[0],
  };
}

function targetOf(callee: TSESTree.Expression, site: StartedSite): Pick<Start, 'target' | 'method'> {
  const isMethod = callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier';
  if (isMethod && !site.isNoMethod(callee)) {
    return { target: callee.object, method: callee.property.name };
  }
  return { target: callee, method: undefined };
}

/** The call below `await` and `void`. */
function callBelow(node: TSESTree.Node): TSESTree.CallExpression | undefined {
  if (node.type === 'AwaitExpression' || node.type === 'UnaryExpression') return callBelow(node.argument);
  return node.type === 'CallExpression' ? node : undefined;
}

/**
 * The repair for a workflow that a timer starts: at once where the timer adds nothing, else on a queue with a delay, or by a schedule.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Engine } from '../knowledge/vocabulary.ts';
import { constantNumber, cronOf, secondsCode } from '../syntax/durations.ts';
import { soleCallOf } from '../syntax/sole-call.ts';
import { isFunction } from '../syntax/walk.ts';
import type { Intent, Part, Repair } from './repair.ts';

export interface StartSite {
  readonly timers: NonNullable<Engine['timers']>;
  readonly text: string;
  /** How the call of a timer's callback starts a workflow. */
  startOf(call: TSESTree.CallExpression): StartShape | undefined;
  /** Whether the expression is a registered workflow. */
  isWorkflow(node: TSESTree.Node): boolean;
  /** The only queue that the file registers, as a string literal. */
  readonly queue: string | undefined;
}

/** `direct`: `place(order)`; `start`: `DBOS.startWorkflow(place)(order)`. */
export type StartShape = 'direct' | 'start';

/** A workflow and what it is started with. */
interface Start {
  /** The workflow, or the object or class of the method. */
  readonly target: TSESTree.Expression;
  readonly method: string | undefined;
  readonly args: readonly Part[];
  /** The whole call, when it already starts durably. */
  readonly whole: TSESTree.CallExpression | undefined;
}

export interface StartRepairs {
  readonly fix: Repair | undefined;
  readonly delayed: Repair | undefined;
  readonly scheduled: Repair | undefined;
}

const NONE: StartRepairs = { fix: undefined, delayed: undefined, scheduled: undefined };

/**
 * @param timer the call of the timer: `setTimeout(() => place(order), 1000)`
 * @param name its qualified name
 */
export function startRepairs(timer: TSESTree.Node, name: string, site: StartSite): StartRepairs {
  if (timer.type !== 'CallExpression') return NONE;
  const { timers } = site;
  const takesDelay = timers.delayed.includes(name) || timers.repeated.includes(name);
  const start = startIn(timer, takesDelay ? 2 : 1, site);
  if (!start) return NONE;
  const delay = takesDelay ? timer.arguments[1] : undefined;
  if (timers.immediate.includes(name) || (timers.delayed.includes(name) && isZero(delay))) {
    return { ...NONE, fix: { safety: 'fix', steps: 0, intents: [startNow(timer, start, timers)] } };
  }
  if (delay === undefined || delay.type === 'SpreadElement') return NONE;
  if (timers.delayed.includes(name)) return { ...NONE, delayed: suggest(startLater(timer, start, delay, site)) };
  const cron = timers.repeated.includes(name) ? cronOf(constantNumber(delay) ?? Number.NaN) : undefined;
  if (cron === undefined || start.args.length > 0 || start.method !== undefined) return NONE;
  return { ...NONE, scheduled: suggest(schedule(timer, start, cron, site)) };
}

function suggest(intent: Intent): Repair {
  return { safety: 'suggest', steps: 0, intents: [intent] };
}

function isZero(delay: TSESTree.CallExpressionArgument | undefined): boolean {
  return delay === undefined || (delay.type === 'Literal' && delay.value === 0);
}

function startIn(timer: TSESTree.CallExpression, extraFrom: number, site: StartSite): Start | undefined {
  const [callback] = timer.arguments;
  if (callback === undefined || callback.type === 'SpreadElement') return undefined;
  if (!isFunction(callback)) {
    if (!site.isWorkflow(callback)) return undefined;
    return { ...targetOf(callback), args: timer.arguments.slice(extraFrom), whole: undefined };
  }
  const call = soleCallOf(callback);
  const shape = call && site.startOf(call);
  if (!call || !shape || call.callee.type === 'Super') return undefined;
  if (shape === 'direct') return { ...targetOf(call.callee), args: call.arguments, whole: undefined };
  const inner = startedBy(call);
  return inner && { ...inner, args: call.arguments, whole: call };
}

/** Of `startWorkflow(place)(order)` `place`; of `startWorkflow(Orders).place(order)` the class and the method. */
function startedBy(call: TSESTree.CallExpression): Pick<Start, 'target' | 'method'> | undefined {
  const { callee } = call;
  const starter = callee.type === 'MemberExpression' ? callee.object : callee;
  if (starter.type !== 'CallExpression') return undefined;
  const [target, ...others] = starter.arguments;
  if (target === undefined || target.type === 'SpreadElement' || others.length > 0) return undefined;
  const method =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : undefined;
  return { target, method };
}

function targetOf(callee: TSESTree.Expression): Pick<Start, 'target' | 'method'> {
  if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier') {
    return { target: callee.object, method: callee.property.name };
  }
  return { target: callee, method: undefined };
}

function startNow(timer: TSESTree.CallExpression, start: Start, timers: StartSite['timers']): Intent {
  if (start.whole) return { kind: 'start-instead', node: timer, code: '$1', arguments: [start.whole] };
  const code = start.method === undefined ? timers.start : timers.startMethod.replace('$M', start.method);
  return { kind: 'start-instead', node: timer, code, arguments: [start.target, ...start.args] };
}

function startLater(timer: TSESTree.CallExpression, start: Start, delay: TSESTree.Expression, site: StartSite): Intent {
  const { timers } = site;
  const code = start.method === undefined ? timers.delayedStart : timers.delayedStartMethod.replace('$M', start.method);
  return {
    kind: 'start-instead',
    node: timer,
    code,
    arguments: [start.target, ...start.args],
    values: { $Q: site.queue ?? "'my-queue'", $D: secondsCode(site.text, delay) },
  };
}

function schedule(timer: TSESTree.CallExpression, start: Start, cron: string, site: StartSite): Intent {
  const name = start.target.type === 'Identifier' ? start.target.name : 'schedule';
  return {
    kind: 'start-instead',
    node: timer,
    code: site.timers.schedule,
    arguments: [start.target],
    values: { $N: `'${name}'`, $C: `'${cron}'` },
  };
}

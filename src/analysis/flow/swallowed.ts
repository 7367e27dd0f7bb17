/**
 * Whether what recorded calls throw is kept from the code around: a `catch` that lets an endless loop go on goes on for ever in a workflow that
 * was cancelled, since every recorded call throws then, at once. Follows helpers that swallow. Leaves out counted loops, and those that a counter
 * ends: `if (attempt >= 3) throw error`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { sole } from '../certain.ts';
import { evaluate } from '../evaluate.ts';
import type { CallEdge } from '../facts.ts';
import { contains, isFunctionNode, isInvocation, unwrap, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { endlessLoopsAround, isLimit, type EndlessLoop } from './endless-loops.ts';
import { isExamined } from './examined-errors.ts';
import { forward } from './forward.ts';
import { happeningsOf, isDirect, operationsAt, type Operation } from './operations.ts';
import { isSettlingCall } from './settling.ts';
import {
  durableTriesIn,
  isHandedBack,
  operationsWithin,
  operationWithin,
  ownNodes,
  rejectionHandler,
} from './tries.ts';

/** A `catch` that takes what a recorded call throws and does not look whether the workflow was stopped. */
export interface Swallowing {
  /** `spinning`: the code comes back to it for ever. */
  readonly kind: 'swallowing' | 'spinning';
  /** The clause, or the call of `catch`. */
  readonly node: TSESTree.CatchClause | TSESTree.CallExpression;
  readonly env: Env;
  /** The calls from the code that was asked to `env`. */
  readonly path: readonly CallEdge[];
  /** The first recorded call in the code whose errors are taken. */
  readonly operation: Operation;
}

/** Functions entered one from another. */
const MAX_PATH = 4;

/** Where the function swallows what recorded calls throw, itself or by a helper. */
export function swallowingsIn(world: World, env: Env): readonly Swallowing[] {
  const own = swallowersIn(world, env).flatMap(({ node, operation }): readonly Swallowing[] => {
    const found = { node, env, path: [], operation } as const;
    if (spinsAt(world, node, env)) return [{ kind: 'spinning', ...found }];
    return takesFailure(world, node, env) ? [{ kind: 'swallowing', ...found }] : [];
  });
  return [...own, ...swallowedBehind(world, env)];
}

/** Whether a recorded call may fail in what is guarded: its helpers may keep all failures to themselves, and are reported for that. */
function takesFailure(world: World, node: Swallowing['node'], env: Env): boolean {
  if (node.type !== 'CatchClause') return true;
  return operationsWithin(world, node.parent.block, env).some(
    (operation) => !isHandedBack(operation.node) && !isSettlingCall(world, operation.node, env),
  );
}

function spinsAt(world: World, node: Node, env: Env): boolean {
  return endlessLoopsAround(node).some((loop) => comesBack(world, loop, env, node));
}

/** What helpers swallow that are called in an endless loop of the function: `for (;;) await tryOnce()`. */
function swallowedBehind(world: World, env: Env): readonly Swallowing[] {
  const found: Swallowing[] = [];
  for (const node of ownNodes(world, env)) {
    if (node.type !== 'AwaitExpression') continue;
    const edge = endlessLoopsAround(node).length > 0 ? helperAt(world, node, env) : undefined;
    const inner = edge && survives(world, edge.target, 0) ? firstSwallower(world, edge.target, [edge]) : undefined;
    if (inner && spinsAt(world, node, env)) found.push({ ...inner, kind: 'spinning' });
  }
  return found;
}

function firstSwallower(world: World, env: Env, path: readonly CallEdge[]): Swallowing | undefined {
  // What spins by itself is found there.
  const own = swallowersIn(world, env).find(({ node }) => !spinsAt(world, node, env));
  if (own) return { kind: 'swallowing', ...own, env, path };
  if (path.length >= MAX_PATH) return undefined;
  for (const node of ownNodes(world, env)) {
    const edge = node.type === 'AwaitExpression' ? helperAt(world, node, env) : undefined;
    const inner = edge && !path.includes(edge) ? firstSwallower(world, edge.target, [...path, edge]) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** The catches of the function itself. */
function swallowersIn(world: World, env: Env): readonly Pick<Swallowing, 'node' | 'operation'>[] {
  const found: Pick<Swallowing, 'node' | 'operation'>[] = [];
  for (const { node: attempt, operation } of durableTriesIn(world, env)) {
    const { handler } = attempt;
    if (handler && swallows(world, handler, env)) found.push({ node: handler, operation });
  }
  for (const node of env.unit.invocations) {
    const handler = rejectionHandler(node);
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
    if (!handler || node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') continue;
    const operation = operationWithin(world, callee.object, env);
    const target = functionGiven(world, handler, node, env);
    if (operation && target && swallowsCall(world, target)) found.push({ node, operation });
  }
  return found;
}

/** Whether some way leads past the end of the clause, and it does not ask what the error is. */
function swallows(world: World, handler: TSESTree.CatchClause, env: Env): boolean {
  if (handler.param && isExamined(world, handler.param, env)) return false;
  const { end, leaves } = cancelled(world, handler.body, env);
  return (end === true && !isThrownBehind(handler)) || leaves.some(({ how }) => how !== 'throw');
}

/** Whether all that comes behind the clause is a `throw`: `try { await undo(); } catch { log(); } throw error;` */
function isThrownBehind(handler: TSESTree.CatchClause): boolean {
  let node: Node = handler.parent;
  for (let parent: Node | undefined = node.parent; parent; parent = node.parent) {
    if (parent.type === 'BlockStatement') {
      const next = parent.body[parent.body.findIndex((statement) => statement === node) + 1];
      if (next) return next.type === 'ThrowStatement';
    } else if (parent.type !== 'IfStatement' && parent.type !== 'CatchClause' && !isLeft(parent, node)) return false;
    node = parent;
  }
  return false;
}

/** A `try` whose clause the code leaves, and that does nothing more. */
function isLeft(attempt: Node, clause: Node): boolean {
  return attempt.type === 'TryStatement' && attempt.handler === clause && !attempt.finalizer;
}

function swallowsCall(world: World, target: Env): boolean {
  const { node } = target.unit;
  if (!isFunctionNode(node)) return false;
  const [param] = node.params;
  if (param && isExamined(world, param, target)) return false;
  if (node.body.type !== 'BlockStatement') return operationsWithin(world, node.body, target).length === 0;
  const { end, leaves } = cancelled(world, node.body, target);
  return end === true || leaves.some(({ how }) => how !== 'throw');
}

/** The function of the program that a call hands to `catch`. */
function functionGiven(world: World, handler: Node, call: Node, env: Env): Env | undefined {
  const given = evaluate(world, handler, env);
  return happeningsOf(world, env)
    .get(call)
    ?.calls.find(({ target }) => given.some((value) => value.kind === 'function' && value.unit === target.unit))
    ?.target;
}

/** Runs over code of a workflow that was cancelled: what waits for a recorded call throws. */
function cancelled(world: World, code: Node, env: Env, depth = 0): ReturnType<typeof forward<true>> {
  const visit = (node: Node, state: true): true | undefined =>
    throwsWhenStopped(world, node, env, depth) ? undefined : state;
  return forward<true>(code, true, { join: () => true, equal: () => true, visit }, env.unit.module.source.visitorKeys);
}

/** Whether the end of the function is reached in a workflow that was cancelled. */
function survives(world: World, env: Env, depth: number): boolean {
  const { node } = env.unit;
  if (!isFunctionNode(node) || depth >= MAX_PATH) return false;
  if (node.body.type !== 'BlockStatement') return false;
  const asking = new Set<Node>();
  for (const { node: attempt } of durableTriesIn(world, env)) {
    const { handler } = attempt;
    if (handler?.param && isExamined(world, handler.param, env)) asking.add(handler);
  }
  const visit = (inner: Node, state: true): true | undefined =>
    asking.has(inner) || throwsWhenStopped(world, inner, env, depth) ? undefined : state;
  const { end, leaves } = forward<true>(
    node.body,
    true,
    { join: () => true, equal: () => true, visit },
    env.unit.module.source.visitorKeys,
  );
  return end === true || leaves.some(({ how }) => how === 'return');
}

/** Whether the node waits for a recorded call whose error is not taken on the way. */
function throwsWhenStopped(world: World, node: Node, env: Env, depth: number): boolean {
  if (node.type !== 'AwaitExpression') return false;
  const awaited = strip(node.argument);
  // What is left are the recorded calls of the function that is given the error.
  if (rejectionHandler(awaited)) return operationsAt(world, awaited, env).length > 0;
  if (awaited.type === 'CallExpression') {
    const settles = evaluate(world, awaited.callee, env).some(
      (value) => value.kind === 'named' && world.knowledge.combinator(value.name)?.waits === 'settled',
    );
    if (settles) return false;
  }
  if (operationsWithin(world, awaited, env).length === 0) return false;
  const edge = helperAt(world, node, env);
  return !edge || !survives(world, edge.target, depth + 1);
}

/** The function of the program that the node waits for. */
function helperAt(world: World, node: TSESTree.AwaitExpression, env: Env): CallEdge | undefined {
  const awaited = strip(node.argument);
  if (!isInvocation(awaited)) return undefined;
  const calls = happeningsOf(world, env).get(awaited)?.calls ?? [];
  return sole(calls.filter((item) => isDirect(world, item, env)));
}

/**
 * Whether the loop comes round again after the error was swallowed at `mark`: a clause, a call of `catch`, or the `await` of a helper that
 * swallows. Then the workflow may be cancelled, and every recorded call throws.
 */
function comesBack(world: World, loop: EndlessLoop, env: Env, mark: Node): boolean {
  const keys = env.unit.module.source.visitorKeys;
  const carry = (visit: (node: Node, swallowed: boolean) => boolean | undefined) => {
    return { join: (a: boolean, b: boolean) => a || b, equal: (a: boolean, b: boolean) => a === b, visit };
  };
  const once = carry((node, swallowed) => {
    if (node === mark) return true;
    const ends = throwsWhenStopped(world, node, env, 0) || isLimit(world, node, loop, env);
    return swallowed && ends ? undefined : swallowed;
  });
  const { end, leaves } = forward(loop.body, false, once, keys);
  const back =
    end === true || leaves.some(({ how, label, state }) => how === 'continue' && state && isLabelOf(loop, label));
  const rest = [loop.type === 'ForStatement' ? loop.update : undefined, loop.test];
  if (!back || !rest.every((part) => !part || forward(part, true, once, keys).end === true)) return false;
  // A counter, or a recorded call that nobody catches, may stand in front of what is swallowed.
  let isReached = false;
  const again = carry((node, swallowed) => {
    if (isLimit(world, node, loop, env)) return undefined;
    if (node !== mark && !isTakenAt(node, mark)) return throwsWhenStopped(world, node, env, 0) ? undefined : swallowed;
    if (node.type === 'AwaitExpression' || node === mark) isReached ||= operationsWithin(world, node, env).length > 0;
    return swallowed;
  });
  forward(loop.body, true, again, keys);
  return isReached;
}

/** Whether what the node throws is swallowed at `mark`. */
function isTakenAt(node: Node, mark: Node): boolean {
  const attempt = mark.type === 'CatchClause' ? mark.parent.block : mark;
  return contains(attempt, node) || contains(node, attempt);
}

function isLabelOf(loop: Node, label: string | undefined): boolean {
  return label === undefined || (loop.parent?.type === 'LabeledStatement' && loop.parent.label.name === label);
}

function strip(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return strip(node.expression);
    default:
      return node;
  }
}

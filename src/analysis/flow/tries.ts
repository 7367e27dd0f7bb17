/**
 * The `try` statements of a function that hold recorded calls, what their `finally` does, and whether what their `catch` takes is kept
 * from those around: a catch that lets an endless loop go on goes on for ever in a workflow that was cancelled, since every recorded call
 * throws then, at once.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { variableOf } from '../bindings.ts';
import { evaluate } from '../evaluate.ts';
import { logs } from '../fate.ts';
import {
  argumentsOf,
  childrenOf,
  isClassNode,
  isFunctionNode,
  memberKey,
  outerOf,
  unwrap,
  type Node,
} from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { forward } from './forward.ts';
import { happeningsOf, operationsAt, type Operation } from './operations.ts';

/** A `try` whose block makes a recorded call. */
export interface DurableTry {
  readonly kind: 'try';
  readonly node: TSESTree.TryStatement;
  readonly env: Env;
  readonly path: readonly [];
  /** The first recorded call in the block. */
  readonly operation: Operation;
}

/** A recorded call that is made in any case, also when the workflow was cancelled: `finally { await release(); }`. */
export interface LastCall {
  readonly kind: 'last-call';
  readonly node: Node;
  readonly env: Env;
  readonly path: readonly [];
  readonly operation: Operation;
}

/** All nodes of a function's own code, in source order. */
export function* ownNodes(env: Env): Iterable<Node> {
  const { node, module } = env.unit;
  if (!isFunctionNode(node)) return;
  const stack: Node[] = [node.body];
  for (let current = stack.pop(); current; current = stack.pop()) {
    yield current;
    if (isFunctionNode(current) || isClassNode(current)) continue;
    stack.push(...childrenOf(current, module.source.visitorKeys).reverse());
  }
}

/** The first recorded call made at or below a node of the function, callbacks that run there included. */
export function operationWithin(world: World, code: Node, env: Env): Operation | undefined {
  return operationsWithin(world, code, env)[0];
}

/** The recorded calls made at or below a node of the function, one for each place. */
export function operationsWithin(world: World, code: Node, env: Env): readonly Operation[] {
  const found: Operation[] = [];
  for (const node of happeningsOf(world, env).keys()) {
    if (node.range[0] < code.range[0] || node.range[1] > code.range[1]) continue;
    const [operation] = operationsAt(world, node, env);
    if (operation) found.push(operation);
  }
  return found.sort((first, second) => first.node.range[0] - second.node.range[0]);
}

export function durableTriesIn(world: World, env: Env): readonly DurableTry[] {
  const found: DurableTry[] = [];
  for (const node of ownNodes(env)) {
    if (node.type !== 'TryStatement') continue;
    const operation = operationWithin(world, node.block, env);
    if (operation) found.push({ kind: 'try', node, env, path: [], operation });
  }
  return found;
}

/** Those whose `catch` lets the code after it run, and does not look whether the workflow was stopped. */
export function swallowingTriesIn(world: World, env: Env): readonly DurableTry[] {
  return durableTriesIn(world, env).filter(({ node: { handler } }) => {
    if (!handler || !goesOn(world, handler, env)) return false;
    return !handler.param || !isExamined(world, handler.param, env);
  });
}

/** Recorded calls in `finally` blocks, and in functions given to `promise.finally`. */
export function lastCallsIn(world: World, env: Env): readonly LastCall[] {
  const blocks: Node[] = [];
  for (const node of ownNodes(env)) if (node.type === 'TryStatement' && node.finalizer) blocks.push(node.finalizer);
  const calls = blocks.flatMap((block) => operationsWithin(world, block, env));
  return calls.map((operation) => ({ kind: 'last-call', node: operation.node, env, path: [], operation }));
}

/** Whether the end of the `catch` is reached by some way on which nothing is thrown: neither by it nor by a recorded call in it. */
export function goesOn(world: World, handler: TSESTree.CatchClause, env: Env): boolean {
  const throws = (node: Node, state: true): true | undefined =>
    node.type === 'AwaitExpression' && operationsAt(world, strip(node.argument), env).length > 0 ? undefined : state;
  const { end, leaves } = forward<true>(
    handler.body,
    true,
    { ...FLAG, visit: throws },
    env.unit.module.source.visitorKeys,
  );
  return end === true || leaves.some(({ how }) => how !== 'throw');
}

/** The loop without an end in which a swallowed error brings the code back to the same `try`; undefined: none. */
export function spinningLoop(world: World, { node: attempt, env }: DurableTry): Node | undefined {
  const { handler } = attempt;
  if (!handler) return undefined;
  for (let loop: Node | undefined = attempt.parent; loop && !isFunctionNode(loop); loop = loop.parent) {
    if (!isEndless(loop)) continue;
    // False: nothing was swallowed yet; true: something was, so the workflow may be cancelled, and every recorded call throws.
    const visit = (node: Node, swallowed: boolean): boolean | undefined => {
      if (node === handler) return true;
      const throws =
        swallowed && node.type === 'AwaitExpression' && operationsAt(world, strip(node.argument), env).length > 0;
      return throws ? undefined : swallowed;
    };
    const carrying = { join: (a: boolean, b: boolean) => a || b, equal: (a: boolean, b: boolean) => a === b, visit };
    const keys = env.unit.module.source.visitorKeys;
    const { end, leaves } = forward(loop.body, false, carrying, keys);
    const back =
      end === true || leaves.some(({ how, label, state }) => how === 'continue' && state && isLabelOf(loop, label));
    if (!back) continue;
    const rest = [loop.type === 'ForStatement' ? loop.update : undefined, loop.test];
    if (rest.every((part) => !part || forward(part, true, carrying, keys).end === true)) return loop;
  }
  return undefined;
}

const FLAG = { join: (): true => true, equal: (): true => true };

type EndlessLoop = TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement;

/** A loop that is not obviously counted: `while (true)`, `for (;;)`, `while (!done)`. */
function isEndless(node: Node): node is EndlessLoop {
  switch (node.type) {
    case 'WhileStatement':
    case 'DoWhileStatement':
      return !isCounted(node.test);
    case 'ForStatement':
      return !node.test || (!node.update && !isCounted(node.test));
    default:
      return false;
  }
}

/** `attempt < 3`: a test that compares sizes. */
function isCounted(test: Node): boolean {
  switch (test.type) {
    case 'BinaryExpression':
      return ['<', '<=', '>', '>='].includes(test.operator);
    case 'LogicalExpression':
      return isCounted(test.left) || isCounted(test.right);
    case 'UpdateExpression':
      return true;
    default:
      return false;
  }
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

/**
 * Whether the code asks what the error is, or gives it to a function that may: `error instanceof X`, `error.code === 24`,
 * `rethrowIfStopped(error)`. A log line asks nothing.
 */
function isExamined(world: World, param: Node, env: Env): boolean {
  if (param.type !== 'Identifier') return true;
  const variable = variableOf(world, env.unit.module, param);
  return (variable?.references ?? []).some(({ identifier }) => {
    const { parent, child } = outerOf(identifier);
    switch (parent?.type) {
      case 'BinaryExpression':
        return parent.operator === 'instanceof' || parent.operator === 'in';
      case 'MemberExpression':
        return isCompared(parent);
      case 'CallExpression':
        return argumentsOf(parent).includes(child) && !logs(world, parent, env) && !isConversion(world, parent, env);
      default:
        return false;
    }
  });
}

/** `error.name === 'X'`, `switch (error.code)` */
function isCompared(member: Node): boolean {
  const { parent, child } = outerOf(member);
  if (parent?.type === 'BinaryExpression') return true;
  return parent?.type === 'SwitchStatement' && parent.discriminant === child;
}

/** `String(error)`, `errors.push(error)`, or a recorded call that is given the error: none throws it again. */
function isConversion(world: World, call: TSESTree.CallExpression, env: Env): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && world.knowledge.method(memberKey(callee) ?? '')?.mutates) return true;
  if (operationsAt(world, call, env).length > 0) return true;
  return evaluate(world, call.callee, env).some(
    (value) =>
      value.kind === 'named' && world.knowledge.effect(value.name, { form: 'call', arguments: 1 })?.effect === 'pure',
  );
}

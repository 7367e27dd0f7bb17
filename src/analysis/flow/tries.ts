/**
 * The recorded calls in a piece of a function, the `try` statements that hold some, and those made on the way out: in a `finally`. Whether
 * what a `catch` takes is kept from the code around it is in `swallowed.ts`.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { childrenOf, isClassNode, isFunctionNode, memberKey, outerOf, unwrap, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { FunctionUnit } from '../units.ts';
import type { World } from '../world.ts';
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
export function ownNodes(world: World, { unit }: Env): readonly Node[] {
  let nodes = world.flow.nodes.get(unit);
  if (!nodes) world.flow.nodes.set(unit, (nodes = collectNodes(unit)));
  return nodes;
}

function triesIn(world: World, env: Env): readonly TSESTree.TryStatement[] {
  let tries = world.flow.tries.get(env.unit);
  if (!tries) {
    tries = ownNodes(world, env).filter((node) => node.type === 'TryStatement');
    world.flow.tries.set(env.unit, tries);
  }
  return tries;
}

function collectNodes({ node, module }: FunctionUnit): readonly Node[] {
  const nodes: Node[] = [];
  const stack: Node[] = isFunctionNode(node) ? [node.body] : [];
  for (let current = stack.pop(); current; current = stack.pop()) {
    nodes.push(current);
    if (isFunctionNode(current) || isClassNode(current)) continue;
    stack.push(...childrenOf(current, module.source.visitorKeys).reverse());
  }
  return nodes;
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

const NO_TRIES: readonly DurableTry[] = [];

/** The `try` statements of a function whose blocks make recorded calls, each with the first call whose promise stays in the block. */
export function durableTriesIn(world: World, env: Env): readonly DurableTry[] {
  const tries = triesIn(world, env);
  if (tries.length === 0) return NO_TRIES;
  const found: DurableTry[] = [];
  for (const node of tries) {
    const operation = operationsWithin(world, node.block, env).find((item) => !isHandedBack(item.node));
    if (operation) found.push({ kind: 'try', node, env, path: [], operation });
  }
  return found;
}

/** `return charge(order)` without `await`: the promise leaves the `try`, and what it rejects with is thrown elsewhere. */
export function isHandedBack(node: Node): boolean {
  let current = outerOf(node);
  while (current.parent?.type === 'ConditionalExpression' || current.parent?.type === 'LogicalExpression')
    current = outerOf(current.parent);
  return current.parent?.type === 'ReturnStatement';
}

/** Of `promise.catch(f)` and `promise.then(g, f)`, `f`. */
export function rejectionHandler(node: Node): Node | undefined {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return undefined;
  const key = memberKey(callee);
  return key === 'catch' ? node.arguments[0] : key === 'then' ? node.arguments[1] : undefined;
}

/** Recorded calls in `finally` blocks, and in functions given to `promise.finally`. */
export function lastCallsIn(world: World, env: Env): readonly LastCall[] {
  const found: LastCall[] = [];
  const add = (operation: Operation): void => {
    found.push({ kind: 'last-call', node: operation.node, env, path: [], operation });
  };
  for (const node of ownNodes(world, env)) {
    if (node.type === 'TryStatement' && node.finalizer) operationsWithin(world, node.finalizer, env).forEach(add);
    if (node.type !== 'CallExpression') continue;
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'finally') continue;
    if (operationWithin(world, callee.object, env)) operationsAt(world, node, env).forEach(add);
  }
  return found;
}

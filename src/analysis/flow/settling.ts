/**
 * Functions that keep every failure of their recorded calls to themselves, so that their promise is not rejected by one:
 *   async (id) => { try { return await charge(id); } catch (error) { return { error }; } }
 *   (id) => charge(id).catch(report).then((result) => [id, result])
 * Leaves out handlers that may fail themselves, and what throws without a recorded call.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { childrenOf, isFunctionNode, memberKey, outerOf, unwrap, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { happeningsOf, isRecorded, operationsAt } from './operations.ts';
import { isHandedBack, operationWithin, ownNodes } from './tries.ts';

const MAX_DEPTH = 4;

/** Whether no failure of a recorded call gets out of the function. */
export function isSettling(world: World, env: Env, depth = 0): boolean {
  const { node } = env.unit;
  if (depth > MAX_DEPTH || !isFunctionNode(node) || !node.async || node.generator) return false;
  for (const own of ownNodes(world, env)) {
    const fails = own.type === 'ThrowStatement' || operationsAt(world, own, env).length > 0;
    if (fails && !isKept(world, own, env) && !isSettlingCall(world, own, env, depth + 1) && !isChained(world, own, env))
      return false;
  }
  return true;
}

/** Whether no failure of a recorded call gets out of the promises that the function gives back. */
export function givesSettled(world: World, env: Env, depth = 0): boolean {
  const { returns } = env.unit;
  const settled = returns.length > 0 && returns.every((returned) => settles(world, returned, env, depth + 1));
  return settled || isSettling(world, env, depth);
}

/** Whether the promise is not rejected by a recorded call: its failure ends in a handler, or in what makes it. */
export function settles(world: World, expression: Node, env: Env, depth = 0): boolean {
  const node = unwrap(expression);
  if (depth > MAX_DEPTH) return false;
  const parts = partsOf(node);
  if (parts) return parts.every((part) => !operationWithin(world, part, env) || settles(world, part, env, depth + 1));
  // A handler may fail itself: `charge(id).catch(() => note(id))`.
  if (isCaught(node)) return operationsAt(world, node, env).length === 0;
  return isSettlingCall(world, node, env, depth) || isFollowed(world, node, env, depth);
}

/** What the expression may give, of two. */
function partsOf(node: Node): readonly Node[] | undefined {
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate];
  return node.type === 'LogicalExpression' ? [node.left, node.right] : undefined;
}

/** Whether a rejection ends in a handler of the expression itself: `load().catch(report)`. */
export function isCaught(expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return false;
  const key = memberKey(callee);
  if (key === 'catch') return node.arguments.length > 0;
  if (key === 'then') return node.arguments.length > 1;
  return key === 'finally' && isCaught(callee.object);
}

/** `load().catch(report).then(pair)`, where `pair` makes no recorded call. */
function isFollowed(world: World, node: Node, env: Env, depth: number): boolean {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  if (callee?.type !== 'MemberExpression' || !['then', 'finally'].includes(memberKey(callee) ?? '')) return false;
  return operationsAt(world, node, env).length === 0 && settles(world, callee.object, env, depth + 1);
}

/** Whether the promise of the call at the node goes into such a handler: `load()` in `load().catch(report)`. */
function isChained(world: World, node: Node, env: Env): boolean {
  let { parent, child } = outerOf(node);
  while (parent?.type === 'MemberExpression' && parent.object === child) {
    const call = outerOf(parent).parent;
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== parent) return false;
    if (isCaught(call)) return true;
    if (operationsAt(world, call, env).length > 0) return false;
    ({ parent, child } = outerOf(call));
  }
  return false;
}

/** Whether all that the call at the node runs keeps its failures to itself, the functions that it is given included. */
export function isSettlingCall(world: World, node: Node, env: Env, depth = 0): boolean {
  const happening = happeningsOf(world, env).get(node);
  if (!happening || happening.facts.some(isRecorded) || happening.calls.length === 0) return false;
  return happening.calls.every((edge) => givesSettled(world, edge.target, depth));
}

/** Whether a `try` around the node catches what it throws, and its handler throws nothing. */
function isKept(world: World, node: Node, env: Env): boolean {
  for (let child = node, { parent } = node; parent && child !== env.unit.node; child = parent, parent = child.parent) {
    if (parent.type === 'TryStatement' && parent.block === child && catches(world, parent, env))
      return node.type === 'ThrowStatement' || !isHandedBack(node);
  }
  return false;
}

function catches(world: World, { handler, finalizer }: TSESTree.TryStatement, env: Env): boolean {
  if (!handler || operationWithin(world, handler, env) || (finalizer && operationWithin(world, finalizer, env)))
    return false;
  return !throws(handler.body, env.unit.module.source.visitorKeys);
}

function throws(node: Node, keys: Readonly<Record<string, readonly string[] | undefined>>): boolean {
  if (node.type === 'ThrowStatement') return true;
  return !isFunctionNode(node) && childrenOf(node, keys).some((child) => throws(child, keys));
}

/**
 * Functions that keep every failure of their recorded calls to themselves, so that their promise is not rejected by one:
 *   async (id) => { try { return await charge(id); } catch (error) { return { error }; } }
 * Leaves out handlers that may fail themselves, and what throws without a recorded call.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { childrenOf, isFunctionNode, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { happeningsOf, isDirect, isRecorded, operationsAt } from './operations.ts';
import { isHandedBack, operationWithin, ownNodes } from './tries.ts';

const MAX_DEPTH = 4;

/** Whether no failure of a recorded call gets out of the function. */
export function isSettling(world: World, env: Env, depth = 0): boolean {
  const { node } = env.unit;
  if (depth > MAX_DEPTH || !isFunctionNode(node) || !node.async || node.generator) return false;
  for (const own of ownNodes(world, env)) {
    const fails = own.type === 'ThrowStatement' || operationsAt(world, own, env).length > 0;
    if (fails && !isKept(world, own, env) && !isSettlingCall(world, own, env, depth + 1)) return false;
  }
  return true;
}

/** Whether all that the call at the node runs keeps its failures to itself. */
export function isSettlingCall(world: World, node: Node, env: Env, depth = 0): boolean {
  const happening = happeningsOf(world, env).get(node);
  if (!happening || happening.facts.some(isRecorded)) return false;
  return (
    happening.calls.length > 0 &&
    happening.calls.every((edge) => isDirect(world, edge, env) && isSettling(world, edge.target, depth))
  );
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

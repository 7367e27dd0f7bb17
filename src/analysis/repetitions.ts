/**
 * Code that may run many times in one call of its function: in a loop, or in the callback of a method that walks a list. Knows how often at
 * most, when the list or the bound is written down; a loop that is left right after the code runs it once.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { certain } from './certain.ts';
import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { isFunctionNode, memberKey, unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** What runs code many times. */
export interface Repetition {
  /** The loop, or the call that is given the function. */
  readonly node: Node;
  /** Times that it runs at most; undefined: any number. */
  readonly atMost: number | undefined;
}

/** The outermost repetition around the node that is not left after the first time, inside its function and its callbacks. */
export function repetitionAround(world: World, module: ModuleUnit, node: Node): Repetition | undefined {
  let found: Repetition | undefined;
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (isFunctionNode(parent)) {
      const call = parent.parent;
      if (call.type !== 'CallExpression' || !call.arguments.some((item) => item === parent)) return found;
      const row =
        call.callee.type === 'MemberExpression' ? world.knowledge.method(memberKey(call.callee) ?? '') : undefined;
      if (row?.repeats === true && call.callee.type === 'MemberExpression')
        found = larger(found, { node: call, atMost: lengthOf(world, module, call.callee.object) });
    } else if (isLoopBody(parent, child) && !leaves(node, parent)) {
      found = larger(found, { node: parent, atMost: turnsOf(world, module, parent) });
    }
  }
  return found;
}

function larger(inner: Repetition | undefined, outer: Repetition): Repetition {
  if (!inner) return outer;
  const atMost = inner.atMost === undefined || outer.atMost === undefined ? undefined : inner.atMost * outer.atMost;
  return { node: outer.node, atMost };
}

function isLoopBody(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'ForStatement':
      return child === parent.body || child === parent.update;
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return child === parent.body;
    default:
      return false;
  }
}

/** Whether a `return`, `throw` or `break` follows the node in one of the blocks up to the loop. */
function leaves(node: Node, loop: Node): boolean {
  for (let child = node, parent = node.parent; parent && child !== loop; child = parent, parent = parent.parent) {
    if (child.type === 'ReturnStatement' || child.type === 'ThrowStatement') return true;
    if (parent.type !== 'BlockStatement') continue;
    const behind = parent.body.slice(parent.body.findIndex((statement) => statement === child) + 1);
    if (behind.some((statement) => isExit(statement))) return true;
  }
  return false;
}

function isExit({ type }: TSESTree.Statement): boolean {
  return type === 'ReturnStatement' || type === 'ThrowStatement' || type === 'BreakStatement';
}

function turnsOf(world: World, module: ModuleUnit, loop: Node): number | undefined {
  if (loop.type === 'ForOfStatement') return lengthOf(world, module, loop.right);
  if (loop.type !== 'ForStatement' || loop.test?.type !== 'BinaryExpression') return undefined;
  const { operator, right } = loop.test;
  const bound = certain(evaluate(world, right, baseEnv(world, unitAt(module, right))), 'literal')?.value;
  if (typeof bound !== 'number') return undefined;
  return operator === '<' ? bound : operator === '<=' ? bound + 1 : undefined;
}

function lengthOf(world: World, module: ModuleUnit, list: Node): number | undefined {
  const only = certain(evaluate(world, unwrap(list), baseEnv(world, unitAt(module, list))), 'list');
  if (!only || only.rest.length > 0) return undefined;
  return only.elements.length;
}

/**
 * Attempts that a step makes by itself: a loop whose `catch` lets it try the same again, a package that does so, a function that calls itself
 * when it failed. Leaves out loops over things to try one after the other, since each turn tries another one.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { isReading, type Fact } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import { ownNodes } from './flow/tries.ts';
import { forward } from './flow/forward.ts';
import { calleeOf, isFunctionNode, type Node } from './nodes.ts';
import { summaryOf } from './summaries.ts';
import type { FunctionUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';

/** Where a step tries again by itself. */
export interface ManualRetry {
  /** The loop, or the call. */
  readonly node: Node;
  readonly how: 'loop' | 'package' | 'recursion';
}

type Loop = TSESTree.ForStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement;

/** The attempts that a function makes by itself. */
export function manualRetriesIn(world: World, unit: FunctionUnit): readonly ManualRetry[] {
  const env = baseEnv(world, unit);
  const found: ManualRetry[] = [];
  for (const node of unit.invocations) {
    const callees = evaluate(world, calleeOf(node), env);
    if (callees.some((callee) => callee.kind === 'named' && world.knowledge.retries(callee.name)))
      found.push({ node, how: 'package' });
    const isSelf = callees.some((callee) => {
      const called = callee.kind === 'registered' ? callee.target : callee;
      return called.kind === 'function' && called.unit === unit;
    });
    if (isSelf && clauseAround(node)) found.push({ node, how: 'recursion' });
  }
  for (const node of ownNodes(world, env)) {
    if (node.type !== 'TryStatement' || !node.handler) continue;
    const loop = loopAround(node);
    if (loop && isRetry(world, node, node.handler, loop, unit)) found.push({ node: loop, how: 'loop' });
  }
  return found;
}

function clauseAround(node: Node): TSESTree.CatchClause | undefined {
  for (let current = node.parent; current && !isFunctionNode(current); current = current.parent)
    if (current.type === 'CatchClause') return current;
  return undefined;
}

/** The loop whose turn is the `try`. */
function loopAround(node: Node): Loop | undefined {
  for (let current = node.parent; current && !isFunctionNode(current); current = current.parent) {
    switch (current.type) {
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return current;
      case 'ForInStatement':
      case 'ForOfStatement':
        return undefined;
      default:
    }
  }
  return undefined;
}

/** Success leaves the loop, failure does not, and the turns differ in nothing but their number. */
function isRetry(
  world: World,
  { block }: TSESTree.TryStatement,
  handler: TSESTree.CatchClause,
  loop: Loop,
  unit: FunctionUnit,
): boolean {
  if (!acts(world, block, unit) || triesAnother(world, block, loop, unit)) return false;
  const keys = unit.module.source.visitorKeys;
  const flow = { join: (): true => true, equal: (): true => true, visit: (): true => true };
  const success = forward<true>(block, true, flow, keys);
  const failure = forward<true>(handler.body, true, flow, keys);
  const leaves = success.leaves.some(({ how }) => how === 'return' || how === 'break');
  const goesOn = failure.end === true || failure.leaves.some(({ how }) => how === 'continue');
  return leaves && goesOn;
}

/** Whether the code waits for something, or does something, that can fail for a while. */
function acts(world: World, block: Node, unit: FunctionUnit): boolean {
  const env = baseEnv(world, unit);
  const isInside = ({ range }: Node): boolean => block.range[0] <= range[0] && range[1] <= block.range[1];
  for (const node of ownNodes(world, env)) if (node.type === 'AwaitExpression' && isInside(node)) return true;
  const { facts, edges } = factsOf(world, env);
  return (
    facts.some((fact) => isInside(fact.node) && isDeed(fact)) ||
    edges.some((edge) => isInside(edge.node) && (edge.kind === 'role' || doesMore(world, edge.target)))
  );
}

function isDeed(fact: Fact): boolean {
  return fact.kind !== 'effect' || !isReading(fact.effect);
}

/** Whether the function does more than to compute, which would fail again. */
function doesMore(world: World, env: Env): boolean {
  const { node } = env.unit;
  return (isFunctionNode(node) && node.async) || [...summaryOf(world, env).values()].some(({ fact }) => isDeed(fact));
}

/** `urls[attempt]`: the counter of the loop chooses what is tried. */
function triesAnother(world: World, block: Node, loop: Loop, unit: FunctionUnit): boolean {
  const declaration = loop.type === 'ForStatement' && loop.init?.type === 'VariableDeclaration' ? loop.init : undefined;
  return (declaration?.declarations ?? []).some(({ id }) =>
    (id.type === 'Identifier' ? variableOf(world, unit.module, id) : undefined)?.references.some(({ identifier }) => {
      const isInside = block.range[0] <= identifier.range[0] && identifier.range[1] <= block.range[1];
      const { parent } = identifier;
      return isInside && parent?.type === 'MemberExpression' && parent.property === identifier;
    }),
  );
}

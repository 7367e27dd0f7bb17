/**
 * Whether a recorded call that is added at a place of a workflow would take its step number when other code happens to go on: in a function that
 * runs beside others (an asynchronous callback of `map`, a call that is not awaited where it stands), where it would be a second one, stand
 * behind an `await`, or come again in a loop. Follows the calls inside the file.
 */
import type { Contexts } from '../contexts.ts';
import { factsOf } from '../collect-facts.ts';
import { baseEnv } from '../evaluate.ts';
import type { CallEdge } from '../facts.ts';
import { childrenOf, isFunctionNode, outerOf, type Node } from '../nodes.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import { unitAt } from '../bindings.ts';
import type { World } from '../world.ts';
import type { RoleCode } from './role-code.ts';
import { operationsWithin } from './tries.ts';

export function isLateBeside(
  world: World,
  module: ModuleUnit,
  { occurrences }: Contexts,
  code: readonly RoleCode[],
  node: Node,
): boolean {
  const unit = unitAt(module, node);
  const branch = branchAround(world, unit, code, new Set());
  if (!branch) return false;
  if (branch !== unit || isBehindAwait(branch, node) || isInLoop(branch, node)) return true;
  const others = occurrences.filter((other) => other.unit === branch && other.fact.kind === 'effect');
  return others.length > 1 || operationsWithin(world, branch.node, baseEnv(world, branch)).length > 0;
}

/** The function, or one that calls it, that runs beside other code. */
function branchAround(
  world: World,
  unit: FunctionUnit,
  code: readonly RoleCode[],
  seen: Set<FunctionUnit>,
): FunctionUnit | undefined {
  if (seen.has(unit) || code.some(({ root }) => root === unit)) return undefined;
  seen.add(unit);
  const callers = code.flatMap(({ env }) =>
    factsOf(world, env).edges.flatMap((edge) =>
      edge.kind === 'call' && edge.timing === 'inline' && edge.target.unit === unit ? [{ caller: env.unit, edge }] : [],
    ),
  );
  if (isAsync(unit) && callers.some(({ edge }) => startsBeside(world, edge))) return unit;
  for (const { caller } of callers) {
    const branch = branchAround(world, caller, code, seen);
    if (branch) return branch;
  }
  return undefined;
}

/** Whether the call does not wait for the function: `ids.map(async (id) => …)`, `const watching = watch();`. */
function startsBeside(world: World, { node, by }: CallEdge): boolean {
  const method = by?.path.at(-1);
  if (by && world.knowledge.combinator(by)?.mapper !== undefined) return true;
  if (node.type !== 'CallExpression') return false;
  const callee =
    node.callee.type === 'MemberExpression' && node.callee.property.type === 'Identifier'
      ? node.callee.property.name
      : method;
  if (callee !== undefined && world.knowledge.method(callee)?.repeats === true) return true;
  if (by) return false;
  switch (outerOf(node).parent?.type) {
    case 'AwaitExpression':
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return false;
    default:
      return true;
  }
}

function isAsync({ node }: FunctionUnit): boolean {
  return isFunctionNode(node) && node.async;
}

function isBehindAwait({ node, module }: FunctionUnit, place: Node): boolean {
  const awaitsBefore = (inner: Node): boolean => {
    if (inner.range[0] >= place.range[0]) return false;
    if (inner.type === 'AwaitExpression' && inner.range[1] <= place.range[0]) return true;
    return (
      (inner === node || !isFunctionNode(inner)) && childrenOf(inner, module.source.visitorKeys).some(awaitsBefore)
    );
  };
  return awaitsBefore(node);
}

function isInLoop({ node }: FunctionUnit, place: Node): boolean {
  for (let current = place.parent; current && current !== node; current = current.parent) {
    if (/^(?:For|While|DoWhile)\w*Statement$/u.test(current.type)) return true;
  }
  return false;
}

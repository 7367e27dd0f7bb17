/**
 * Whether a recorded call that is added at a place of a workflow would take its step number when other code happens to go on: in a function that
 * runs beside others (an asynchronous callback of `map`, a call that is not awaited where it stands), where it would be a second one, stand
 * behind an `await`, or come again in a loop. Follows the calls inside the file, and
 * what other files do with its functions.
 */
import type { Contexts } from '../contexts.ts';
import { factsOf } from '../collect-facts.ts';
import { baseEnv } from '../evaluate.ts';
import type { CallEdge } from '../facts.ts';
import { childrenOf, isFunctionNode, outerOf, type Node } from '../nodes.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import { unitAt } from '../bindings.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import type { CodeInRole } from './role-code.ts';
import { operationsWithin } from './tries.ts';

/** Which code of a file runs beside other code. */
export class Beside {
  readonly #world: World;
  readonly #module: ModuleUnit;
  readonly #contexts: Contexts;
  /** Of each function that runs beside other code, itself or the function behind it that does. */
  readonly #branches: ReadonlyMap<FunctionUnit, FunctionUnit>;

  constructor(world: World, module: ModuleUnit, contexts: Contexts, { code, carriers }: CodeInRole) {
    this.#world = world;
    this.#module = module;
    this.#contexts = contexts;
    this.#branches = branchesIn(world, code, carriers);
  }

  isLate(node: Node): boolean {
    const unit = unitAt(this.#module, node);
    const branch = this.#branches.get(unit);
    if (!branch) return false;
    if (branch !== unit || isBehindAwait(branch, node) || isInLoop(branch, node)) return true;
    const others = this.#contexts.occurrences.filter((other) => other.unit === branch && other.fact.kind === 'effect');
    return others.length > 1 || operationsWithin(this.#world, branch.node, baseEnv(this.#world, branch)).length > 0;
  }
}

function branchesIn(
  world: World,
  code: CodeInRole['code'],
  carriers: readonly Env[],
): ReadonlyMap<FunctionUnit, FunctionUnit> {
  const roots = new Set(code.map(({ root }) => root));
  const callees = new Map<FunctionUnit, FunctionUnit[]>();
  const branches = new Map<FunctionUnit, FunctionUnit>();
  const beside = new Set<FunctionUnit>();
  for (const env of [...code.map(({ env }) => env), ...carriers]) {
    for (const edge of factsOf(world, env).edges) {
      if (edge.kind !== 'call' || edge.timing !== 'inline' || roots.has(edge.target.unit)) continue;
      const { unit } = edge.target;
      const known = callees.get(env.unit);
      if (known) known.push(unit);
      else callees.set(env.unit, [unit]);
      if (startsBeside(world, edge)) beside.add(unit);
    }
  }
  // In `ids.map((id) => load(id))` it is `load` that goes on later.
  for (const unit of beside) {
    if (isAsync(unit)) branches.set(unit, unit);
    else for (const callee of callees.get(unit) ?? []) beside.add(callee);
  }
  // What a branch calls runs beside other code, too; a map that grows is walked to its new end.
  for (const [unit, branch] of branches) {
    for (const callee of callees.get(unit) ?? []) if (!branches.has(callee)) branches.set(callee, branch);
  }
  return branches;
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

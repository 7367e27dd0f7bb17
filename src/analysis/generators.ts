/**
 * Where a generator runs that is kept in a constant: where it is asked for values, not where it is made. `const it = pages()` runs nothing, and
 * `DBOS.runStep(() => it.next())` runs it in the step. Leaves out generators that are kept in objects, and those that the function asks that made them.
 */
import { unitAt } from './bindings.ts';
import { envOfUnit, evaluate } from './evaluate.ts';
import { argumentsOf, calleeOf, isFunctionNode, outerOf, unwrap, type InvocationNode, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { Env, FunctionValue, Values } from './values.ts';
import { unitOfVariable, variableOf } from './variables.ts';
import type { World } from './world.ts';

/** Whether a function makes a generator. */
export function isGenerator({ node }: FunctionUnit): boolean {
  return isFunctionNode(node) && node.generator;
}

/** Whether what the call gives is kept in a constant that only functions inside of the calling one read. */
export function isAskedInside(world: World, call: InvocationNode, { module }: FunctionUnit): boolean {
  const { parent } = outerOf(call);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const variable = variableOf(world, module, parent.id);
  const home = variable && unitOfVariable(module, variable);
  const reads = variable?.references.filter((reference) => reference.isRead()) ?? [];
  return reads.length > 0 && reads.every(({ identifier }) => unitAt(module, identifier) !== home);
}

/** A generator of the code around, where a function asks it or hands it on. */
export interface AskedGenerator {
  readonly node: Node;
  readonly callee: FunctionValue;
  /** The call that made it. */
  readonly made: InvocationNode;
  readonly callees: Values;
  readonly around: Env;
}

export function* askedGenerators(world: World, env: Env): Iterable<AskedGenerator> {
  const { unit } = env;
  if (unit.parent === undefined || unit.parent === unit.module.main) return;
  const seen = new Set<Node>();
  for (const { node, name } of namesAsked(unit)) {
    const made = madeUnder(world, unit, name);
    const around = made && envOfUnit(env, unitAt(unit.module, made));
    if (!made || !around || seen.has(made)) continue;
    seen.add(made);
    const callees = evaluate(world, calleeOf(made), around);
    for (const callee of callees)
      if (callee.kind === 'function' && isGenerator(callee.unit)) yield { node, callee, made, callees, around };
  }
}

/** Names on which a function calls something, that it hands to calls, and that it walks in loops. */
function* namesAsked({ invocations, loops, asyncLoops }: FunctionUnit): Iterable<{ node: Node; name: Node }> {
  for (const node of invocations) {
    const callee = unwrap(calleeOf(node));
    const all = callee.type === 'MemberExpression' ? [callee.object, ...argumentsOf(node)] : argumentsOf(node);
    for (const item of all) {
      const name = unwrap(item);
      if (name.type === 'Identifier') yield { node, name };
    }
  }
  for (const loop of [...loops, ...asyncLoops]) {
    const name = unwrap(loop.right);
    if (name.type === 'Identifier') yield { node: loop.right, name };
  }
}

/** The call that makes what a constant of the code around holds. */
function madeUnder(world: World, unit: FunctionUnit, name: Node): InvocationNode | undefined {
  const variable = variableOf(world, unit.module, name);
  const definition = variable?.defs[0]?.node;
  if (!variable || definition?.type !== 'VariableDeclarator' || unitOfVariable(unit.module, variable) === unit)
    return undefined;
  const made = definition.init && unwrap(definition.init);
  return made?.type === 'CallExpression' && isAskedInside(world, made, unit) ? made : undefined;
}

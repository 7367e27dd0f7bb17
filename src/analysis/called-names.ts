/**
 * The calls of a file by what they call or are given: by the last part of its name, and by the function that stands there itself. Says nothing of
 * what the names stand for.
 */
import { argumentsOf, calleeOf, memberKey, unwrap, type InvocationNode, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A call, and where in it a name or a function stands. */
export interface NamedCall {
  readonly node: InvocationNode;
  readonly unit: FunctionUnit;
  /** The callee, or the argument. */
  readonly use: Node;
  readonly isCallee: boolean;
}

/** The calls by the last part of a name, and by the function that stands in them. */
export type CalledNames = ReadonlyMap<string | Node, readonly NamedCall[]>;

/** The calls of a file by what they call or are given. Found once for a module. */
export function calledNames(world: World, module: ModuleUnit): CalledNames {
  let known = world.calledNames.get(module);
  if (!known) world.calledNames.set(module, (known = index(module)));
  return known;
}

function index(module: ModuleUnit): CalledNames {
  const calls = new Map<string | Node, NamedCall[]>();
  const add = (node: InvocationNode, unit: FunctionUnit, use: Node, isCallee: boolean): void => {
    const key = nameAt(use) ?? use;
    const known = calls.get(key);
    if (known) known.push({ node, unit, use, isCallee });
    else calls.set(key, [{ node, unit, use, isCallee }]);
  };
  for (const unit of module.units) {
    for (const node of unit.invocations) {
      add(node, unit, unwrap(calleeOf(node)), true);
      for (const argument of argumentsOf(node)) add(node, unit, unwrap(argument), false);
    }
  }
  return calls;
}

function nameAt(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? memberKey(node) : undefined;
}

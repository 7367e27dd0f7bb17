/** Things that are made with a class which the installed engine no longer has: what is wrong with them is that, whatever else they are used for. */
import { certain } from './certain.ts';
import { importedConstant } from './imported-constants.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { unitAt } from './bindings.ts';
import { unwrap, type Node } from './nodes.ts';
import { isThere, type Version } from './option-versions.ts';
import type { ModuleUnit } from './units.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** Whether the expression certainly is such a thing, written down there or in a constant of this file or another. */
export function isMadeByGone(
  world: World,
  module: ModuleUnit,
  expression: Node,
  version: Version | undefined,
): boolean {
  const made = whereMade(world, module, unwrap(expression));
  if (made?.node.type !== 'NewExpression') return false;
  const env = baseEnv(world, unitAt(made.module, made.node));
  const only = certain(evaluate(world, made.node.callee, env), 'named');
  const spec = only && world.knowledge.api(only.name);
  return spec !== undefined && !isThere({ until: spec.until }, version);
}

function whereMade(
  world: World,
  module: ModuleUnit,
  node: Node,
): { readonly module: ModuleUnit; readonly node: Node } | undefined {
  if (node.type !== 'Identifier') return { module, node };
  const variable = variableOf(world, module, node);
  const declared = variable?.defs[0]?.node;
  if (declared?.type === 'VariableDeclarator') {
    const isConstant = declared.parent.kind === 'const' && declared.id.type === 'Identifier';
    return isConstant && declared.init ? { module, node: unwrap(declared.init) } : undefined;
  }
  const entry = module.imports.get(node.name);
  const constant = entry && importedConstant(world, module, entry);
  return constant && { module: constant.module, node: constant.init };
}

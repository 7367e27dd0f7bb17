/**
 * Promises that an event settles: `new Promise((resolve) => socket.once('message', resolve))`. Knows listeners that are the promise's `resolve`, or
 * functions that call it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf } from './variables.ts';
import { argumentsOf, calleeOf, isFunctionNode, outerOf, unwrap, type InvocationNode, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** Whether a call that takes listeners is given one that fulfils a promise. */
export function settlesPromise(world: World, unit: FunctionUnit, node: InvocationNode): boolean {
  return argumentsOf(node).some((argument) => {
    const listener = unwrap(argument);
    if (listener.type === 'Identifier') return isResolve(world, unit, listener);
    const inside = isFunctionNode(listener) ? unit.module.unitOf.get(listener) : undefined;
    return inside?.invocations.some((call) => isResolve(world, inside, unwrap(calleeOf(call)))) === true;
  });
}

/** Whether the name is the first parameter of the function that a `new Promise` is given. */
function isResolve(world: World, { module }: FunctionUnit, node: Node): boolean {
  const definition = node.type === 'Identifier' ? variableOf(world, module, node)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter' || !isFunctionNode(definition.node)) return false;
  return definition.node.params[0] === definition.name && isExecutor(definition.node);
}

function isExecutor(node: TSESTree.Node): boolean {
  const { parent, child } = outerOf(node);
  return (
    parent?.type === 'NewExpression' &&
    parent.arguments[0] === child &&
    parent.callee.type === 'Identifier' &&
    parent.callee.name === 'Promise'
  );
}

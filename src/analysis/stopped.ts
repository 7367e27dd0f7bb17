/**
 * Conditions that hold when the workflow has been stopped: `error instanceof CancelledError`, its name, also looked up in a collection, and a constant or a function of the
 * program that asks for one of these. No recorded call can be made from then on, and no replay comes by. What else such a function asks for
 * does not matter; numbers of errors are left out.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { certain, sole } from './certain.ts';
import { unitAt } from './bindings.ts';
import { contentsOf } from './collections.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { calleeOf, childrenOf, isFunctionNode, literalText, memberKey, unwrap, type Node } from './nodes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** Whether the test, when it holds, says so. Of `a || b` and `a && b` each part is to be asked by itself. */
export function tellsStop(world: World, module: ModuleUnit, test: Node): boolean {
  const node = unwrap(test);
  switch (node.type) {
    case 'BinaryExpression':
      return stopSubject(world, module, node) !== undefined;
    case 'Identifier': {
      const definition = variableOf(world, module, node)?.defs[0]?.node;
      if (definition?.type !== 'VariableDeclarator' || definition.id.type !== 'Identifier' || !definition.init)
        return false;
      return definition.parent.kind === 'const' && isMadeOfStop(world, module, definition.init);
    }
    case 'CallExpression':
      return stopLookup(world, module, node) !== undefined || isStopCall(world, module, node);
    default:
      return false;
  }
}

/** `const isStopped = isCancelled(error) || isAborted(error)` */
function isMadeOfStop(world: World, module: ModuleUnit, init: Node): boolean {
  const node = unwrap(init);
  if (node.type === 'LogicalExpression')
    return isMadeOfStop(world, module, node.left) || isMadeOfStop(world, module, node.right);
  return node.type !== 'Identifier' && tellsStop(world, module, node);
}

/** The error whose class or name is asked for: of `error.name === 'CancelledError'`, `error`. */
function stopSubject(world: World, module: ModuleUnit, node: TSESTree.BinaryExpression): Node | undefined {
  const { operator, left, right } = node;
  if (operator === 'instanceof') {
    const only = certain(evaluate(world, right, baseEnv(world, unitAt(module, node))), 'named');
    const isStop = only !== undefined && world.knowledge.isStop(only.name);
    return isStop ? unwrap(left) : undefined;
  }
  if (operator !== '===' && operator !== '==') return undefined;
  const [name, property] = literalText(right) === undefined ? [literalText(left), right] : [literalText(right), left];
  if (name === undefined || !world.knowledge.stopNames.has(name)) return undefined;
  const asked = unwrap(property);
  return asked.type === 'MemberExpression' && memberKey(asked) === 'name' ? unwrap(asked.object) : undefined;
}

/** The error whose name is looked up among names of such errors: of `STOPPED.has(error.name)`, `error`. */
function stopLookup(world: World, module: ModuleUnit, node: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(node.callee);
  const name = sole(node.arguments);
  if (callee.type !== 'MemberExpression' || !name) return undefined;
  const asked = unwrap(name);
  if (asked.type !== 'MemberExpression' || memberKey(asked) !== 'name') return undefined;
  const method = memberKey(callee);
  const isLookup = evaluate(world, callee.object, baseEnv(world, unitAt(module, node))).some(
    (value) =>
      value.kind === 'list' &&
      method === (value.shape === 'set' ? 'has' : 'includes') &&
      contentsOf(world, value).some(
        (item) => item.kind === 'literal' && world.knowledge.stopNames.has(String(item.value)),
      ),
  );
  return isLookup ? unwrap(asked.object) : undefined;
}

function isStopCall(world: World, module: ModuleUnit, node: TSESTree.CallExpression): boolean {
  if (node.arguments.length === 0) return false;
  const only = certain(evaluate(world, calleeOf(node), baseEnv(world, unitAt(module, node))), 'function');
  return only !== undefined && isStopPredicate(world, only.unit);
}

/** Whether the function answers at once, and asks that of what it is given. */
function isStopPredicate(world: World, unit: FunctionUnit): boolean {
  const known = world.stopPredicates.get(unit);
  if (known !== undefined) return known;
  const { node, module } = unit;
  const answer =
    isFunctionNode(node) &&
    !node.async &&
    [...world.knowledge.stopNames].some((name) => module.source.text.includes(name)) &&
    asksOfParameter(world, module, node, node.body);
  world.stopPredicates.set(unit, answer);
  return answer;
}

function asksOfParameter(world: World, module: ModuleUnit, owner: Node, code: Node): boolean {
  const subject =
    code.type === 'BinaryExpression'
      ? stopSubject(world, module, code)
      : code.type === 'CallExpression'
        ? stopLookup(world, module, code)
        : undefined;
  const definition = subject && variableOf(world, module, subject)?.defs[0];
  if (definition?.type === 'Parameter' && definition.node === owner) return true;
  return childrenOf(code, module.source.visitorKeys).some((child) => asksOfParameter(world, module, owner, child));
}

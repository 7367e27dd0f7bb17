/**
 * Calls that a workflow waits for and of which nothing is known: neither an engine call, nor a function of the program, nor one that a table
 * has. Also those that it waits for in a combinator.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { constructorOf } from './class-elements.ts';
import { evaluate } from './evaluate.ts';
import { calleeOf, contains, memberKey, outerOf, unwrap, type Node } from './nodes.ts';
import { isWithin, type FunctionUnit } from './units.ts';
import type { Env, Value, Values } from './values.ts';
import { isWrittenAgain, unitOfVariable, variableOf } from './variables.ts';
import type { World } from './world.ts';

/** The calls that the function waits for and of which nothing is known. */
export function unknownAwaitsIn(world: World, env: Env): readonly TSESTree.CallExpression[] {
  if (belongsToCall(world, env)) return [];
  return env.unit.invocations.filter((node): node is TSESTree.CallExpression => {
    if (node.type !== 'CallExpression' || !isAwaited(world, node, env)) return false;
    return calleesOf(world, node, env)?.every((value) => isUnknown(world, value, node)) === true;
  });
}

/** Whether the code is a callback of a call that is an effect itself, or waited for and unknown: what is said of that call holds for its code. */
function belongsToCall(world: World, env: Env): boolean {
  for (let inner = env; inner.parent; inner = inner.parent) {
    const { parent: call, child } = outerOf(inner.unit.node);
    if (call?.type !== 'CallExpression' || call.callee === child) continue;
    if (isEffect(world, call, inner.parent)) return true;
    if (isAwaited(world, call, inner.parent) && isUnknownCall(world, call, inner.parent)) return true;
  }
  return false;
}

/** Whether the call, or one that it goes on from, has an effect: `db.transaction().execute(…)`. */
function isEffect(world: World, call: TSESTree.CallExpression, env: Env): boolean {
  const use = { form: 'call', arguments: call.arguments.length } as const;
  const acts = (value: Value): boolean =>
    value.kind === 'named' && (world.knowledge.effect(value.name, use)?.effect ?? 'pure') !== 'pure';
  if (evaluate(world, call.callee, env).some(acts)) return true;
  const callee = unwrap(call.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  return receiver?.type === 'CallExpression' && isEffect(world, receiver, env);
}

/** Whether a call may be one of which nothing is known. */
export function isUnknownCall(world: World, node: TSESTree.CallExpression, env: Env): boolean {
  const callees = calleesOf(world, node, env);
  return callees !== undefined && (callees.length === 0 || callees.some((value) => isUnknown(world, value, node)));
}

function calleesOf(world: World, node: TSESTree.CallExpression, env: Env): Values | undefined {
  const callee = unwrap(node.callee);
  // `promise.catch(f)`: the promise is what is waited for.
  const row = callee.type === 'MemberExpression' ? world.knowledge.method(memberKey(callee) ?? '') : undefined;
  return row?.callbacks === undefined ? evaluate(world, node.callee, env) : undefined;
}

function isUnknown(world: World, callee: Value, { arguments: given }: TSESTree.CallExpression): boolean {
  if (callee.kind === 'unknown') return true;
  if (callee.kind !== 'named') return false;
  const { knowledge } = world;
  return (
    knowledge.sdkModule(callee.name.module) === undefined &&
    knowledge.combinator(callee.name) === undefined &&
    knowledge.effect(callee.name, { form: 'call', arguments: given.length }) === undefined
  );
}

/**
 * Whether what is called was given to a function around the workflow: `(run) => registerWorkflow(async (order) => run(order))` makes workflows of what
 * others write, and what that does is seen where it is written.
 */
export function isGivenToWrapper(world: World, callee: Node, root: FunctionUnit): boolean {
  if (isGivenToInstance(world, unwrap(callee), root)) return true;
  for (let node = unwrap(callee); ;) {
    if (node.type === 'MemberExpression') node = unwrap(node.object);
    else if (node.type === 'Identifier') {
      const variable = variableOf(world, root.module, node);
      const [definition] = variable?.defs ?? [];
      if (!variable || !definition) return false;
      if (definition.type === 'Parameter') return isAround(root, unitOfVariable(root.module, variable));
      if (definition.node.type !== 'VariableDeclarator' || !definition.node.init) return false;
      if (isWrittenAgain(variable) || contains(definition.node.init, node)) return false;
      node = unwrap(definition.node.init);
    } else return false;
  }
}

/** `this.body`, of an instance that was made with the function and makes a workflow of it: `() => this.body()` in one of its methods. */
function isGivenToInstance(world: World, callee: Node, root: FunctionUnit): boolean {
  if (callee.type !== 'MemberExpression' || unwrap(callee.object).type !== 'ThisExpression') return false;
  const key = memberKey(callee);
  let method: FunctionUnit | undefined = root;
  while (method && !method.owner && method.node.type === 'ArrowFunctionExpression') method = method.parent;
  const cls = method === root ? undefined : method?.owner;
  if (!cls || key === undefined) return false;
  if (cls.members.some((member) => member.key === key && member.kind === 'parameter-property')) return true;
  const constructor = constructorOf(cls);
  return (cls.module.memberWrites.get(key) ?? []).some(
    ({ object, value, unit }) =>
      unit === constructor && unwrap(object).type === 'ThisExpression' && isParameter(world, unwrap(value), unit),
  );
}

function isParameter(world: World, node: Node, { module }: FunctionUnit): boolean {
  return node.type === 'Identifier' && variableOf(world, module, node)?.defs[0]?.type === 'Parameter';
}

function isAround(inner: FunctionUnit, outer: FunctionUnit): boolean {
  return inner !== outer && isWithin(inner, outer);
}

function isAwaited(world: World, node: Node, env: Env): boolean {
  const { parent } = outerOf(node);
  if (parent?.type === 'AwaitExpression') return true;
  if (parent?.type !== 'ArrayExpression') return false;
  const call = parent.parent;
  if (call.type !== 'CallExpression' || outerOf(call).parent?.type !== 'AwaitExpression') return false;
  return evaluate(world, calleeOf(call), env).some(
    (value) => value.kind === 'named' && world.knowledge.combinator(value.name) !== undefined,
  );
}

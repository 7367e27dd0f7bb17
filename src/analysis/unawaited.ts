/**
 * Work that a function starts and does not wait for: calls of asynchronous functions and requests that stand alone, asynchronous
 * callbacks of `forEach` and its kin, and timers whose callback does something. Leaves out what says that nobody waits (`void work()`,
 * `work().catch(report)`), and what is not known to be asynchronous.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf } from './variables.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { isReading, type Fact } from './facts.ts';
import { factsOf } from './collect-facts.ts';
import {
  argumentsOf,
  calleeOf,
  isFunctionNode,
  memberKey,
  outerOf,
  unwrap,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import { GLOBAL, print, type Name } from './names.ts';
import { summaryOf } from './summaries.ts';
import { entityPath } from './type-declarations.ts';
import type { FunctionUnit } from './units.ts';
import type { Env } from './values.ts';
import type { World } from './world.ts';
import { writtenResultOf } from './written-types.ts';

/** Work that a function starts and does not wait for. */
export interface Unawaited {
  readonly node: Node;
  readonly how: 'call' | 'loop' | 'timer';
  /** The function that holds the call. */
  readonly unit: FunctionUnit;
}

/** @param requests qualified names of requests that give a promise */
export function unawaitedIn(world: World, unit: FunctionUnit, requests: ReadonlySet<string>): readonly Unawaited[] {
  const env = baseEnv(world, unit);
  const found: Unawaited[] = [];
  for (const node of unit.invocations) {
    const dropped = node.type === 'CallExpression' ? droppedAt(world, unit, node) : undefined;
    if (!dropped) continue;
    if (takesAsyncCallback(world, node, env, requests)) found.push({ node: dropped, how: 'loop', unit });
    else if (givesPromise(world, node, env, requests)) found.push({ node: dropped, how: 'call', unit });
  }
  for (const edge of factsOf(world, env).edges) {
    if (edge.kind !== 'call' || edge.timing !== 'deferred' || edge.by === undefined) continue;
    const isTimer = world.knowledge.effect(edge.by, { form: 'call', arguments: 1 })?.effect === 'timer';
    const works = [...summaryOf(world, edge.target).values()].some(({ fact }) => isWork(fact));
    if (isTimer && works) found.push({ node: edge.node, how: 'timer', unit });
  }
  return found;
}

/** The call itself, or the last `then` behind it, when that is a statement of its own or the value of a variable that nobody reads. */
function droppedAt(
  world: World,
  unit: FunctionUnit,
  call: TSESTree.CallExpression,
): TSESTree.CallExpression | undefined {
  const { parent } = outerOf(call);
  switch (parent?.type) {
    case 'ExpressionStatement':
      return call;
    case 'VariableDeclarator': {
      const variable = variableOf(world, unit.module, parent.id);
      const isUnread = parent.id.type === 'Identifier' && variable?.references.every((use) => !use.isRead()) === true;
      return isUnread ? call : undefined;
    }
    case 'MemberExpression': {
      const next = outerOf(parent).parent;
      if (next?.type !== 'CallExpression' || unwrap(next.callee) !== parent) return undefined;
      const waits = world.knowledge.method(memberKey(parent) ?? '')?.waits === true;
      // Looks after the error, and so says that nobody need wait.
      const isCaught = memberKey(parent) === 'catch' || next.arguments.length > 1;
      return waits && !isCaught ? droppedAt(world, unit, next) : undefined;
    }
    default:
      return undefined;
  }
}

function isWork(fact: Fact): boolean {
  return fact.kind !== 'effect' || (!isReading(fact.effect) && fact.effect !== 'timer');
}

/** `items.forEach(async (item) => { … });`, `items.map((item) => load(item));` */
function takesAsyncCallback(world: World, node: InvocationNode, env: Env, requests: ReadonlySet<string>): boolean {
  const callee = unwrap(calleeOf(node));
  const row = callee.type === 'MemberExpression' ? world.knowledge.method(memberKey(callee) ?? '') : undefined;
  if (row?.callbacks !== 'inline' || row.repeats !== true) return false;
  // A method of the program does with its callback what it likes.
  if (evaluate(world, calleeOf(node), env).some((value) => value.kind === 'function')) return false;
  return argumentsOf(node).some((argument) =>
    evaluate(world, argument, env).some(
      (value) => value.kind === 'function' && isPromising(world, value.unit, requests, 0),
    ),
  );
}

function givesPromise(world: World, node: InvocationNode, env: Env, requests: ReadonlySet<string>, depth = 0): boolean {
  const callees = evaluate(world, calleeOf(node), env);
  if (callees.every((callee) => callee.kind === 'unknown') && isPromiseByType(world, node, env)) return true;
  return (
    callees.length > 0 &&
    callees.every((callee) => {
      if (callee.kind === 'function') return isPromising(world, callee.unit, requests, depth);
      if (callee.kind !== 'named' || world.knowledge.api(callee.name)) return false;
      if (world.knowledge.combinator(callee.name))
        return argumentsOf(node).some((argument) => isListOfPromises(world, unwrap(argument), env, requests, depth));
      if (requests.has(print(callee.name))) return true;
      const spec = world.knowledge.effect(callee.name, { form: 'call', arguments: argumentsOf(node).length });
      // Requests of packages are promises, unless they take a callback; those of the host are streams and emitters.
      return spec?.effect === 'network' && isPackage(callee.name) && !takesFunction(world, node, env);
    })
  );
}

/** `mailer.send(to)`, where the interface of `mailer` says that `send` gives a promise. */
function isPromiseByType(world: World, node: InvocationNode, env: Env): boolean {
  const type = writtenResultOf(world, env.unit, unwrap(calleeOf(node)))?.type;
  return type?.type === 'TSTypeReference' && entityPath(type.typeName).join('.') === 'Promise';
}

function isPackage({ module }: Name): boolean {
  return module !== GLOBAL && !module.includes(':');
}

function takesFunction(world: World, node: InvocationNode, env: Env): boolean {
  return argumentsOf(node).some((argument) =>
    evaluate(world, argument, env).some((value) => value.kind === 'function'),
  );
}

/** `[load(1), load(2)]`, `ids.map((id) => load(id))` */
function isListOfPromises(world: World, list: Node, env: Env, requests: ReadonlySet<string>, depth: number): boolean {
  if (list.type === 'CallExpression') return takesAsyncCallback(world, list, env, requests);
  if (list.type !== 'ArrayExpression') return false;
  return list.elements.some((element) => {
    const item = element && unwrap(element);
    return item?.type === 'CallExpression' && givesPromise(world, item, env, requests, depth + 1);
  });
}

/** Functions that give back what others give. */
const MAX_DEPTH = 4;

/** Whether the function is asynchronous, or gives back the promise of one. */
function isPromising(world: World, unit: FunctionUnit, requests: ReadonlySet<string>, depth: number): boolean {
  const { node, returns } = unit;
  if (!isFunctionNode(node) || node.generator || depth > MAX_DEPTH) return false;
  if (node.async) return true;
  const env = baseEnv(world, unit);
  return (
    returns.length > 0 &&
    returns.every((expression) => {
      const call = unwrap(expression);
      return call.type === 'CallExpression' && givesPromise(world, call, env, requests, depth + 1);
    })
  );
}

/**
 * The promises of engine calls that a function starts, and what becomes of each: those of the calls that stand in it, of callbacks that it
 * hands to methods of lists, and of asynchronous helpers that make recorded calls.
 */
import { bindCall } from '../function-calls.ts';
import type { ApiFact, CallEdge, DurableFact } from '../facts.ts';
import { factsOf } from '../collect-facts.ts';
import { evaluate } from '../evaluate.ts';
import { calleeOf, isFunctionNode, isInvocation, memberKey, unwrap, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { isDirect, isDirectFact, operationBehind, type Operation } from './operations.ts';
import { destinyOf } from './promises.ts';
import { resultOf } from './callback-results.ts';
import type { Destiny } from './destiny.ts';

/** A promise of an engine call that a function starts. */
export interface Started {
  /** The call that gives the promise, or the list of them. */
  readonly node: Node;
  /** What runs: the engine call itself, or the nearest recorded call behind a helper or a callback. */
  readonly fact: ApiFact | DurableFact;
  /** The way from `node` to the fact. */
  readonly path: readonly CallEdge[];
  readonly at: Env;
  /** The engine's own promise, that of a helper of the program, those of a callback, or of one that runs whenever an event comes. */
  readonly of: 'call' | 'helper' | 'callback' | 'listener';
  readonly destiny: Destiny;
}

/** The promises of engine calls that the function starts. */
export function startedIn(world: World, env: Env): readonly Started[] {
  const { facts, edges } = factsOf(world, env);
  const found: Started[] = [];
  for (const fact of facts) {
    if (fact.kind === 'effect' || fact.spec?.result !== 'promise') continue;
    const { node } = fact;
    if (isDirectFact(world, fact, env)) {
      found.push({ node, fact, path: [], at: env, of: 'call', destiny: destinyOf(world, node, env, false) });
      continue;
    }
    const destiny = callbackDestiny(world, node, env);
    if (destiny) found.push({ node, fact, path: [], at: env, of: 'callback', destiny });
  }
  for (const edge of edges) {
    if (edge.kind !== 'call' || (edge.timing !== 'inline' && !isListening(world, edge))) continue;
    const operation = promisedBy(world, edge.target, 0);
    if (!operation) continue;
    const common = { node: edge.node, fact: operation.fact, path: [edge, ...operation.path], at: operation.env };
    if (edge.timing === 'deferred') {
      if (isInvocation(edge.node))
        found.push({ ...common, of: 'listener', destiny: { kind: 'ignored', node: edge.node, by: 'each' } });
      continue;
    }
    if (isDirect(world, edge, env)) {
      if (edge.node.type !== 'NewExpression')
        found.push({ ...common, of: 'helper', destiny: destinyOf(world, edge.node, env, false) });
      continue;
    }
    const destiny = callbackDestiny(world, edge.node, env);
    // What a plain callback gives back is followed from the call in it.
    if (destiny && isAsync(edge.target)) found.push({ ...common, of: 'callback', destiny });
  }
  return found;
}

/** Whether the call runs what it is given for events; of a timer it is known that it is one. */
function isListening(world: World, { timing, by, assumed }: CallEdge): boolean {
  if (timing !== 'deferred' || assumed) return false;
  return by === undefined || world.knowledge.effect(by, { form: 'call', arguments: 1 })?.effect !== 'timer';
}

/** What becomes of the promises of a function that was handed to the call at `node`; undefined: not known. */
function callbackDestiny(world: World, node: Node, env: Env): Destiny | undefined {
  if (!isInvocation(node)) return undefined;
  const callee = unwrap(calleeOf(node));
  const method = callee.type === 'MemberExpression' ? world.knowledge.method(memberKey(callee) ?? '') : undefined;
  const result = resultOf(node, method?.results);
  if (!result) return undefined;
  return 'kind' in result ? result : destinyOf(world, node, env, !result.waits);
}

function isAsync({ unit }: Env): boolean {
  return isFunctionNode(unit.node) && unit.node.async;
}

const MAX_RETURNS = 4;

/** The recorded call that the promise of the function waits for; undefined: it gives no such promise. */
export function promisedBy(world: World, env: Env, depth: number): Operation | undefined {
  if (depth > MAX_RETURNS || !isFunctionNode(env.unit.node) || env.unit.node.generator) return undefined;
  const operation = operationBehind(world, env);
  if (!operation || isAsync(env)) return operation;
  return env.unit.returns.some((node) => givesPromise(world, unwrapReturn(node), env, depth)) ? operation : undefined;
}

function unwrapReturn(node: Node): Node {
  return node.type === 'AwaitExpression' ? node : unwrap(node);
}

function givesPromise(world: World, node: Node, env: Env, depth: number): boolean {
  if (!isInvocation(node)) return false;
  return evaluate(world, calleeOf(node), env).some((value) => {
    if (value.kind === 'registered') return true;
    if (value.kind === 'named') {
      return (
        world.knowledge.api(value.name)?.result === 'promise' || world.knowledge.combinator(value.name) !== undefined
      );
    }
    return (
      value.kind === 'function' && promisedBy(world, bindCall(world, value, [], env.depth), depth + 1) !== undefined
    );
  });
}

/**
 * Writes to a stream that is certainly closed by then: on every way through the function that leads to them. Streams are told apart by
 * literal keys and by constants. Follows calls of functions that write or close whatever happens, a few of them deep.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { factsOf } from '../collect-facts.ts';
import { baseEnv, evaluate } from '../evaluate.ts';
import type { ApiFact, CallEdge } from '../facts.ts';
import { isFunctionNode, unwrap, type Node } from '../nodes.ts';
import { isUnconditional } from '../unconditional.ts';
import type { FunctionUnit, ModuleUnit } from '../units.ts';
import type { Env } from '../values.ts';
import { unitOfVariable, variableOf } from '../variables.ts';
import type { World } from '../world.ts';
import type { Route } from './flow.ts';
import { forward } from './forward.ts';

/** What a call does to a stream; its first argument is the key. */
export type StreamUse = (fact: ApiFact) => 'writes' | 'closes' | undefined;

/** The way to the write: no calls, when the node is the write itself. */
export interface LateWrite extends Route {
  readonly node: Node;
  /** The key as it is written. */
  readonly key: string;
}

interface Use extends Route {
  readonly use: 'writes' | 'closes';
  readonly key: string;
}

export function writesAfterClose(world: World, module: ModuleUnit, useOf: StreamUse): readonly LateWrite[] {
  return module.units.flatMap((unit): readonly LateWrite[] => {
    const uses = usesIn(world, unit, useOf);
    if (![...uses.values()].flat().some(({ use }) => use === 'closes')) return [];
    const late = new Map<Node, LateWrite>();
    const code = 'body' in unit.node && !Array.isArray(unit.node.body) ? unit.node.body : unit.node;
    if (code === null) return [];
    forward<ReadonlySet<string>>(
      code,
      new Set(),
      {
        join: (first, second) => new Set([...first].filter((key) => second.has(key))),
        equal: (first, second) => first.size === second.size,
        visit: (node, closed) => {
          const found = uses.get(node);
          if (!found) return closed;
          const write = found.find(({ use, key }) => use === 'writes' && closed.has(key));
          const [, shown = ''] = /^.:(.*)$/su.exec(write?.key ?? '') ?? [];
          if (write) late.set(node, { ...write, node, key: shown });
          else late.delete(node);
          return new Set([...closed, ...found.flatMap(({ use, key }) => (use === 'closes' ? [key] : []))]);
        },
      },
      module.source.visitorKeys,
    );
    return [...late.values()];
  });
}

/** The writes and the closing of each call of the unit, by itself or behind it. */
function usesIn(world: World, unit: FunctionUnit, useOf: StreamUse): ReadonlyMap<Node, readonly Use[]> {
  const env = baseEnv(world, unit);
  const uses = new Map<Node, Use[]>();
  const add = (node: Node, use: Use): void => {
    const known = uses.get(node);
    if (known) known.push(use);
    else uses.set(node, [use]);
  };
  const { facts, edges } = factsOf(world, env);
  for (const fact of facts) {
    const use = fact.kind === 'api' ? useOf(fact) : undefined;
    const key = use && fact.node.type === 'CallExpression' ? keyOf(world, fact.node.arguments[0], env) : undefined;
    if (use && key !== undefined) add(fact.node, { use, key, fact, path: [], at: unit });
  }
  for (const edge of edges) {
    if (edge.kind !== 'call' || edge.timing !== 'inline' || edge.by !== undefined || !isAwaited(edge.node)) continue;
    for (const { fact, use, path, there } of usesBehind(world, edge, useOf)) {
      const key = keyBehind(world, path, fact.node.arguments[0], there, env);
      if (key !== undefined) add(edge.node, { use, key, fact, path, at: there.unit });
    }
  }
  return uses;
}

/** Functions that one call is followed into. */
const MAX_FOLLOWED = 20;

interface UseBehind {
  readonly fact: ApiFact & { readonly node: TSESTree.CallExpression };
  readonly use: Use['use'];
  readonly path: readonly CallEdge[];
  readonly there: Env;
}

/** What the call does to streams whatever happens, the nearest first. */
function usesBehind(world: World, call: CallEdge, useOf: StreamUse): readonly UseBehind[] {
  const found: UseBehind[] = [];
  const ways: (readonly CallEdge[])[] = [[call]];
  const seen = new Set<Env>([call.target]);
  for (const path of ways) {
    const there = path.at(-1)?.target;
    if (!there) continue;
    const { facts, edges } = factsOf(world, there);
    for (const fact of facts) {
      const use = fact.kind === 'api' ? useOf(fact) : undefined;
      if (fact.kind !== 'api' || !use || !isCall(fact)) continue;
      if (isUnconditional(path, fact.node, there.unit)) found.push({ fact, use, path, there });
    }
    for (const edge of edges) {
      if (edge.kind !== 'call' || edge.timing !== 'inline' || seen.has(edge.target) || seen.size >= MAX_FOLLOWED)
        continue;
      seen.add(edge.target);
      ways.push([...path, edge]);
    }
  }
  return found;
}

function isCall(fact: ApiFact): fact is UseBehind['fact'] {
  return fact.node.type === 'CallExpression';
}

function isAwaited(node: Node): boolean {
  return node.parent?.type === 'AwaitExpression';
}

/** The key of a call in a function, as its caller knows it: of `finish(key)`, the argument. */
function keyBehind(
  world: World,
  path: readonly CallEdge[],
  argument: TSESTree.CallExpressionArgument | undefined,
  there: Env,
  caller: Env,
): string | undefined {
  const key = keyOf(world, argument, there);
  if (!argument || key === undefined || key.startsWith('v:')) return key;
  const { unit } = there;
  const variable = variableOf(world, unit.module, unwrap(argument));
  const position = isFunctionNode(unit.node)
    ? unit.node.params.findIndex((parameter) => parameter === variable?.defs[0]?.name)
    : -1;
  const [call, ...others] = path;
  if (position >= 0) {
    const isCall = others.length === 0 && call?.node.type === 'CallExpression';
    return isCall ? keyOf(world, call.node.arguments[position], caller) : undefined;
  }
  // A variable of a function around both.
  const isSame = unit.module === caller.unit.module && variable && unitOfVariable(unit.module, variable) !== unit;
  return isSame ? key : undefined;
}

/** Equal for equal keys; undefined when it may be another one each time. */
function keyOf(world: World, argument: Node | undefined, env: Env): string | undefined {
  if (!argument) return undefined;
  const [only, ...others] = evaluate(world, argument, env);
  if (only?.kind === 'literal' && others.length === 0) return `v:${String(only.value)}`;
  const node = unwrap(argument);
  const variable = node.type === 'Identifier' ? variableOf(world, env.unit.module, node) : undefined;
  const isConstant =
    variable?.references.filter((reference) => reference.isWrite() && reference.init !== true).length === 0;
  return variable && isConstant ? `n:${variable.name}` : undefined;
}

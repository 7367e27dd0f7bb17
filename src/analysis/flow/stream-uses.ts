/**
 * What each call of a function does to streams whatever happens: it writes to one or closes one, by itself or behind it, a few functions deep. Streams
 * are told apart by literal keys and by constants.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { certain } from '../certain.ts';
import { factsOf } from '../collect-facts.ts';
import { baseEnv, evaluate } from '../evaluate.ts';
import type { ApiFact, CallEdge } from '../facts.ts';
import { isFunctionNode, parametersOf, unwrap, type Node } from '../nodes.ts';
import { isAlwaysRun } from '../unconditional.ts';
import type { FunctionUnit } from '../units.ts';
import type { Env } from '../values.ts';
import { unitOfVariable, variableOf, isWrittenAgain } from '../variables.ts';
import type { World } from '../world.ts';
import type { Route } from './flow.ts';

/** What a call does to a stream; its first argument is the key. */
export type StreamUse = (fact: ApiFact) => 'writes' | 'closes' | undefined;

/** What a call certainly does to a stream. */
export interface Use extends Route {
  readonly use: 'writes' | 'closes';
  /** Equal for equal keys. */
  readonly key: string;
}

/** Functions that one call is followed into. */
const MAX_FOLLOWED = 20;

interface UseBehind {
  readonly use: Use['use'];
  readonly fact: ApiFact & { readonly node: TSESTree.CallExpression };
  /** The calls that lead to it from the function that is called. */
  readonly path: readonly CallEdge[];
  readonly there: Env;
  /** The key as the function knows it. */
  readonly key: string;
}

/** The uses of streams by the functions of a program, each found once. */
export class StreamUses {
  readonly #world: World;
  readonly #useOf: StreamUse;
  readonly #behind = new Map<Env, readonly UseBehind[]>();
  readonly #alwaysRun = new Map<Node, boolean>();

  constructor(world: World, useOf: StreamUse) {
    this.#world = world;
    this.#useOf = useOf;
  }

  /** The writes and the closing of each call of the unit, by itself or behind it. */
  of(unit: FunctionUnit): ReadonlyMap<Node, readonly Use[]> {
    const env = baseEnv(this.#world, unit);
    const uses = new Map<Node, Use[]>();
    const add = (node: Node, use: Use): void => {
      const known = uses.get(node);
      if (known) known.push(use);
      else uses.set(node, [use]);
    };
    const { facts, edges } = factsOf(this.#world, env);
    for (const fact of facts) {
      const use = fact.kind === 'api' ? this.#useOf(fact) : undefined;
      const key =
        use && fact.node.type === 'CallExpression' ? keyOf(this.#world, fact.node.arguments[0], env) : undefined;
      if (use && key !== undefined) add(fact.node, { use, key, fact, path: [], at: unit });
    }
    for (const edge of edges) {
      if (edge.kind !== 'call' || edge.timing !== 'inline' || edge.by !== undefined || !isAwaited(edge.node)) continue;
      if (edge.assumed === true) continue;
      for (const behind of this.#usesBehind(edge.target)) {
        const { fact, use, path, there } = behind;
        const key = keyBehind(this.#world, edge, behind, env);
        if (key !== undefined) add(edge.node, { use, key, fact, path: [edge, ...path], at: there.unit });
      }
    }
    return uses;
  }

  /** What the call of a function does to streams whatever happens, the nearest first. */
  #usesBehind(target: Env): readonly UseBehind[] {
    const known = this.#behind.get(target);
    if (known) return known;
    const found: UseBehind[] = [];
    const ways: { readonly there: Env; readonly path: readonly CallEdge[] }[] = [{ there: target, path: [] }];
    const seen = new Set<Env>([target]);
    for (const { there, path } of ways) {
      const { facts, edges } = factsOf(this.#world, there);
      for (const fact of facts) {
        const use = fact.kind === 'api' ? this.#useOf(fact) : undefined;
        if (fact.kind !== 'api' || !use || !isCall(fact) || !this.#isAlwaysRun(fact.node, there)) continue;
        const key = keyOf(this.#world, fact.node.arguments[0], there);
        if (key !== undefined) found.push({ use, fact, path, there, key });
      }
      for (const edge of edges) {
        if (seen.size >= MAX_FOLLOWED) break;
        if (edge.kind !== 'call' || edge.timing !== 'inline' || edge.assumed === true || seen.has(edge.target))
          continue;
        if (!this.#isAlwaysRun(edge.node, there)) continue;
        seen.add(edge.target);
        ways.push({ there: edge.target, path: [...path, edge] });
      }
    }
    this.#behind.set(target, found);
    return found;
  }

  #isAlwaysRun(node: Node, { unit }: Env): boolean {
    let answer = this.#alwaysRun.get(node);
    if (answer === undefined) this.#alwaysRun.set(node, (answer = isAlwaysRun(node, unit)));
    return answer;
  }
}

function isCall(fact: ApiFact): fact is UseBehind['fact'] {
  return fact.node.type === 'CallExpression';
}

function isAwaited(node: Node): boolean {
  return node.parent?.type === 'AwaitExpression';
}

/** The key of a call in a function, as its caller knows it: of `finish(key)`, the argument. */
function keyBehind(world: World, call: CallEdge, behind: UseBehind, caller: Env): string | undefined {
  const { key, path, there, fact } = behind;
  const [argument] = fact.node.arguments;
  if (!argument || key.startsWith('v:')) return key;
  const { unit } = there;
  const variable = variableOf(world, unit.module, unwrap(argument));
  const position = isFunctionNode(unit.node)
    ? parametersOf(unit.node).findIndex((parameter) => parameter === variable?.defs[0]?.name)
    : -1;
  if (position >= 0) {
    const isHere = path.length === 0 && call.node.type === 'CallExpression';
    return isHere ? keyOf(world, call.node.arguments[position], caller) : undefined;
  }
  // A variable of a function around both.
  const isSame = unit.module === caller.unit.module && variable && unitOfVariable(unit.module, variable) !== unit;
  return isSame ? key : undefined;
}

/** Undefined when it may be another one each time. */
function keyOf(world: World, argument: Node | undefined, env: Env): string | undefined {
  if (!argument) return undefined;
  const only = certain(evaluate(world, argument, env), 'literal');
  if (only) return `v:${String(only.value)}`;
  const node = unwrap(argument);
  const variable = node.type === 'Identifier' ? variableOf(world, env.unit.module, node) : undefined;
  return variable && !isWrittenAgain(variable) ? `n:${variable.name}` : undefined;
}

/** The key as it is written. */
export function shownKey(key: string): string {
  return key.slice(2);
}

/** The arguments of a call, spread lists laid out. Each is found when it is first asked for, since most are not. */
import { certain } from './certain.ts';
import { evaluate } from './evaluate.ts';
import type { Node } from './nodes.ts';
import type { Env, Values } from './values.ts';
import type { World } from './world.ts';

/** The arguments of a call, by position and all together. */
export interface Arguments {
  /** The argument at a place; undefined: there is none, or it stands behind a spread of unknown length. */
  at: (index: number) => Values | undefined;
  /** How many there are. */
  readonly count: number;
  /** All of them. */
  readonly all: readonly Values[];
}

/** What stands between the parentheses of a call; from the first spread of unknown length on, nothing is said. */
export function argumentsIn(world: World, nodes: readonly Node[], env: Env): Arguments {
  const isSpread = nodes.some(({ type }) => type === 'SpreadElement');
  return isSpread ? givenArguments(laidOut(world, nodes, env)) : new Written(world, nodes, env);
}

/** Arguments whose values are known already. */
export function givenArguments(all: readonly Values[]): Arguments {
  return { at: (index) => all[index], count: all.length, all };
}

function laidOut(world: World, nodes: readonly Node[], env: Env): readonly Values[] {
  const values: Values[] = [];
  for (const node of nodes) {
    if (node.type !== 'SpreadElement') {
      values.push(evaluate(world, node, env));
      continue;
    }
    const only = certain(evaluate(world, node.argument, env), 'list');
    if (!only || only.rest.length > 0) return values;
    values.push(...only.elements);
  }
  return values;
}

class Written implements Arguments {
  readonly #world: World;
  readonly #nodes: readonly Node[];
  readonly #env: Env;

  constructor(world: World, nodes: readonly Node[], env: Env) {
    this.#world = world;
    this.#nodes = nodes;
    this.#env = env;
  }

  at(index: number): Values | undefined {
    const node = this.#nodes[index];
    return node && evaluate(this.#world, node, this.#env);
  }

  get count(): number {
    return this.#nodes.length;
  }

  get all(): readonly Values[] {
    return this.#nodes.map((node) => evaluate(this.#world, node, this.#env));
  }
}

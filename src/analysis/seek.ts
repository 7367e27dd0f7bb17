/**
 * What certainly is among the values that an expression gives: the expression's own, or a part of the objects and lists that it is made of,
 * also behind constants and functions of the program. Certain: every value that it can have, besides nothing, is such a one.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { evaluate } from './evaluate.ts';
import { unwrap, type Node } from './nodes.ts';
import type { Env, ListValue, ObjectValue, Value } from './values.ts';
import type { World } from './world.ts';

/** Where a value was met. */
export interface Sight {
  /** The expression of the file that has it, or of which it is a part that is written elsewhere. */
  readonly node: Node;
  readonly env: Env;
  /** It stands inside an object or a list. */
  readonly isNested: boolean;
  /** It is all that `node` can be. */
  readonly isWhole: boolean;
}

/** Says of one thing whether it is what is sought, and what is to be known of it. */
export interface Judge<Found> {
  /** Of an expression, by how it is written. */
  readonly expression: (node: Node, sight: Sight) => Found | undefined;
  /** Of a value. Lists and objects of which it says nothing are looked into. */
  readonly value: (value: Value, sight: Sight) => Found | undefined;
}

const MAX_DEPTH = 3;

/** Undefined: nothing that is certain. */
export function seek<Found>(world: World, judge: Judge<Found>, expression: Node, env: Env): Found | undefined {
  return new Seeker(world, judge, all).find(expression, env, START);
}

/** The same of one value that is possible, whatever the others are; undefined: none is known. */
export function seekPossible<Found>(world: World, judge: Judge<Found>, expression: Node, env: Env): Found | undefined {
  return new Seeker(world, judge, first).find(expression, env, START);
}

interface Way {
  readonly isNested: boolean;
  /** The expression of the file that leads to one that stands elsewhere. */
  readonly anchor: Node | undefined;
  readonly depth: number;
}

const START: Way = { isNested: false, anchor: undefined, depth: 0 };

class Seeker<Found> {
  readonly #world: World;
  readonly #judge: Judge<Found>;
  /** What is found of several values that an expression can have. */
  readonly #among: typeof all | typeof first;

  constructor(world: World, judge: Judge<Found>, among: typeof all | typeof first) {
    this.#world = world;
    this.#judge = judge;
    this.#among = among;
  }

  find(expression: Node, env: Env, way: Way): Found | undefined {
    if (way.depth > MAX_DEPTH) return undefined;
    const node = unwrap(expression);
    const inside = (inner: Node, isNested = way.isNested): Found | undefined =>
      this.find(inner, env, { ...way, isNested, depth: way.depth + 1 });
    const isWhole = way.anchor === undefined;
    const judged = this.#judge.expression(node, { node: way.anchor ?? node, env, isNested: way.isNested, isWhole });
    if (judged !== undefined) return judged;
    switch (node.type) {
      case 'ConditionalExpression':
        return inside(node.consequent) ?? inside(node.alternate);
      case 'LogicalExpression':
        return inside(node.right) ?? (node.operator === '&&' ? undefined : inside(node.left));
      case 'ObjectExpression':
        return first(node.properties, (property) => (isInit(property) ? inside(property.value, true) : undefined));
      case 'ArrayExpression':
        return first(node.elements, (item) => (item && item.type !== 'SpreadElement' ? inside(item, true) : undefined));
      default:
        return this.#values(node, env, way);
    }
  }

  #values(node: Node, env: Env, way: Way): Found | undefined {
    const values = evaluate(this.#world, node, env);
    const known = values.filter((value) => !isNothing(value));
    const isWhole = way.anchor === undefined && known.length === values.length;
    const sight = { node: way.anchor ?? node, env, isNested: way.isNested, isWhole };
    return this.#among(known, (value) => this.#value(value, sight, way.depth));
  }

  #value(value: Value, sight: Sight, depth: number): Found | undefined {
    const judged = this.#judge.value(value, sight);
    if (judged !== undefined || depth > MAX_DEPTH) return judged;
    if (value.kind === 'list') return this.#list(value, { ...sight, isNested: true, isWhole: false }, depth);
    return value.kind === 'object' ? this.#object(value, sight, depth) : undefined;
  }

  #list({ elements, rest }: ListValue, sight: Sight, depth: number): Found | undefined {
    return first([...elements, rest], (element) =>
      this.#among(
        element.filter((item) => !isNothing(item)),
        (item) => this.#value(item, sight, depth + 1),
      ),
    );
  }

  #object({ node, env }: ObjectValue, sight: Sight, depth: number): Found | undefined {
    return this.find(node, env, { isNested: true, anchor: sight.node, depth: depth + 1 });
  }
}

function isInit(node: TSESTree.ObjectLiteralElement): node is TSESTree.Property {
  return node.type === 'Property' && node.kind === 'init';
}

function isNothing(value: Value): boolean {
  return value.kind === 'literal' && value.value == null;
}

/** What is found in the first, when something is found in each. */
function all<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  const found = items.map(find);
  return found.every((item) => item !== undefined) ? found[0] : undefined;
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

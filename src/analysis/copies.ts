/**
 * What is in the list that is made of others, and where: `[...first, last]`, `steps.slice(1)`, `first.concat(second)`; and which element
 * `steps.at(0)` is. Of a list that is filled later, or is ordered anew, each element can be anywhere.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { MethodSpec } from '../knowledge/vocabulary/effects.ts';
import { argumentsIn } from './arguments.ts';
import { certain } from './certain.ts';
import { contentsOf, furtherElements, iterated } from './collections.ts';
import { collectionOf } from './own-collections.ts';
import { outerOf, type Node } from './nodes.ts';
import { listValue, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import type { Env, ListValue, Values } from './values.ts';
import type { World } from './world.ts';

/** Elements in their places, and what any further one can be. */
interface Elements {
  readonly placed: readonly Values[];
  readonly rest: Values;
}

/** Something that a list is made of: one element, or all elements of what it is. */
export interface Part {
  readonly values: Values;
  readonly isSpread: boolean;
}

/** The elements of several parts, one behind the other. */
export function joined(world: World, parts: readonly Part[]): Elements {
  const placed: Values[] = [];
  let rest: Values = NOTHING;
  for (const { values, isSpread } of parts) {
    const list = isSpread && rest.length === 0 ? certain(values, 'list') : undefined;
    if (list?.shape === 'array') {
      const { placed: more, rest: further } = elementsOf(world, list);
      placed.push(...more);
      rest = further;
    } else if (isSpread) {
      rest = union(
        rest,
        ...values.map((value) => (collectionOf(world, value) ? iterated(world, value) : UNKNOWN_VALUES)),
      );
    } else if (rest.length > 0) rest = union(rest, values);
    else placed.push(values);
  }
  return { placed, rest };
}

function elementsOf(world: World, list: ListValue): Elements {
  return { placed: list.elements, rest: furtherElements(world, list) };
}

/** A call of a method that makes a list of a list. */
export interface ListCall {
  readonly node: TSESTree.CallExpression;
  readonly row: MethodSpec;
  readonly env: Env;
}

/** The list that the method gives. It can be filled later, where it is kept. */
export function copyOf(world: World, list: ListValue, call: ListCall): ListValue {
  if (call.row.mutates && list.origin) return list;
  const { placed, rest } = elementsGiven(world, list, call);
  const { node, env } = call;
  return listValue(placed, rest, isKept(node) ? { shape: 'array', origin: { node, env } } : undefined);
}

function elementsGiven(world: World, list: ListValue, { node, row, env }: ListCall): Elements {
  const { placed, rest } = elementsOf(world, list);
  switch (list.shape === 'array' ? row.order : undefined) {
    case 'between': {
      const [from = 0, to = Infinity] = positionsGiven(world, node, env);
      if (!(from >= 0 && to >= 0)) break;
      return { placed: placed.slice(from, to), rest: to > placed.length ? rest : NOTHING };
    }
    case 'reversed':
      if (rest.length > 0) break;
      return { placed: placed.toReversed(), rest };
    case 'joined': {
      const given = argumentsIn(world, node.arguments, env).all;
      return joined(world, [{ values: [list], isSpread: true }, ...given.map(elementOrList)]);
    }
    case 'replaced': {
      const [index = Number.NaN] = positionsGiven(world, node, env);
      const [, given = NOTHING] = argumentsIn(world, node.arguments, env).all;
      if (rest.length > 0 || !(index >= 0 && index < placed.length))
        return { placed: [], rest: union(...placed, rest, given) };
      return { placed: placed.with(index, given), rest };
    }
    case 'spliced': {
      const [, , ...given] = argumentsIn(world, node.arguments, env).all;
      return { placed: [], rest: union(...placed, rest, ...given) };
    }
    case 'flattened':
      return joined(world, [...placed.map(elementOrList), ...rest.map((value) => elementOrList([value]))]);
    default:
  }
  return { placed: [], rest: union(...placed, rest) };
}

/** What `concat` and `flat` make of a value: a list gives its elements, and what is no list stands for itself. */
function elementOrList(values: Values): Part {
  return { values, isSpread: values.some(({ kind }) => kind === 'list' || kind === 'unknown') };
}

/** The numbers that a call is given; NaN: it is given something else. */
function positionsGiven(world: World, node: TSESTree.CallExpression, env: Env): readonly number[] {
  return argumentsIn(world, node.arguments, env).all.map((values) => {
    const value = certain(values, 'literal')?.value;
    return typeof value === 'number' ? value : Number.NaN;
  });
}

/** The element that the method gives. */
export function elementGiven(world: World, list: ListValue, { node, row, env }: ListCall): Values {
  const { placed, rest } = elementsOf(world, list);
  const isFixed = rest.length === 0 && list.shape === 'array';
  const found = ((): Values | undefined => {
    switch (row.order) {
      case 'at': {
        const [index = 0] = positionsGiven(world, node, env);
        return index >= 0 || isFixed ? placed.at(index) : undefined;
      }
      case 'first':
        return isFixed && !list.origin ? placed[0] : undefined;
      case 'last':
        return isFixed && !list.origin ? placed.at(-1) : undefined;
      default:
        return undefined;
    }
  })();
  return found ?? contentsOf(world, list);
}

function isKept(node: Node): boolean {
  const around = outerOf(node).parent?.type;
  return around === 'VariableDeclarator' || around === 'PropertyDefinition' || around === 'AssignmentExpression';
}

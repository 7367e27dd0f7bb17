/**
 * Which expression has the parts of what another one gives: an element that is found in a list (`items.find(f)`), that a loop takes of a part of it,
 * and what a shallow copy (`{ ...order }`) shares with its original. Leaves out copies of which the part is replaced, or may be of one of two
 * originals, and what functions of the program give.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Container, MethodSpec } from '../knowledge/vocabulary/effects.ts';
import { unitAt } from './bindings.ts';
import { sole } from './certain.ts';
import { isContainer } from './containers.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { contains, memberKey, outerOf, staticKey, withoutTypes, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import { constantInit, variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** A part of what an expression gives. */
export interface Part {
  readonly of: Node;
  /** Undefined: an element, or it is not known which part. */
  readonly key: string | undefined;
}

/** Where the part comes from: it is a part of another expression, or that expression as a whole. Undefined: it is the expression's own. */
export function sharedPart(world: World, module: ModuleUnit, { of, key }: Part): Part | Node | undefined {
  const node = withoutTypes(of);
  switch (node.type) {
    case 'Identifier': {
      const variable = variableOf(world, module, node);
      const init = variable && constantInit(variable);
      if (!init || isRefilled(world, module, variable, key)) return undefined;
      return sharedWithMade(world, module, withoutTypes(init), key);
    }
    default:
      return sharedWithMade(world, module, node, key);
  }
}

/** The list or map of which the call gives one element: `items` of `items.find(f)`. */
export function listSearched(world: World, module: ModuleUnit, call: TSESTree.CallExpression): Node | undefined {
  return receiverOf(world, module, call, ({ elements, mutates }) => {
    if (mutates !== undefined) return [];
    return elements === 'one' ? ['array'] : elements === 'keyed' ? ['map'] : [];
  });
}

/** Whose values stand second in the pairs that the call gives: `stock` of `Object.entries(stock)`. */
export function pairsOf(world: World, module: ModuleUnit, expression: Node): Node | undefined {
  const node = withoutTypes(expression);
  if (node.type !== 'CallExpression') return undefined;
  if (givesOf(world, module, node) === 'entries') return node.arguments[0];
  return receiverOf(world, module, node, ({ elements }) => (elements === 'pairs' ? ['array', 'map-or-set'] : []));
}

/** Whether a pattern takes the second of a pair under the name. */
export function isSecond(pattern: Node, name: Node): boolean {
  const second = pattern.type === 'ArrayPattern' ? pattern.elements[1] : undefined;
  return second !== null && second !== undefined && second.type !== 'RestElement' && contains(second, name);
}

function sharedWithMade(
  world: World,
  module: ModuleUnit,
  node: Node,
  key: string | undefined,
): Part | Node | undefined {
  switch (node.type) {
    case 'ObjectExpression':
      return sharedWithObject(node, key);
    case 'ArrayExpression': {
      const only = sole(node.elements);
      return only?.type === 'SpreadElement' ? { of: only.argument, key: undefined } : undefined;
    }
    case 'CallExpression': {
      const [first, ...others] = node.arguments;
      const gives = givesOf(world, module, node);
      if (gives === 'values' || (gives === 'argument' && others.length === 0))
        return first && first.type !== 'SpreadElement' ? { of: first, key: undefined } : undefined;
      const list = receiverOf(world, module, node, containersWalked);
      return list && { of: list, key: undefined };
    }
    default:
      return undefined;
  }
}

/** Of what a method gives the elements of, or of a part of it. */
function containersWalked({ elements, joins }: MethodSpec): readonly Container[] {
  if (elements === 'list') return joins ? [] : ['array'];
  return elements === 'iterator' ? ['array', 'map-or-set'] : [];
}

function sharedWithObject({ properties }: TSESTree.ObjectExpression, key: string | undefined): Part | Node | undefined {
  const spreads = properties.filter((property) => property.type === 'SpreadElement');
  const original = sole(spreads);
  if (key === undefined) return original && properties.length === 1 ? { of: original.argument, key } : undefined;
  for (const property of properties.toReversed()) {
    if (property.type === 'SpreadElement') return original && { of: original.argument, key };
    const name = staticKey(property.key, property.computed);
    if (name === undefined) return undefined;
    if (name === key) return property.kind === 'init' ? property.value : undefined;
  }
  return undefined;
}

/** The object of the method, when it certainly is of a kind for which the method does what the table says. */
function receiverOf(
  world: World,
  module: ModuleUnit,
  call: TSESTree.CallExpression,
  kindsOf: (row: MethodSpec) => readonly Container[],
): Node | undefined {
  const callee = withoutTypes(call.callee);
  const row = callee.type === 'MemberExpression' ? world.knowledge.method(memberKey(callee) ?? '') : undefined;
  if (callee.type !== 'MemberExpression' || !row) return undefined;
  const kinds = kindsOf(row);
  if (kinds.length === 0) return undefined;
  const unit = unitAt(module, call);
  return kinds.some((kind) => isContainer(world, unit, callee.object, kind)) ? callee.object : undefined;
}

/** What a function of the language makes of its argument. */
function givesOf(world: World, module: ModuleUnit, call: TSESTree.CallExpression): string | undefined {
  const only = sole(evaluate(world, call.callee, baseEnv(world, unitAt(module, call))));
  if (only?.kind !== 'named') return undefined;
  return world.knowledge.effect(only.name, { form: 'call', arguments: call.arguments.length })?.gives;
}

/** Whether something else may be put there later: `copy.lines = []`, `others.push(item)`, `Object.assign(copy, more)`. */
function isRefilled(world: World, module: ModuleUnit, { references }: VariableLike, key: string | undefined): boolean {
  return references.some(({ identifier }) => {
    const { parent, child } = outerOf(identifier);
    if (parent?.type === 'CallExpression') return isChangedBy(world, module, parent, child);
    if (parent?.type !== 'MemberExpression' || parent.object !== child) return false;
    const name = memberKey(parent);
    const user = outerOf(parent);
    if (user.parent?.type === 'CallExpression' && user.parent.callee === user.child) {
      const row = world.knowledge.method(name ?? '');
      return row?.mutates !== undefined && row.elements !== 'list';
    }
    const isWritten = user.parent?.type === 'AssignmentExpression' && user.parent.left === user.child;
    return isWritten && (key === undefined || name === undefined || name === key);
  });
}

function isChangedBy(world: World, module: ModuleUnit, call: TSESTree.CallExpression, argument: Node): boolean {
  const index = call.arguments.findIndex((given) => given === argument);
  if (index < 0) return false;
  const env = baseEnv(world, unitAt(module, call));
  return evaluate(world, call.callee, env).some(
    (callee) => callee.kind === 'named' && world.knowledge.mutator(callee.name) === index,
  );
}

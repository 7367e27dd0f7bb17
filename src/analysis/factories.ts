/**
 * Functions that make something which keeps what it is given: an object of functions that share variables, or an instance of a class that does. Each
 * call of one makes another thing. Knows them by their text: what they give back holds functions that they made, and one of their functions keeps a
 * parameter, or somebody writes to a property of its name. Leaves out what is made three factories deep.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { baseEnv, evaluate } from './evaluate.ts';
import { isKeeper, keepsCode } from './instance-sites.ts';
import { argumentsOf, isFunctionNode, outerOf, staticKey, unwrap, type InvocationNode, type Node } from './nodes.ts';
import { writesUnder } from './member-writes.ts';
import { factoryRun } from './sites.ts';
import { isWithin, type FunctionUnit } from './units.ts';
import type { Env, Site } from './values.ts';
import { unitOfVariable, variableOf } from './variables.ts';
import type { World } from './world.ts';

/** Names that are followed to what a factory gives back. */
const MAX_NAMES = 4;

/** The place of a call, when what the function makes there is to be told apart from what it makes elsewhere. */
export function factorySite(world: World, unit: FunctionUnit, node: InvocationNode, env: Env): Site | undefined {
  const { module } = env.unit;
  if (unit.returns.length === 0) return undefined;
  if (world.modules.isOfLint(module) && !world.modules.isOfLint(unit.module)) return undefined;
  const around = factoryRun(env);
  if (around?.site?.around || !isFactory(world, unit)) return undefined;
  return { node, module, around };
}

function isFactory(world: World, unit: FunctionUnit): boolean {
  // A factory may be made by itself.
  return world.search.answered(world.factories, unit, false, () => {
    const isKeeping = keepsInside(world, unit);
    return unit.returns.some((value) => isMade(world, value, { unit, isKeeping, names: 0 }));
  });
}

interface Place {
  readonly unit: FunctionUnit;
  /** One of the functions inside of it keeps what it is given. */
  readonly isKeeping: boolean;
  readonly names: number;
}

/** Whether the expression is, or holds, what the function makes and what keeps things. */
function isMade(world: World, node: Node, place: Place): boolean {
  const value = unwrap(node);
  const isMadeIn = (item: Node | null): boolean => item !== null && isMade(world, item, place);
  if (isFunctionNode(value)) return place.isKeeping;
  switch (value.type) {
    case 'ObjectExpression':
      return (
        isWrittenTo(world, value, place.unit) ||
        value.properties.some((item) => isMadeIn(item.type === 'Property' ? item.value : item.argument))
      );
    case 'ArrayExpression':
      return value.elements.some(isMadeIn);
    case 'ConditionalExpression':
      return isMadeIn(value.consequent) || isMadeIn(value.alternate);
    case 'MemberExpression':
      return isMadeIn(value.object);
    case 'Identifier':
      return isMadeUnderName(world, value, place);
    case 'NewExpression':
    case 'CallExpression':
      return isMadeByCall(world, value, place.unit) || argumentsOf(value).some(isMadeIn);
    default:
      return false;
  }
}

/** Whether somebody writes to a property of what may be this object. */
function isWrittenTo(world: World, { properties }: TSESTree.ObjectExpression, { module }: FunctionUnit): boolean {
  return properties.some((item) => {
    const key = item.type === 'Property' ? staticKey(item.key, item.computed) : undefined;
    return key !== undefined && writesUnder(world, module, key).length > 0;
  });
}

function isMadeUnderName(world: World, name: Node, place: Place): boolean {
  const { unit, names, isKeeping } = place;
  const variable = names < MAX_NAMES ? variableOf(world, unit.module, name) : undefined;
  const definition = variable?.defs[0]?.node;
  if (!variable || !definition || !isWithin(unitOfVariable(unit.module, variable), unit)) return false;
  if (definition.type === 'FunctionDeclaration') return isKeeping;
  if (definition.type !== 'VariableDeclarator' || definition.init === null) return false;
  return isMade(world, definition.init, { ...place, names: names + 1 });
}

function isMadeByCall(world: World, { type, callee }: InvocationNode & { callee: Node }, unit: FunctionUnit): boolean {
  return evaluate(world, callee, baseEnv(world, unit)).some((value) => {
    if (type === 'NewExpression') return value.kind === 'class' && isKeeper(world, value.cls);
    return value.kind === 'function' && isFactory(world, value.unit);
  });
}

/** Whether a function in this one, which is no mere callback, keeps what it is given. */
function keepsInside(world: World, { nested }: FunctionUnit): boolean {
  return nested.some((inner) => (!isCallback(inner) && keepsCode(world, inner)) || keepsInside(world, inner));
}

function isCallback({ node }: FunctionUnit): boolean {
  const { parent, child } = outerOf(node);
  return parent?.type === 'CallExpression' && parent.callee !== child;
}

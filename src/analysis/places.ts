/**
 * Where a write lands: the variable, the class or the global object that holds what `state.count`, `list[0]` or `this.items` is a
 * part of. Follows constant aliases, destructuring, loop variables and parameters of callbacks back to what they were taken
 * from. Leaves out what calls give back, except objects of the program that a value names.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { certain, sole } from './certain.ts';
import { unitAt } from './bindings.ts';
import { unitOfVariable, variableOf, isWrittenAgain, type VariableLike } from './variables.ts';
import { isSecond, listSearched, pairsOf, sharedPart, type Part } from './contents.ts';
import { baseEnv, evaluate, selfOf } from './evaluate.ts';
import { isFunctionNode, memberKey, staticKey, withoutTypes, type Node } from './nodes.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** What outlives, or does not outlive, the code that writes. */
export type Holder =
  | {
      readonly kind: 'variable';
      readonly variable: VariableLike;
      readonly module: ModuleUnit;
      /** The function whose call makes the variable; the top level for variables of the module. */
      readonly home: FunctionUnit;
    }
  | { readonly kind: 'static' | 'instance'; readonly cls: ClassUnit }
  | { readonly kind: 'global'; readonly name: string };

/** Where a write lands: in a holder, or in a part of what it holds. */
export interface Place {
  readonly holder: Holder;
  /** The first property below the holder; undefined: computed, an element, or the holder itself. */
  readonly key: string | undefined;
  /** The content of what the holder holds is meant, not the holder. */
  readonly inside: boolean;
  /** Of the object there, only these fields. */
  readonly fields?: ReadonlySet<string>;
}

const MAX_ALIASES = 8;

/** Whether two places may be one: the same holder, and no two keys that are known and differ. */
export function samePlace(first: Place, second: Place): boolean {
  return (
    sameHolder(first.holder, second.holder) &&
    (first.key === undefined || second.key === undefined || first.key === second.key)
  );
}

/** Whether two holders are the same. */
export function sameHolder(first: Holder, second: Holder): boolean {
  switch (first.kind) {
    case 'variable':
      return second.kind === 'variable' && second.variable === first.variable;
    case 'global':
      return second.kind === 'global' && second.name === first.name;
    default:
      return second.kind === first.kind && second.cls === first.cls;
  }
}

/** What an assignment to `target` changes: for `x`, the variable; for `x.a`, the object that `x` holds. */
export function placeOfTarget(world: World, module: ModuleUnit, target: Node): Place | undefined {
  const node = withoutTypes(target);
  if (node.type === 'Identifier') {
    const variable = variableOf(world, module, node);
    return variable && placeOfVariable(module, variable);
  }
  if (node.type !== 'MemberExpression') return undefined;
  const place = placeOfObject(world, module, node.object);
  return place && below(place, memberKey(node));
}

/** What holds the object that the expression gives: the thing that is changed when the object is. */
export function placeOfObject(world: World, module: ModuleUnit, expression: Node, depth = 0): Place | undefined {
  if (depth > MAX_ALIASES) return undefined;
  const node = withoutTypes(expression);
  switch (node.type) {
    case 'Identifier':
      return placeOfIdentifier(world, module, node, depth);
    case 'ThisExpression':
      return placeOfThis(world, module, node);
    case 'MemberExpression':
      return placeOfPart(world, module, { of: node.object, key: memberKey(node) }, depth + 1);
    case 'CallExpression': {
      const list = listSearched(world, module, node);
      if (list) return placeOfPart(world, module, { of: list, key: undefined }, depth + 1);
      return placeOfResult(world, module, node);
    }
    default:
      return undefined;
  }
}

/** What holds a part of what an expression gives. */
function placeOfPart(world: World, module: ModuleUnit, part: Part, depth: number): Place | undefined {
  if (depth > MAX_ALIASES) return undefined;
  const shared = sharedPart(world, module, part);
  if (shared && 'of' in shared) return placeOfPart(world, module, shared, depth + 1);
  // The part is another object, or is the expression's own when that is no place.
  const whole = shared && placeOfObject(world, module, shared, depth + 1);
  if (whole) return whole;
  const place = placeOfObject(world, module, part.of, depth + 1);
  return place && below(place, part.key);
}

function below(place: Place, key: string | undefined): Place {
  return place.inside ? place : { holder: place.holder, key, inside: true };
}

function placeOfVariable(module: ModuleUnit, variable: VariableLike): Place {
  return {
    holder: { kind: 'variable', variable, module, home: unitOfVariable(module, variable) },
    key: undefined,
    inside: false,
  };
}

function placeOfIdentifier(
  world: World,
  module: ModuleUnit,
  node: TSESTree.Identifier,
  depth: number,
): Place | undefined {
  const variable = variableOf(world, module, node);
  if (!variable) {
    if (module.imports.has(node.name)) return undefined;
    return { holder: { kind: 'global', name: node.name }, key: undefined, inside: false };
  }
  const [definition] = variable.defs;
  const cls = definition?.type === 'ClassName' ? module.classes.get(definition.node) : undefined;
  if (cls) return { holder: { kind: 'static', cls }, key: undefined, inside: false };
  const source = aliasOf(world, module, variable, depth);
  return source === 'fresh' ? placeOfVariable(module, variable) : source;
}

/** What a variable is another name for. `fresh`: for nothing, it holds something of its own, or of unknown origin. */
function aliasOf(world: World, module: ModuleUnit, variable: VariableLike, depth: number): Place | undefined | 'fresh' {
  const definition = sole(variable.defs);
  if (!definition || isWrittenAgain(variable)) return 'fresh';
  if (definition.type === 'Parameter') return elementGiven(world, module, variable, definition, depth);
  const declarator = definition.node;
  if (definition.type !== 'Variable' || declarator.type !== 'VariableDeclarator') return 'fresh';
  const loop = declarator.parent.parent;
  if (loop.type === 'ForOfStatement' && loop.left === declarator.parent)
    return elementOf(world, module, loop.right, { pattern: declarator.id, name: definition.name }, depth);
  if (!declarator.init) return 'fresh';
  if (declarator.id.type === 'Identifier') return sourceOf(world, module, declarator.init, depth);
  if (isRest(definition.name)) return 'fresh';
  const key = keyInPattern(declarator.id, definition.name);
  return placeOfPart(world, module, { of: declarator.init, key }, depth + 1) ?? 'fresh';
}

/** `{ id, ...rest }`, `[first, ...others]`: what is left is an object of its own. */
function isRest({ parent }: Node): boolean {
  return parent?.type === 'RestElement';
}

/** What a name stands for of each thing that a list gives: the thing, a part of it, or the second of a pair. */
function elementOf(
  world: World,
  module: ModuleUnit,
  list: Node,
  { pattern, name }: { readonly pattern: Node; readonly name: Node },
  depth: number,
): Place | 'fresh' {
  if (isRest(name)) return 'fresh';
  const owner = pairsOf(world, module, list);
  if (owner && !isSecond(pattern, name)) return 'fresh';
  return placeOfPart(world, module, { of: owner ?? list, key: undefined }, depth + 1) ?? 'fresh';
}

function sourceOf(world: World, module: ModuleUnit, expression: Node, depth: number): Place | undefined | 'fresh' {
  const node = withoutTypes(expression);
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
    case 'ThisExpression':
    case 'CallExpression':
      return placeOfObject(world, module, node, depth + 1) ?? 'fresh';
    default:
      return 'fresh';
  }
}

/** `items.forEach((item) => …)`: the parameter is an element of `items`. */
function elementGiven(
  world: World,
  module: ModuleUnit,
  variable: VariableLike,
  definition: VariableLike['defs'][number],
  depth: number,
): Place | 'fresh' {
  const fn = definition.node;
  const call = fn.parent;
  if (!isFunctionNode(fn) || call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return 'fresh';
  const [first] = fn.params;
  if (!first || first.range[0] > definition.name.range[0] || first.range[1] < definition.name.range[1]) return 'fresh';
  const row = world.knowledge.method(memberKey(call.callee) ?? '');
  const position = call.arguments.findIndex((argument) => argument === fn);
  if (row?.callbacks !== 'inline' || row.repeats !== true || row.functions?.includes(position) !== true) return 'fresh';
  return elementOf(world, module, call.callee.object, { pattern: first, name: definition.name }, depth);
}

function keyInPattern(pattern: Node, name: Node): string | undefined {
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.range[0] > name.range[0] || property.range[1] < name.range[1])
      continue;
    return staticKey(property.key, property.computed);
  }
  return undefined;
}

function placeOfThis(world: World, module: ModuleUnit, node: Node): Place | undefined {
  const self = selfOf(baseEnv(world, unitAt(module, node)));
  if (self?.kind !== 'class' && self?.kind !== 'instance') return undefined;
  return {
    holder: { kind: self.kind === 'class' ? 'static' : 'instance', cls: self.cls },
    key: undefined,
    inside: false,
  };
}

/** `getState()` that certainly gives an object literal which a constant of some module holds. */
function placeOfResult(world: World, module: ModuleUnit, node: TSESTree.CallExpression): Place | undefined {
  const only = certain(evaluate(world, node, baseEnv(world, unitAt(module, node))), 'object');
  if (!only) return undefined;
  const declarator = only.node.parent;
  if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined;
  const home = only.env.unit.module;
  const variable = variableOf(world, home, declarator.id);
  return variable && unitOfVariable(home, variable) === home.main ? placeOfVariable(home, variable) : undefined;
}

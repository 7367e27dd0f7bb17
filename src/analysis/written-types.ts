/**
 * The type that is written for a variable, a field, a property of an interface, or what a function gives; a constant without one has that of what it is
 * made of. Reads annotations only, never a type checker; a promise has the type of what it holds.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { certain, sole } from './certain.ts';
import { valuesOfType } from './annotations.ts';
import { unitAt } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { boundBy, boundType } from './bound-types.ts';
import { isFunctionNode, memberKey, staticKey, unwrap, type Node } from './nodes.ts';
import { membersUnder } from './shapes.ts';
import { entityPath, typeDeclaration } from './type-declarations.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { BoundTypes, Value, Values } from './values.ts';
import { isWrittenAgain, variableOf, type VariableLike } from './variables.ts';
import type { World } from './world.ts';

/** A type, and the module in which it is written. */
export interface WrittenType {
  readonly type: TSESTree.TypeNode;
  /** Where its names mean what they mean. */
  readonly module: ModuleUnit;
  /** What the type parameters in it stand for. */
  readonly bound?: BoundTypes | undefined;
}

/** Constants that are made of each other. */
const MAX_DEPTH = 6;

/** @param node an expression of the unit: a name, a member of something, or a call */
export function writtenTypeOf(world: World, unit: FunctionUnit, node: Node, depth = 0): WrittenType | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (node.type) {
    case 'Identifier': {
      const variable = variableOf(world, unit.module, node);
      return variable && typeOfVariable(world, unit.module, variable, depth + 1);
    }
    case 'MemberExpression': {
      const key = memberKey(node);
      return key === undefined ? undefined : memberOf(holdersOf(world, unit, node.object, depth + 1), key);
    }
    case 'CallExpression':
      return resultTypeOf(world, unit, node);
    default:
      return undefined;
  }
}

function typeOfVariable(
  world: World,
  module: ModuleUnit,
  variable: VariableLike,
  depth: number,
): WrittenType | undefined {
  const [definition] = variable.defs;
  const name = definition?.name;
  if (name?.type !== 'Identifier') return undefined;
  const type = name.typeAnnotation?.typeAnnotation;
  if (type) return { type, module };
  const pattern = patternOf(name);
  const whole = pattern?.typeAnnotation?.typeAnnotation;
  const key = pattern && keyOf(name);
  if (whole) return key === undefined ? undefined : memberOf(valuesOfType(world, whole, module), key);
  const declarator = definition?.node;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init || isWrittenAgain(variable)) return undefined;
  const unit = unitAt(module, declarator);
  if (declarator.id === name) return writtenTypeOf(world, unit, unwrap(declarator.init), depth);
  if (declarator.id !== pattern || key === undefined) return undefined;
  return memberOf(holdersOf(world, unit, declarator.init, depth), key);
}

/** The pattern that takes the name of an object: `{ items }`. */
function patternOf(name: TSESTree.Identifier): TSESTree.ObjectPattern | undefined {
  const { parent: property } = name;
  if (property.type !== 'Property' || property.value !== name) return undefined;
  return property.parent.type === 'ObjectPattern' ? property.parent : undefined;
}

function keyOf({ parent: property }: TSESTree.Identifier): string | undefined {
  return property.type === 'Property' ? staticKey(property.key, property.computed) : undefined;
}

/** What the function that is certainly called gives, as it is written; of a generic one, that depends on the call. */
function resultTypeOf(world: World, unit: FunctionUnit, call: TSESTree.CallExpression): WrittenType | undefined {
  const only = certain(evaluate(world, call.callee, baseEnv(world, unit)), 'function');
  if (!only || !isFunctionNode(only.unit.node) || only.unit.node.typeParameters) return undefined;
  const type = only.unit.node.returnType?.typeAnnotation;
  return type && { type: withoutPromise(type), module: only.unit.module };
}

function withoutPromise(type: TSESTree.TypeNode): TSESTree.TypeNode {
  if (type.type !== 'TSTypeReference' || entityPath(type.typeName).join('.') !== 'Promise') return type;
  return type.typeArguments?.params[0] ?? type;
}

function memberOf(holders: Values, key: string): WrittenType | undefined {
  for (const holder of holders) {
    const found = typeOfMember(holder, key);
    if (found) return found;
  }
  return undefined;
}

/** What has the members of an expression. A parameter that is data by its type has no values, and is what its type says. */
function holdersOf(world: World, unit: FunctionUnit, expression: Node, depth: number): Values {
  const written = writtenTypeOf(world, unit, unwrap(expression), depth);
  const shapes = written ? valuesOfType(world, written.type, written.module, written.bound) : [];
  return shapes.length > 0 ? shapes : evaluate(world, expression, baseEnv(world, unit));
}

function typeOfMember(object: Value, key: string): WrittenType | undefined {
  switch (object.kind) {
    case 'instance':
    case 'class': {
      const isStatic = object.kind === 'class';
      const type = object.cls.members.find((item) => item.key === key && item.isStatic === isStatic && item.type)?.type;
      return type && { type, module: object.cls.module };
    }
    case 'shape': {
      const signature = membersUnder(object, key).find((element) => element.type === 'TSPropertySignature');
      const type = signature?.typeAnnotation?.typeAnnotation;
      return type && { type, module: object.module, bound: object.bound };
    }
    default:
      return undefined;
  }
}

/** What calling something gives by its type: a member of an interface or of the literal of an object type, or what has the type of a function. */
export function writtenResultOf(world: World, unit: FunctionUnit, callee: Node): WrittenType | undefined {
  return resultOfMember(world, unit, callee) ?? resultOfFunctionType(world, writtenTypeOf(world, unit, callee));
}

function resultOfMember(world: World, unit: FunctionUnit, callee: Node): WrittenType | undefined {
  const key = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
  if (callee.type !== 'MemberExpression' || key === undefined) return undefined;
  const only = certain(evaluate(world, callee.object, baseEnv(world, unit)), 'shape');
  const element = only && sole(membersUnder(only, key));
  const type = element?.type === 'TSMethodSignature' ? element.returnType?.typeAnnotation : undefined;
  return only && type && { type, module: only.module, bound: only.bound };
}

/** What `() => Mail` says. */
function resultOfFunctionType(world: World, written: WrittenType | undefined): WrittenType | undefined {
  const found = written && functionTypeOf(world, written);
  const type = found?.node.returnType?.typeAnnotation;
  return found && type && !found.node.typeParameters ? { type, module: found.module, bound: found.bound } : undefined;
}

/** How something is called, and the module in which that is written. */
export interface Signature {
  readonly node: TSESTree.TSFunctionType | TSESTree.TSMethodSignature;
  readonly module: ModuleUnit;
  readonly bound?: BoundTypes | undefined;
}

/** The type of a function behind other names for it; undefined: it is another type, or one of several. */
export function functionTypeOf(world: World, written: WrittenType, hops = 0): Signature | undefined {
  if (hops > MAX_DEPTH) return undefined;
  const { type, module, bound } = written;
  switch (type.type) {
    case 'TSFunctionType':
      return { node: type, module, bound };
    case 'TSUnionType': {
      const only = sole(type.types.filter((item) => !EMPTY.has(item.type)));
      return only && functionTypeOf(world, { type: only, module, bound }, hops + 1);
    }
    case 'TSTypeReference': {
      const parameter = boundType(bound, type);
      if (parameter) return functionTypeOf(world, parameter, hops + 1);
      const declared = typeDeclaration(world, module, entityPath(type.typeName));
      if (declared?.kind !== 'alias') return undefined;
      const at = { module, bound, depth: hops };
      const inner = boundBy(world, declared, { types: type.typeArguments?.params ?? [], at });
      return functionTypeOf(world, { ...declared, bound: inner }, hops + 1);
    }
    default:
      return undefined;
  }
}

const EMPTY: ReadonlySet<string> = new Set(['TSUndefinedKeyword', 'TSNullKeyword']);

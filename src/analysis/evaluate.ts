/**
 * From an expression to what it can be. Demand-driven: nothing is computed that no call asks for. Cycle-safe: a value that
 * depends on itself is nothing while it is being found. Bounded: calls are followed `MAX_DEPTH` deep, and a lint has a work
 * budget; beyond both the answer is unknown. Leaves out: heaps, order of assignments, conditions (every branch counts).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { certain } from './certain.ts';
import { applyValues } from './apply.ts';
import { binary, unary } from './arithmetic.ts';
import { valuesOfVariable } from './bindings.ts';
import { isAmbient, variableOf, type VariableLike } from './variables.ts';
import { GLOBAL } from './names.ts';
import { joined } from './copies.ts';
import { takenInstead } from './fallbacks.ts';
import { computedKey, project, projectAny } from './members.ts';
import { calleeOf, isClassNode, isFunctionNode, literalText, memberKey, outerOf, unwrap, type Node } from './nodes.ts';
import { beforeRegistration } from './in-place.ts';
import { registeredAround } from './member-writes.ts';
import { isExportsObject } from './module-surface.ts';
import { exportedValues, importedValues, specifierValues } from './modules.ts';
import { dottedNamespace } from './namespaces.ts';
import { valuesOfType } from './annotations.ts';
import { found } from './search.ts';
import type { FunctionUnit } from './units.ts';
import {
  classValue,
  functionValue,
  instanceValue,
  listValue,
  literalValue,
  moduleValue,
  named,
  NOTHING,
  objectValue,
  union,
  UNKNOWN_VALUES,
} from './make-values.ts';
import type { Env, LiteralValue, Value, Values } from './values.ts';
import { MAX_DEPTH, type World } from './world.ts';

/** What `node` can be when it is evaluated in `env`. */
export function evaluate(world: World, node: Node, env: Env): Values {
  const inner = unwrap(node);
  if (inner !== node) {
    const values = evaluate(world, inner, env);
    return values.every((value) => value.kind === 'unknown') ? union(castValues(world, node, env), values) : values;
  }
  const { search } = world;
  const known = env.memo.get(node);
  if (known) return search.answer(known);
  if (search.isTooDeep || !world.spend()) {
    search.giveUp();
    return UNKNOWN_VALUES;
  }
  const before = search.enter();
  env.memo.set(node, search.marker);
  const values = found(compute(world, node, env));
  env.memo.set(node, values);
  // What is found of the linted file is forgotten with it.
  if (env.isLocal) search.leave(before);
  else search.leaveKept(before, env.memo, node);
  return values;
}

/** `x as PrismaClient` says what `x` is when nothing else does. */
function castValues(world: World, node: Node, env: Env): Values {
  if (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion' || node.type === 'TSSatisfiesExpression') {
    return valuesOfType(world, node.typeAnnotation, env.unit.module);
  }
  return NOTHING;
}

function compute(world: World, node: Node, env: Env): Values {
  if (isFunctionNode(node)) return functionValues(env, node);
  if (isClassNode(node)) {
    const cls = env.unit.module.classes.get(node);
    return cls ? [classValue(cls, env)] : UNKNOWN_VALUES;
  }
  switch (node.type) {
    case 'Identifier':
      return identifierValues(world, node, env);
    case 'ThisExpression': {
      const self = selfOf(env);
      return self ? [self] : UNKNOWN_VALUES;
    }
    case 'Literal':
      return isPlain(node) ? [literalValue(node.value)] : UNKNOWN_VALUES;
    case 'TemplateLiteral': {
      const text = literalText(node);
      return text === undefined ? UNKNOWN_VALUES : [literalValue(text)];
    }
    case 'MemberExpression':
      return memberValues(world, node, env);
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return applyValues(world, node, evaluate(world, calleeOf(node), env), env);
    case 'ImportExpression': {
      const specifier = literalText(node.source);
      return specifier === undefined ? UNKNOWN_VALUES : specifierValues(world, specifier, env.unit.module);
    }
    case 'ObjectExpression':
      return [objectValue(node, env)];
    case 'ArrayExpression':
      return [arrayValue(world, node, env)];
    case 'UnaryExpression':
      return folded(evaluate(world, node.argument, env), (value) => unary(node.operator, value));
    case 'BinaryExpression':
      return folded(evaluate(world, node.left, env), (left) => {
        const right = certain(evaluate(world, node.right, env), 'literal');
        return right ? binary(node.operator, left, right.value) : undefined;
      });
    case 'ConditionalExpression':
      return union(evaluate(world, node.consequent, env), evaluate(world, node.alternate, env));
    case 'LogicalExpression': {
      if (node.operator === '&&') return evaluate(world, node.right, env);
      const left = evaluate(world, node.left, env);
      return takenInstead(world, node.operator, node.left, left, env) ?? union(left, evaluate(world, node.right, env));
    }
    case 'AssignmentExpression':
      if (node.operator === '=') return evaluate(world, node.right, env);
      if (node.operator === '??=' || node.operator === '||=') {
        return union(evaluate(world, node.left, env), evaluate(world, node.right, env));
      }
      return UNKNOWN_VALUES;
    default:
      return UNKNOWN_VALUES;
  }
}

type PlainLiteral = Exclude<TSESTree.Literal, TSESTree.RegExpLiteral>;

/** Of a regular expression, and of a number that the parser cannot hold, there is no value. */
function isPlain(node: TSESTree.Literal): node is PlainLiteral {
  return !('regex' in node) && (node.value !== null || node.raw === 'null');
}

/** The value of an operator whose operand is certain. */
function folded(
  operand: Values,
  fold: (value: LiteralValue['value']) => { readonly value: LiteralValue['value'] } | undefined,
): Values {
  const only = certain(operand, 'literal');
  const result = only ? fold(only.value) : undefined;
  return result ? [literalValue(result.value)] : UNKNOWN_VALUES;
}

function arrayValue(world: World, node: TSESTree.ArrayExpression, env: Env): Value {
  const parts = node.elements.map((item) => ({
    values: item === null ? NOTHING : evaluate(world, item.type === 'SpreadElement' ? item.argument : item, env),
    isSpread: item?.type === 'SpreadElement',
  }));
  const { placed, rest } = joined(world, parts);
  return listValue(placed, rest, isAddedTo(node) ? { shape: 'array', origin: { node, env } } : undefined);
}

/** Only a list that is kept in a variable or a field can be added to; of those in objects and behind operators, the empty ones are made for it. */
function isAddedTo(node: TSESTree.ArrayExpression): boolean {
  switch (outerOf(node).parent?.type) {
    case 'VariableDeclarator':
    case 'PropertyDefinition':
    case 'AssignmentExpression':
      return true;
    case 'Property':
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return node.elements.length === 0;
    default:
      return false;
  }
}

function functionValues(env: Env, node: Node): Values {
  const unit = env.unit.module.unitOf.get(node);
  if (!unit) return UNKNOWN_VALUES;
  return [functionValue(unit, envAround(env, unit))];
}

/** The environment of the function around `unit`, seen from code inside that function. */
export function envAround(env: Env, unit: FunctionUnit): Env | undefined {
  return unit.parent && envOfUnit(env, unit.parent);
}

/** The environment of a function, seen from code inside of it; undefined: the code stands elsewhere. */
export function envOfUnit(env: Env, unit: FunctionUnit): Env | undefined {
  let current: Env | undefined = env;
  while (current && current.unit !== unit) current = current.parent;
  return current;
}

function identifierValues(world: World, node: Node & { readonly name: string }, env: Env): Values {
  if (node.name === 'undefined') return [literalValue(undefined)];
  const variable = variableOf(world, env.unit.module, node);
  if (variable && !isKnownGlobal(world, variable))
    return beforeRegistration(valuesOfVariable(world, variable, env), node);
  if (!variable && isExportsObject(node) && env.unit.module.exports.size > 0) return [moduleValue(env.unit.module)];
  // A parser without scopes for types, or a name that a scope manager missed: an import is still an import.
  const entry = env.unit.module.imports.get(node.name);
  if (entry) return importedValues(world, env.unit.module, entry);
  const namespace = variable ? NOTHING : dottedNamespace(world, env.unit.module, node.name);
  if (namespace.length > 0) return namespace;
  if (world.knowledge.globalObjects.has(node.name)) return [named({ module: GLOBAL, path: [] })];
  return [named({ module: GLOBAL, path: [node.name] })];
}

/** `declare const Bun: any` says of a global that it is there. */
function isKnownGlobal(world: World, variable: VariableLike): boolean {
  if (variable.defs.length === 0 || !variable.defs.every(isAmbient)) return false;
  const name = { module: GLOBAL, path: [variable.name] };
  return world.knowledge.leadsOn(name) || world.knowledge.effect(name, { form: 'call', arguments: 1 }) !== undefined;
}

/** What `this` is. */
export function selfOf(env: Env): Value | undefined {
  let current: Env | undefined = env;
  while (current) {
    const { node, owner, isStatic } = current.unit;
    if (current.self) return current.self;
    if (node.type === 'ArrowFunctionExpression') {
      if (owner && isStatic) return classValue(owner, undefined);
      current = current.parent;
      continue;
    }
    return undefined;
  }
  return undefined;
}

/** What `this` is in a method of which no call is known; `parent`: the environment around it. */
export function genericSelf(unit: FunctionUnit, parent: Env | undefined): Value | undefined {
  const { owner, node } = unit;
  if (node.type === 'ArrowFunctionExpression') return undefined;
  if (!owner) return parent && objectAround(unit, parent);
  return unit.isStatic ? classValue(owner, undefined) : instanceValue(owner, undefined, undefined, 0);
}

/** Of a method of an object literal, what that makes. */
function objectAround({ node }: FunctionUnit, env: Env): Value | undefined {
  if (node.type !== 'FunctionExpression' || node.parent.type !== 'Property') return undefined;
  const object = node.parent.parent;
  return object.type === 'ObjectExpression' ? objectValue(object, env) : undefined;
}

/** The environment of a function of which no call is known. */
export function baseEnv(world: World, unit: FunctionUnit): Env {
  return world.environments.base(unit, genericSelf);
}

function memberValues(world: World, node: TSESTree.MemberExpression, env: Env): Values {
  if (isExportsObject(node) && env.unit.module.exports.size > 0) return exportedValues(world, env.unit.module, '*');
  const objects = node.object.type === 'Super' ? superValues(world, env) : evaluate(world, node.object, env);
  const key = memberKey(node) ?? computedKey(world, node.property, env);
  const found = objects.map((object) => (key === undefined ? projectAny(world, object) : project(world, object, key)));
  if (found.length === 0) return UNKNOWN_VALUES;
  const values = union(...found);
  return beforeRegistration(key === undefined ? values : registeredAround(world, objects, key, values, env), node);
}

/** `super.m` is `m` of the base class, on this instance. */
function superValues(world: World, env: Env): Values {
  const self = selfOf(env);
  let unit: FunctionUnit | undefined = env.unit;
  while (unit && !unit.owner) unit = unit.parent;
  const base = unit?.owner?.superClass;
  if (!unit?.owner || !base) return UNKNOWN_VALUES;
  return union(
    ...evaluate(world, base, baseEnv(world, unit.owner.parent)).map((value): Values => {
      if (value.kind !== 'class') return UNKNOWN_VALUES;
      return self?.kind === 'class' ? [value] : [instanceValue(value.cls, value.env, undefined, 0)];
    }),
  );
}

/** Whether one more call may be followed from here. */
export function canGoDeeper(depth: number): boolean {
  return depth < MAX_DEPTH;
}

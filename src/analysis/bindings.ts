/**
 * From a name in a file to what it stands for: declarations, every assignment, parameters with their arguments, defaults and
 * types; what patterns take out of these is in `destructuring.ts`. Flow-insensitive: all writes of a variable count, wherever they stand.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { valuesOfType } from './annotations.ts';
import { callerValues } from './callers.ts';
import { contentsOf, elementPosition, iterated } from './collections.ts';
import { dataParameters } from './data-types.ts';
import { expectedParameter } from './expected-types.ts';
import { destructure, isNothing } from './destructuring.ts';
import { baseEnv, envAround, evaluate } from './evaluate.ts';
import { preferDurable, registeredInPlace } from './in-place.ts';
import { importedValues } from './modules.ts';
import { injectedInto } from './injected.ts';
import { aliasedValues, namespaceValues } from './namespaces.ts';
import { isFunctionNode, memberKey, outerOf, parametersOf, unwrap, type FunctionNode, type Node } from './nodes.ts';
import { isMarker } from './search.ts';
import { envOfWrite } from './sites.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import {
  classValue,
  DATA_VALUES,
  enumValue,
  functionValue,
  listValue,
  NOTHING,
  OPEN_VALUES,
  union,
  unionOf,
  UNKNOWN_VALUES,
} from './make-values.ts';
import type { Env, Value, Values } from './values.ts';
import type { World } from './world.ts';
import { unitOfVariable, type VariableLike } from './variables.ts';

/** The environment in which the variable's declaration is evaluated, seen from `env`. */
function envOfVariable(world: World, variable: VariableLike, env: Env): Env {
  const home = unitOfVariable(env.unit.module, variable);
  let current: Env | undefined = env;
  while (current) {
    if (current.unit === home) return current;
    current = current.parent;
  }
  return baseEnv(world, home);
}

/** What a variable can be, seen from the environment: by its declarations and every write. */
export function valuesOfVariable(world: World, variable: VariableLike, env: Env): Values {
  const home = envOfVariable(world, variable, env);
  const declared = variable.defs[0]?.name;
  const known = declared && home.memo.get(declared);
  if (known && !isMarker(known)) return known;
  const before = world.search.enter();
  const values = findValues(world, variable, home);
  // What was found while a part of it was taken for granted differs from place to place.
  if (declared && known === undefined && world.search.isComplete) home.memo.set(declared, values);
  world.search.leave(before);
  return values;
}

function findValues(world: World, variable: VariableLike, home: Env): Values {
  const sets = variable.defs.map((definition) => valuesOfDefinition(world, definition, variable, home));
  const declared = unionOf(sets);
  const writes = variable.references.filter((reference) => reference.isWrite() && reference.init !== true);
  for (const write of writes) sets.push(valuesOfWrite(world, home, write, declared));
  const values = preferDurable(unionOf(sets));
  return values.length === 0 ? UNKNOWN_VALUES : values;
}

function valuesOfWrite(world: World, home: Env, write: VariableLike['references'][number], declared: Values): Values {
  const parent = write.identifier.parent;
  if (parent?.type === 'AssignmentExpression' && parent.left === write.identifier) {
    if (!['=', '??=', '||=', '&&='].includes(parent.operator)) return UNKNOWN_VALUES;
    const env = envOfWrite(world, unitAt(home.unit.module, parent), home);
    const inPlace = { place: parent.left, value: parent.right };
    return registeredInPlace(world, inPlace, declared, env) ?? evaluate(world, parent.right, env);
  }
  if (parent?.type === 'UpdateExpression') return UNKNOWN_VALUES;
  // A pattern, or the head of a loop: `({ a } = deps)`, `[a] = list`, `for (a of list)`.
  let around: Node | undefined = parent;
  while (around && around.type !== 'AssignmentExpression' && !around.type.endsWith('Statement')) around = around.parent;
  if (around?.type !== 'AssignmentExpression' && around?.type !== 'ForOfStatement') return UNKNOWN_VALUES;
  const env = envOfWrite(world, unitAt(home.unit.module, around), home);
  const given = evaluate(world, around.right, env);
  const source = around.type === 'ForOfStatement' ? elementsOf(world, given) : given;
  return destructure(world, around.left, source, write.identifier, env) ?? UNKNOWN_VALUES;
}

/** What a loop over it is given, one after the other. */
function elementsOf(world: World, values: Values): Values {
  return union(...values.map((value) => iterated(world, value)));
}

/** The unit in which a node's code runs. */
export function unitAt(module: ModuleUnit, node: Node): FunctionUnit {
  let current: Node | undefined = node;
  while (current) {
    if (isFunctionNode(current)) {
      const unit = module.unitOf.get(current);
      if (unit) return unit;
    }
    if (current.type === 'PropertyDefinition' && !current.static && current.value) {
      const cls = module.classes.get(current.parent.parent);
      if (cls) return cls.initializer;
    }
    current = current.parent;
  }
  return module.main;
}

function valuesOfDefinition(
  world: World,
  definition: VariableLike['defs'][number],
  variable: VariableLike,
  env: Env,
): Values {
  const { node } = definition;
  switch (definition.type) {
    case 'ImportBinding': {
      const entry = env.unit.module.imports.get(variable.name);
      if (entry) return importedValues(world, env.unit.module, entry);
      return node.type === 'TSImportEqualsDeclaration' && node.moduleReference.type !== 'TSExternalModuleReference'
        ? aliasedValues(world, node.moduleReference, env)
        : UNKNOWN_VALUES;
    }
    case 'FunctionName': {
      const unit = env.unit.module.unitOf.get(node);
      if (!unit) return UNKNOWN_VALUES;
      return [functionValue(unit, envAround(env, unit))];
    }
    case 'ClassName': {
      const cls = env.unit.module.classes.get(node);
      return cls ? [classValue(cls, env)] : UNKNOWN_VALUES;
    }
    case 'TSEnumName':
      return node.type === 'TSEnumDeclaration' ? [enumValue(node, env)] : UNKNOWN_VALUES;
    case 'TSModuleName':
      return node.type === 'TSModuleDeclaration' ? namespaceValues(world, node, env.unit.module) : UNKNOWN_VALUES;
    case 'Parameter':
      return isFunctionNode(node) ? parameterValues(world, node, definition.name, env) : UNKNOWN_VALUES;
    case 'Variable':
      return node.type === 'VariableDeclarator' ? declaratorValues(world, node, definition.name, env) : UNKNOWN_VALUES;
    default:
      return UNKNOWN_VALUES;
  }
}

function declaratorValues(world: World, node: TSESTree.VariableDeclarator, name: Node, env: Env): Values {
  const loop = node.parent.parent;
  let source: Values;
  if ((loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') && loop.left === node.parent) {
    source = loop.type === 'ForOfStatement' ? elementsOf(world, evaluate(world, loop.right, env)) : UNKNOWN_VALUES;
  } else source = node.init ? evaluate(world, node.init, env) : NOTHING;
  const values = destructure(world, node.id, source, name, env) ?? UNKNOWN_VALUES;
  if (node.id.type !== 'Identifier' || !node.id.typeAnnotation) return values;
  if (values.some((value) => value.kind !== 'unknown' && value.kind !== 'literal')) return values;
  return union(valuesOfType(world, node.id.typeAnnotation.typeAnnotation, env.unit.module), values);
}

function parameterValues(world: World, fn: FunctionNode, name: Node, env: Env): Values {
  for (const [index, parameter] of parametersOf(fn).entries()) {
    const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    if (name.range[0] < pattern.range[0] || name.range[1] > pattern.range[1]) continue;
    if (pattern.type === 'RestElement') {
      const given = env.args?.slice(index) ?? [];
      const typed = given.length > 0 ? NOTHING : annotationValues(world, pattern, env);
      const list = listValue(given, env.args ? NOTHING : OPEN_VALUES);
      return destructure(world, pattern.argument, typed.length > 0 ? typed : [list], name, env) ?? OPEN_VALUES;
    }
    if (dataParameters(world, env.unit)?.[index] === true) return DATA_VALUES;
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    const elements = env.args === undefined ? elementsHandedTo(world, env.unit, index) : NOTHING;
    if (elements.length > 0) return destructure(world, target, elements, name, env) ?? OPEN_VALUES;
    const handed = env.args === undefined ? callerValues(world, env.unit, index, env) : (env.args[index] ?? NOTHING);
    const injected = handed.some(saysMoreThanType) ? NOTHING : injectedInto(world, env.unit, parameter);
    const given = injected.length > 0 ? injected : handed;
    const typed = given.some(saysMoreThanType) ? NOTHING : typedValues(world, target, index, env);
    const byDefault =
      pattern.type === 'AssignmentPattern' && given.every((value) => value.kind === 'unknown' || isNothing(value))
        ? evaluate(world, pattern.right, env)
        : NOTHING;
    const unbound = env.args === undefined || given.some((value) => value.kind === 'unknown');
    const source = union(given, typed, byDefault, unbound && typed.length === 0 ? OPEN_VALUES : NOTHING);
    return destructure(world, target, source, name, env) ?? OPEN_VALUES;
  }
  return OPEN_VALUES;
}

/** Whether the argument is known better than a type could tell: code, data, or a text that is the key of something. */
function saysMoreThanType(value: Value): boolean {
  if (value.kind === 'unknown') return value.isData === true;
  return value.kind !== 'literal' || typeof value.value === 'string' || typeof value.value === 'number';
}

/** What the type of a parameter says: its own, or that which the function is expected to have where it stands. */
function typedValues(world: World, target: Node, index: number, env: Env): Values {
  if ('typeAnnotation' in target && target.typeAnnotation) return annotationValues(world, target, env);
  const expected = expectedParameter(world, env.unit, index);
  return expected ? valuesOfType(world, expected.type, expected.module, expected.bound) : NOTHING;
}

function annotationValues(world: World, target: Node, { unit }: Env): Values {
  const annotation = 'typeAnnotation' in target ? target.typeAnnotation : undefined;
  return annotation?.type === 'TSTypeAnnotation'
    ? valuesOfType(world, annotation.typeAnnotation, unit.module)
    : NOTHING;
}

/**
 * What a parameter gets when the function is a callback that walks a list: of `list.map((item) => …)` the elements, when all of them are
 * known. Nobody else calls the function.
 */
function elementsHandedTo(world: World, { node, module }: FunctionUnit, index: number): Values {
  const { parent, child } = outerOf(node);
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== child) return NOTHING;
  const callee = unwrap(parent.callee);
  const row = callee.type === 'MemberExpression' ? world.knowledge.method(memberKey(callee) ?? '') : undefined;
  if (callee.type !== 'MemberExpression' || row?.results === undefined) return NOTHING;
  const [, first] = parent.arguments;
  // `reduce((all, item) => { all[item.name] = item; return all; }, {})`
  if (row.results === 'last' && index === 0 && first?.type === 'ObjectExpression')
    return evaluate(world, first, baseEnv(world, unitAt(module, parent)));
  if (index !== elementPosition(row)) return NOTHING;
  const receivers = evaluate(world, callee.object, baseEnv(world, unitAt(module, parent)));
  const elements = receivers.flatMap((value) => (value.kind === 'list' ? contentsOf(world, value) : UNKNOWN_VALUES));
  return elements.some((value) => value.kind === 'unknown') ? NOTHING : elements;
}

/**
 * From a value and a key to what stands there: exports of modules, properties of objects, members of classes, instances and interfaces, elements of
 * lists.
 */
import { sole } from './certain.ts';
import { namespaceMember } from './namespaces.ts';
import { valuesOfType } from './annotations.ts';
import { callFunction } from './function-calls.ts';
import { classMember, instanceMember } from './class-members.ts';
import { contentsOf, heldUnder } from './collections.ts';
import { enumMember } from './enums.ts';
import { extendedMember } from './extended-objects.ts';
import { evaluate } from './evaluate.ts';
import { onlyImplementation } from './implementations.ts';
import { preferDurable } from './in-place.ts';
import { allWrites, writesFromRoot, writesTo, writesUnder } from './member-writes.ts';
import { exportedValues } from './modules.ts';
import { GLOBAL, member } from './names.ts';
import { staticKey, type Node } from './nodes.ts';
import { setterOf } from './setters.ts';
import { indexedType, membersUnder } from './shapes.ts';
import { symbolKey } from './symbols.ts';
import { functionValue, named, NOTHING, OPEN_VALUES, union, UNKNOWN_VALUES } from './make-values.ts';
import type { Env, ObjectValue, ShapeValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** What `value[key]` can be. A member that is made of itself (`options = { ...options }`) is nothing while it is being found. */
export function project(world: World, value: Value, key: string): Values {
  switch (value.kind) {
    case 'object':
    case 'class':
    case 'instance':
    case 'shape':
    case 'namespace':
      return world.remembered(world.members, `${value.key}.${key}`, () =>
        world.spend() ? memberOf(world, value, key) : UNKNOWN_VALUES,
      );
    default:
      return memberOf(world, value, key);
  }
}

function memberOf(world: World, value: Value, key: string): Values {
  switch (value.kind) {
    case 'unknown':
      return [value];
    case 'named': {
      if (value.name.module === GLOBAL && value.name.path.length === 0 && world.knowledge.globalObjects.has(key)) {
        return [value];
      }
      const name = member(value.name, key);
      if (value.carries.length > 0 && world.knowledge.api(name)?.kept === true) return value.carries;
      return [named(name, value.carries)];
    }
    case 'module': {
      const exported = exportedValues(world, value.module, key);
      const values = union(exported, ...writesTo(world, writesFromRoot(world, value.module, key), value, exported));
      return values.length > 0 ? values : UNKNOWN_VALUES;
    }
    case 'namespace':
      return namespaceMember(world, value, key);
    case 'enum':
      return enumMember(world, value, key);
    case 'object':
      return propertyValues(world, value, key);
    case 'class':
      return classMember(world, value, key);
    case 'instance':
      return instanceMember(world, value, key);
    case 'list': {
      if (value.shape === 'record') return heldUnder(value, key);
      const index = Number(key);
      if (!Number.isInteger(index)) return UNKNOWN_VALUES;
      return value.elements[index] ?? contentsOf(world, value);
    }
    case 'shape':
      return shapeMember(world, value, key);
    case 'function':
      return preferDurable(union(...writesTo(world, writesUnder(world, value.unit.module, key), value)));
    default:
      return UNKNOWN_VALUES;
  }
}

/** What any property of the value can be, when the key is computed: `handlers[name]`. */
export function projectAny(world: World, value: Value): Values {
  switch (value.kind) {
    case 'unknown':
      return [value];
    case 'list':
      return contentsOf(world, value);
    case 'named':
      return [named(member(value.name, '*'), value.carries)];
    case 'object':
      return world.remembered(world.members, `${value.key}.*`, () =>
        union(...propertySets(world, value), ...computedWrites(world, value)),
      );
    case 'shape': {
      const type = indexedType(value.node);
      return type ? orOpen(valuesOfType(world, type, value.module, value.bound, value.from)) : UNKNOWN_VALUES;
    }
    default:
      return UNKNOWN_VALUES;
  }
}

function orOpen(values: Values): Values {
  return values.length > 0 ? values : OPEN_VALUES;
}

function computedWrites(world: World, value: ObjectValue): readonly Values[] {
  return writesTo(world, allWrites(value.env.unit.module), value);
}

/** The value of each property that is written down in an object literal. */
export function propertySets(world: World, value: ObjectValue): readonly Values[] {
  return value.node.properties.map((property) => {
    if (property.type === 'SpreadElement') {
      return union(...evaluate(world, property.argument, value.env).map((inner) => projectAny(world, inner)));
    }
    const own = evaluate(world, property.value, value.env);
    if (property.kind === 'set') return NOTHING;
    return property.kind === 'get' ? union(...own.map((getter) => callIfFunction(world, getter, value))) : own;
  });
}

function propertyValues(world: World, value: ObjectValue, key: string): Values {
  const sets: Values[] = [];
  let complete = false;
  for (const property of value.node.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const spread = union(...evaluate(world, property.argument, value.env).map((inner) => project(world, inner, key)));
      sets.push(spread);
      if (spread.some((inner) => inner.kind !== 'unknown')) break;
      continue;
    }
    const name = staticKey(property.key, property.computed) ?? computedKey(world, property.key, value.env);
    if (name === undefined) {
      sets.push(UNKNOWN_VALUES);
      continue;
    }
    if (name !== key || property.kind === 'set') continue;
    const own = evaluate(world, property.value, value.env);
    if (property.kind === 'get') sets.push(...own.map((getter) => callIfFunction(world, getter, value)));
    else if (property.kind === 'init') sets.push(own.map((inner) => withSelf(inner, value)));
    complete = true;
    break;
  }
  const { module } = value.env.unit;
  const declared = union(...sets);
  if (setterOf(world, value, key)) return declared;
  const values = preferDurable(
    union(
      declared,
      ...writesTo(world, writesUnder(world, module, key), value, declared),
      ...writesTo(world, writesUnder(world, module, undefined), value, declared, key),
    ),
  );
  return values.length > 0 || complete ? values : extendedMember(world, value, key);
}

/** The key that an expression certainly is: `[Kind.Mail]: …`, `handlers[Kind.Mail]`, `[Symbol.iterator]`. */
export function computedKey(world: World, node: Node, env: Env): string | undefined {
  const only = sole(evaluate(world, node, env));
  if (only?.kind === 'named') return symbolKey(only);
  if (only?.kind !== 'literal') return undefined;
  return typeof only.value === 'string' || typeof only.value === 'number' ? String(only.value) : undefined;
}

/** A method of an object literal sees that object as `this`. */
function withSelf(value: Value, self: Value): Value {
  if (value.kind !== 'function' || value.self || value.unit.node.type !== 'FunctionExpression') return value;
  return functionValue(value.unit, value.env, self, value.bound);
}

function callIfFunction(world: World, getter: Value, self: Value): Values {
  if (getter.kind !== 'function') return UNKNOWN_VALUES;
  return callFunction(world, functionValue(getter.unit, getter.env, self), [], 0);
}

function shapeMember(world: World, value: ShapeValue, key: string): Values {
  const isInterface = value.node.type === 'TSInterfaceDeclaration';
  const [element] = membersUnder(value, key);
  const type = element?.type === 'TSPropertySignature' ? element.typeAnnotation?.typeAnnotation : undefined;
  // What is data by its type is data in every implementation.
  if (type && type.type !== 'TSFunctionType') {
    return orOpen(valuesOfType(world, type, value.module, value.bound, value.from));
  }
  const implementation = isInterface ? onlyImplementation(world, value) : undefined;
  if (implementation) return project(world, implementation, key);
  if (element) return OPEN_VALUES;
  const others = indexedType(value.node);
  if (others) return orOpen(valuesOfType(world, others, value.module, value.bound, value.from));
  if (value.node.type === 'TSInterfaceDeclaration') {
    for (const heritage of value.node.extends) {
      const values = union(
        ...valuesOfType(world, heritage, value.module, value.bound, value.from).map((base) =>
          project(world, base, key),
        ),
      ).filter((item) => item.kind !== 'unknown');
      if (values.length > 0) return values;
    }
  }
  return OPEN_VALUES;
}

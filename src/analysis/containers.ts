/**
 * Which expressions certainly hold an array, a map, a set ... of the language: by the value they were given, or by their written
 * type. `router.push()` and `redis.set()` have the names of such methods and change nothing here.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Container } from '../knowledge/vocabulary.ts';
import { variableOf } from './bindings.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { GLOBAL } from './names.ts';
import { memberKey, staticKey, type Node } from './nodes.ts';
import { withoutTypes } from './places.ts';
import type { FunctionUnit } from './units.ts';
import type { Value } from './values.ts';
import type { VariableLike, World } from './world.ts';

export function isContainer(world: World, unit: FunctionUnit, expression: Node, kind: Container): boolean {
  const node = withoutTypes(expression);
  const type = writtenType(world, unit, node);
  if (type) return isContainerType(world, type, kind);
  const values = evaluate(world, node, baseEnv(world, unit));
  const known = values.filter(
    (value) => value.kind !== 'unknown' && !(value.kind === 'literal' && value.value == null),
  );
  return known.length > 0 && known.every((value) => isContainerValue(world, value, kind));
}

function isContainerValue(world: World, value: Value, kind: Container): boolean {
  if (value.kind === 'list') return value.shape === kind || (kind === 'map-or-set' && value.shape !== 'array');
  if (value.kind !== 'named' || value.name.module !== GLOBAL) return false;
  const [only, ...others] = value.name.path;
  return others.length === 0 && only?.endsWith('()') === true && world.knowledge.isContainer(only.slice(0, -2), kind);
}

function isContainerType(world: World, type: TSESTree.TypeNode, kind: Container): boolean {
  switch (type.type) {
    case 'TSArrayType':
    case 'TSTupleType':
      return kind === 'array';
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' && world.knowledge.isContainer(type.typeName.name, kind);
    case 'TSUnionType':
      return type.types
        .filter((item) => item.type !== 'TSUndefinedKeyword' && item.type !== 'TSNullKeyword')
        .every((item) => isContainerType(world, item, kind));
    default:
      return false;
  }
}

/** The type that is written for a variable, a field, or a property of an interface. */
function writtenType(world: World, unit: FunctionUnit, node: Node): TSESTree.TypeNode | undefined {
  if (node.type === 'Identifier') {
    const variable = variableOf(world, unit.module, node);
    return variable && typeOfVariable(variable);
  }
  if (node.type !== 'MemberExpression') return undefined;
  const key = memberKey(node);
  if (key === undefined) return undefined;
  for (const object of evaluate(world, node.object, baseEnv(world, unit))) {
    if (object.kind === 'instance' || object.kind === 'class') {
      const isStatic = object.kind === 'class';
      const member = object.cls.members.find((item) => item.key === key && item.isStatic === isStatic && item.type);
      if (member) return member.type;
    } else if (object.kind === 'shape') {
      const elements = object.node.type === 'TSInterfaceDeclaration' ? object.node.body.body : object.node.members;
      for (const element of elements) {
        if (element.type === 'TSPropertySignature' && staticKey(element.key, element.computed) === key)
          return element.typeAnnotation?.typeAnnotation;
      }
    }
  }
  return undefined;
}

function typeOfVariable(variable: VariableLike): TSESTree.TypeNode | undefined {
  const [definition] = variable.defs;
  const name = definition?.name;
  return name?.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
}

/**
 * Which expressions certainly hold an array, a map, a set ... of the language: by the value they were given, or by their written
 * type. `router.push()` and `redis.set()` have the names of such methods and change nothing here.
 */
import type { Container } from '../knowledge/vocabulary/effects.ts';
import { boundBy, boundType } from './bound-types.ts';
import { sole } from './certain.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { GLOBAL } from './names.ts';
import type { Node } from './nodes.ts';
import { withoutTypes } from './nodes.ts';
import { entityPath, typeDeclaration } from './type-declarations.ts';
import type { FunctionUnit } from './units.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';
import { writtenTypeOf, type WrittenType } from './written-types.ts';

const MAX_ALIASES = 8;

/** Whether the expression certainly holds a container of a kind. */
export function isContainer(world: World, unit: FunctionUnit, expression: Node, kind: Container): boolean {
  const node = withoutTypes(expression);
  const written = writtenTypeOf(world, unit, node);
  if (written) return isContainerType(world, written, kind);
  const values = evaluate(world, node, baseEnv(world, unit));
  const known = values.filter(
    (value) => value.kind !== 'unknown' && !(value.kind === 'literal' && value.value == null),
  );
  return known.length > 0 && known.every((value) => isContainerValue(world, value, kind));
}

function isContainerValue(world: World, value: Value, kind: Container): boolean {
  if (value.kind === 'list') return value.shape === kind || (kind === 'map-or-set' && value.shape !== 'array');
  if (value.kind !== 'named' || value.name.module !== GLOBAL) return false;
  const only = sole(value.name.path);
  return only?.endsWith('()') === true && world.knowledge.isContainer(only.slice(0, -2), kind);
}

function isContainerType(world: World, written: WrittenType, kind: Container, aliases = 0): boolean {
  const { type, module, bound } = written;
  switch (type.type) {
    case 'TSArrayType':
    case 'TSTupleType':
      return kind === 'array';
    case 'TSTypeReference': {
      const { typeName } = type;
      const parameter = boundType(bound, type);
      if (parameter) return isContainerType(world, parameter, kind, aliases);
      if (typeName.type === 'Identifier' && world.knowledge.isContainer(typeName.name, kind)) return true;
      const declared = aliases > MAX_ALIASES ? undefined : typeDeclaration(world, module, entityPath(typeName));
      if (declared?.kind !== 'alias') return false;
      const at = { module, bound, depth: aliases };
      const inner = boundBy(world, declared, { types: type.typeArguments?.params ?? [], at });
      return isContainerType(world, { ...declared, bound: inner }, kind, aliases + 1);
    }
    case 'TSUnionType':
      return type.types
        .filter((item) => item.type !== 'TSUndefinedKeyword' && item.type !== 'TSNullKeyword')
        .every((item) => isContainerType(world, { type: item, module, bound }, kind, aliases));
    default:
      return false;
  }
}

/**
 * From a written type to the values it allows: `db: Pool` is an instance of that class. Reads annotations only, never a type
 * checker; a type that says nothing about code gives nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { boundBy, boundType } from './bound-types.ts';
import { contentsOf } from './collections.ts';
import { COLLECTIONS, LISTS, PICKED, WHOLE } from './library-types.ts';
import { project } from './members.ts';
import { localValues, specifierValues } from './modules.ts';
import { result } from './names.ts';
import { literalText } from './nodes.ts';
import { indexedType } from './shapes.ts';
import { anyMember, conditionalValues, operationValues, sameMembers } from './type-operations.ts';
import { entityPath, typeDeclaration, typeOfModule, type TypeDeclaration } from './type-declarations.ts';
import type { ModuleUnit } from './units.ts';
import { listValue, named, NOTHING, shapeValue, typedInstance, union } from './make-values.ts';
import type { BoundTypes, Value, Values } from './values.ts';
import type { World } from './world.ts';

const TRANSPARENT: ReadonlySet<string> = new Set([...WHOLE, ...PICKED]);
const MAX_TYPE_DEPTH = 12;

type TypeLike = TSESTree.TypeNode | TSESTree.TSInterfaceHeritage | TSESTree.TSClassImplements;

/** Where a type is written, and how many types led there. */
export interface At {
  readonly module: ModuleUnit;
  /** The file in which the first of them is written; absent: the same. */
  readonly from?: ModuleUnit;
  readonly bound: BoundTypes | undefined;
  readonly depth: number;
}

/**
 * What a value of this type can be, as far as code goes; nothing when the type does not say.
 *
 * @param bound what the type parameters stand for that are in sight
 * @param from the file that names what the type is a part of
 */
export function valuesOfType(
  world: World,
  type: TypeLike,
  module: ModuleUnit,
  bound?: BoundTypes,
  from: ModuleUnit = module,
): Values {
  return typedValues(world, type, { module, from, bound, depth: 0 });
}

/** The same behind other types. */
export function typedValues(world: World, type: TypeLike, around: At): Values {
  if (around.depth > MAX_TYPE_DEPTH) return NOTHING;
  const { module, bound, from = module } = around;
  const at: At = { module, from, bound, depth: around.depth + 1 };
  switch (type.type) {
    case 'TSTypeReference': {
      const parameter = boundType(bound, type);
      if (parameter) return parameter.values;
      if (isRecord(type, module))
        return saysWhat(world, indexedType(type), at) ? [shapeValue(type, module, at)] : NOTHING;
      return referenceValues(world, entityPath(type.typeName), type.typeArguments?.params ?? [], at);
    }
    case 'TSInterfaceHeritage':
    case 'TSClassImplements':
      return referenceValues(world, entityPath(type.expression), type.typeArguments?.params ?? [], at);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return union(...type.types.map((item) => typedValues(world, item, at)));
    case 'TSTypeOperator':
      return type.typeAnnotation ? typedValues(world, type.typeAnnotation, at) : NOTHING;
    case 'TSArrayType': {
      const element = typedValues(world, type.elementType, at);
      return element.length > 0 ? [listValue([], element)] : NOTHING;
    }
    case 'TSImportType': {
      const specifier = literalText(type.source);
      const path = type.qualifier ? entityPath(type.qualifier) : [];
      const declaration = specifier === undefined ? undefined : typeOfModule(world, module, specifier, path);
      return declaration ? declaredValues(world, declaration, type.typeArguments?.params ?? [], at) : NOTHING;
    }
    case 'TSTupleType':
      return [
        listValue(
          type.elementTypes.map((item) => typedValues(world, item, at)),
          NOTHING,
        ),
      ];
    case 'TSNamedTupleMember':
      return typedValues(world, type.elementType, at);
    case 'TSIndexedAccessType': {
      const values = typedValues(world, type.objectType, at);
      if (type.indexType.type === 'TSTypeOperator') return anyMember(world, values);
      return union(...values.map((value) => memberOfType(world, value, type.indexType)));
    }
    case 'TSTypeLiteral':
      return [shapeValue(type, module, at)];
    case 'TSConditionalType':
      return conditionalValues(world, type, at);
    case 'TSMappedType': {
      const source = sameMembers(type);
      if (source) return typedValues(world, source, at);
      return saysWhat(world, type.typeAnnotation, at) ? [shapeValue(type, module, at)] : NOTHING;
    }
    case 'TSTypeQuery': {
      if (type.exprName.type === 'TSImportType') return importedTypeQuery(world, type.exprName, module);
      const [head, ...rest] = entityPath(type.exprName);
      return head === undefined ? NOTHING : valuesAlong(world, localValues(world, module, head), rest);
    }
    default:
      return NOTHING;
  }
}

/** Of `Deps['mail']` what `mail` is, of `Handlers[number]` what each is. */
function memberOfType(world: World, value: Value, index: TSESTree.TypeNode): Values {
  const isElement = index.type === 'TSNumberKeyword' && value.kind === 'list';
  if (isElement) return contentsOf(world, value);
  const key = index.type === 'TSLiteralType' ? literalText(index.literal) : undefined;
  return key === undefined ? NOTHING : project(world, value, key).filter((item) => item.kind !== 'unknown');
}

/** Whether a type says anything of code. */
function saysWhat(world: World, type: TSESTree.TypeNode | undefined, at: At): boolean {
  return type !== undefined && typedValues(world, type, at).length > 0;
}

/** `typeof import('./clock.js').clock` */
function importedTypeQuery(world: World, type: TSESTree.TSImportType, module: ModuleUnit): Values {
  const specifier = literalText(type.source);
  if (specifier === undefined) return NOTHING;
  return valuesAlong(
    world,
    specifierValues(world, specifier, module),
    type.qualifier ? entityPath(type.qualifier) : [],
  );
}

/** Whether it is `Record<…>` of TypeScript's library. */
export function isRecord({ typeName }: TSESTree.TSTypeReference, { imports, types }: ModuleUnit): boolean {
  return typeName.type === 'Identifier' && typeName.name === 'Record' && !imports.has('Record') && !types.has('Record');
}

function valuesAlong(world: World, start: Values, path: readonly string[]): Values {
  return path.reduce((values, key) => union(...values.map((value) => project(world, value, key))), start);
}

function referenceValues(world: World, path: readonly string[], args: readonly TSESTree.TypeNode[], at: At): Values {
  const { module } = at;
  const [head, ...rest] = path;
  if (head === undefined) return NOTHING;
  const [first] = args;
  const declaration = typeDeclaration(world, module, path);
  if (declaration) return declaredValues(world, declaration, args, at);
  if (module.imports.has(head)) return NOTHING;
  if (rest.length > 0 || first === undefined) return NOTHING;
  if (TRANSPARENT.has(head)) return typedValues(world, first, at);
  if (LISTS.has(head)) {
    const element = typedValues(world, first, at);
    return element.length > 0 ? [listValue([], element)] : NOTHING;
  }
  const collection = COLLECTIONS.get(head);
  if (collection) {
    const { shape, element: position } = collection;
    const held = args[position];
    const element = held ? typedValues(world, held, at) : NOTHING;
    return element.length > 0 ? [listValue([], element, { shape })] : NOTHING;
  }
  return operationValues(world, head, args, at) ?? NOTHING;
}

function declaredValues(
  world: World,
  declaration: TypeDeclaration,
  types: readonly TSESTree.TypeNode[],
  at: At,
): Values {
  const bound = boundBy(world, declaration, { types, at });
  const { from = at.module } = at;
  switch (declaration.kind) {
    case 'interface':
      return [shapeValue(declaration.node, declaration.module, { bound, from })];
    case 'alias':
      return typedValues(world, declaration.type, { module: declaration.module, from, bound, depth: at.depth });
    case 'class':
      return [typedInstance(declaration.cls, bound, from)];
    case 'outside':
      return [named(result(declaration.name))];
  }
}

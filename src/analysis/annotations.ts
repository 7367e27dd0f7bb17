/**
 * From a written type to the values it allows: `db: Pool` is an instance of that class. Reads annotations only, never a type
 * checker; a type that says nothing about code gives nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { callFunction } from './apply.ts';
import { localValues } from './modules.ts';
import { result } from './names.ts';
import { literalText } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import { instanceValue, listValue, named, NOTHING, shapeValue, union, type Values } from './values.ts';
import type { World } from './world.ts';

/** Types of TypeScript's library whose values are values of their first argument. Awaiting is transparent here as everywhere. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'Promise',
  'PromiseLike',
  'Awaited',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
  'Pick',
  'Omit',
]);
const LISTS: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray']);
const MAX_TYPE_DEPTH = 12;

type TypeLike = TSESTree.TypeNode | TSESTree.TSInterfaceHeritage | TSESTree.TSClassImplements;

/** What a value of this type can be, as far as code goes; nothing when the type does not say. */
export function valuesOfType(world: World, type: TypeLike, module: ModuleUnit, depth = 0): Values {
  if (depth > MAX_TYPE_DEPTH) return NOTHING;
  switch (type.type) {
    case 'TSTypeReference':
      return referenceValues(world, entityPath(type.typeName), type.typeArguments?.params ?? [], module, depth);
    case 'TSInterfaceHeritage':
    case 'TSClassImplements':
      return referenceValues(world, entityPath(type.expression), type.typeArguments?.params ?? [], module, depth);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return union(...type.types.map((item) => valuesOfType(world, item, module, depth + 1)));
    case 'TSTypeOperator':
      return type.typeAnnotation ? valuesOfType(world, type.typeAnnotation, module, depth + 1) : NOTHING;
    case 'TSArrayType': {
      const element = valuesOfType(world, type.elementType, module, depth + 1);
      return element.length > 0 ? [listValue([], element)] : NOTHING;
    }
    case 'TSImportType': {
      const specifier = literalText(type.source);
      const path = type.qualifier ? entityPath(type.qualifier) : [];
      return specifier === undefined ? NOTHING : importedType(world, specifier, path, false, module, depth);
    }
    case 'TSTypeLiteral':
      return [shapeValue(type, module)];
    case 'TSTypeQuery': {
      const path = type.exprName.type === 'TSImportType' ? [] : entityPath(type.exprName);
      return path.length === 1 && path[0] !== undefined ? localValues(world, module, path[0]) : NOTHING;
    }
    default:
      return NOTHING;
  }
}

/** `pg.Pool` as `['pg', 'Pool']`. */
function entityPath(node: TSESTree.Node): readonly string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'TSQualifiedName':
      return [...entityPath(node.left), node.right.name];
    case 'MemberExpression':
      return node.property.type === 'Identifier' ? [...entityPath(node.object), node.property.name] : [];
    default:
      return [];
  }
}

function referenceValues(
  world: World,
  path: readonly string[],
  args: readonly TSESTree.TypeNode[],
  module: ModuleUnit,
  depth: number,
): Values {
  const [head, ...rest] = path;
  if (head === undefined) return NOTHING;
  const [first] = args;
  const declared = rest.length === 0 ? declaredType(world, head, module, depth) : undefined;
  if (declared !== undefined) return declared;
  const entry = module.imports.get(head);
  if (entry) {
    const name = entry.imported === '*' || entry.imported === 'default' ? rest : [entry.imported, ...rest];
    return importedType(world, entry.specifier, name, entry.imported === 'default', module, depth);
  }
  if (rest.length > 0 || first === undefined) return NOTHING;
  if (TRANSPARENT.has(head)) return valuesOfType(world, first, module, depth + 1);
  if (LISTS.has(head)) {
    const element = valuesOfType(world, first, module, depth + 1);
    return element.length > 0 ? [listValue([], element)] : NOTHING;
  }
  const inner = valuesOfType(world, first, module, depth + 1);
  if (head === 'InstanceType') {
    return inner.flatMap((value): Values => {
      if (value.kind === 'class') return [instanceValue(value.cls, value.env, undefined, 0)];
      return value.kind === 'named' ? [named(result(value.name))] : NOTHING;
    });
  }
  if (head === 'ReturnType') {
    return inner.flatMap((value): Values => {
      if (value.kind === 'function') return callFunction(world, value, [], 0).filter((item) => item.kind !== 'unknown');
      return value.kind === 'named' ? [named(result(value.name))] : NOTHING;
    });
  }
  return NOTHING;
}

/** A class, interface or alias of this module; undefined when it declares no such type. */
function declaredType(world: World, name: string, module: ModuleUnit, depth: number): Values | undefined {
  const cls = module.classByName.get(name);
  if (cls) return [instanceValue(cls, undefined, undefined, 0)];
  const declaration = module.types.get(name);
  if (declaration?.type === 'TSInterfaceDeclaration') return [shapeValue(declaration, module)];
  if (declaration) return valuesOfType(world, declaration.typeAnnotation, module, depth + 1);
  return undefined;
}

function importedType(
  world: World,
  specifier: string,
  path: readonly string[],
  isDefault: boolean,
  from: ModuleUnit,
  depth: number,
): Values {
  if (depth > MAX_TYPE_DEPTH) return NOTHING;
  const resolution = world.resolve(specifier, from.path);
  switch (resolution.kind) {
    case 'missing':
      return NOTHING;
    case 'package':
      return [named(result({ module: resolution.name, path }))];
    case 'file': {
      const target = world.module(resolution.path);
      const name = isDefault ? 'default' : path[0];
      return target && name !== undefined ? exportedType(world, target, name, depth + 1) : NOTHING;
    }
  }
}

function exportedType(world: World, module: ModuleUnit, name: string, depth: number): Values {
  if (depth > MAX_TYPE_DEPTH) return NOTHING;
  const entry = module.exports.get(name);
  if (entry?.kind === 'local') {
    const declared = declaredType(world, entry.name, module, depth);
    if (declared) return declared;
    const imported = module.imports.get(entry.name);
    if (!imported) return NOTHING;
    const path = imported.imported === '*' || imported.imported === 'default' ? [] : [imported.imported];
    return importedType(world, imported.specifier, path, imported.imported === 'default', module, depth);
  }
  if (entry?.kind === 'from') {
    return importedType(world, entry.specifier, [entry.imported], entry.imported === 'default', module, depth);
  }
  if (entry?.kind === 'expression') {
    const cls = module.classes.get(entry.node);
    return cls ? [instanceValue(cls, undefined, undefined, 0)] : NOTHING;
  }
  for (const specifier of module.starExports) {
    const resolution = world.resolve(specifier, module.path);
    if (resolution.kind !== 'file') continue;
    const target = world.module(resolution.path);
    const values = target ? exportedType(world, target, name, depth + 1) : NOTHING;
    if (values.length > 0) return values;
  }
  return NOTHING;
}

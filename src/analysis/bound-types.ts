/**
 * What the parameters of a type stand for where it is used: of `Maybe<Clock>`, for the `T` of `type Maybe<T> = T | null` a clock. Reads what is
 * written between the angle brackets, and defaults; leaves out constraints, and what is data.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { typedValues, type At } from './annotations.ts';
import { holdsDataOnly } from './data-types.ts';
import { NOTHING } from './make-values.ts';
import type { TypeDeclaration } from './type-declarations.ts';
import type { ClassUnit, ModuleUnit } from './units.ts';
import type { BoundType, BoundTypes } from './values.ts';
import type { World } from './world.ts';

/** Of a type that holds itself with other arguments (`Tree<T[]>` in `Tree<T>`), the arguments grow for ever; longer keys are not kept. */
const MAX_KEY = 400;

/** The types that stand between the angle brackets, and where. */
export interface TypeArguments {
  readonly types: readonly TSESTree.TypeNode[];
  readonly at: At;
}

/** What the parameters of the declaration stand for; undefined: it has none, or nothing is known of code behind them. */
export function boundBy(world: World, declaration: TypeDeclaration, given: TypeArguments): BoundTypes | undefined {
  switch (declaration.kind) {
    case 'interface':
      return bind(world, declaration.node.typeParameters, declaration.module, given);
    case 'alias': {
      const { parent } = declaration.type;
      const parameters = parent.type === 'TSTypeAliasDeclaration' ? parent.typeParameters : undefined;
      return bind(world, parameters, declaration.module, given);
    }
    case 'class':
      return boundInClass(world, declaration.cls, given);
    case 'outside':
      return undefined;
  }
}

/** The same of a class. */
export function boundInClass(world: World, { node, module }: ClassUnit, given: TypeArguments): BoundTypes | undefined {
  return bind(world, 'typeParameters' in node ? node.typeParameters : undefined, module, given);
}

/** The type parameter that a type names; undefined: it names another type. */
export function boundType(bound: BoundTypes | undefined, type: TSESTree.Node): BoundType | undefined {
  if (!bound || type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  return bound.types.get(type.typeName.name);
}

function bind(
  world: World,
  declared: TSESTree.TSTypeParameterDeclaration | undefined,
  module: ModuleUnit,
  { types, at }: TypeArguments,
): BoundTypes | undefined {
  if (!declared || !world.spend()) return undefined;
  const bound = new Map<string, BoundType>();
  let key = '';
  for (const [index, { name, default: byDefault }] of declared.params.entries()) {
    const type = types[index] ?? byDefault;
    if (!type) continue;
    const place: At = index < types.length ? at : { module, bound: undefined, depth: at.depth };
    const isData = holdsDataOnly(world, type, place.module);
    const values = isData ? NOTHING : typedValues(world, type, place);
    bound.set(name.name, { type, module: place.module, bound: place.bound, values });
    if (isData) continue;
    const said = values.length > 0 ? values.map((value) => value.key).join(',') : keyOfType(type, place);
    key += `${name.name}=${said};`;
  }
  return key === '' || key.length > MAX_KEY ? undefined : { key, types: bound };
}

/** Of what has no values, the place. */
function keyOfType(type: TSESTree.TypeNode, { module, bound }: At): string {
  return `${module.tag}@${String(type.range[0])}${bound ? `<${bound.key}>` : ''}`;
}

/**
 * Types that are made of other types: those of TypeScript's library (`Parameters<typeof load>`, `Extract<Ports, Clock>`), mapped types that keep what each member
 * is, and conditional types of which one branch says something. Leaves out the renaming of members, and conditions that would have to be decided.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { typedValues, type At } from './annotations.ts';
import { constructorOf } from './class-elements.ts';
import { contentsOf } from './collections.ts';
import { callFunction } from './function-calls.ts';
import { LISTS, WHOLE } from './library-types.ts';
import { instanceValue, listValue, named, NOTHING, union } from './make-values.ts';
import { projectAny } from './members.ts';
import { result } from './names.ts';
import { isFunctionNode, parametersOf, type FunctionNode } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { BoundType, BoundTypes, Value, Values } from './values.ts';
import type { World } from './world.ts';
import { functionTypeOf } from './written-types.ts';

const TRANSPARENT: ReadonlySet<string> = new Set(WHOLE);

/** What a type of TypeScript's library gives that takes others apart; undefined: it is none. */
export function operationValues(
  world: World,
  name: string,
  [first, second]: readonly TSESTree.TypeNode[],
  at: At,
): Values | undefined {
  if (!first) return undefined;
  switch (name) {
    case 'InstanceType':
      return typedValues(world, first, at).flatMap(instanceOf);
    case 'ReturnType':
      return resultOf(world, first, at);
    case 'Parameters':
      return parametersOfType(world, first, at);
    case 'ConstructorParameters':
      return typedValues(world, first, at).flatMap((value) => {
        const unit = value.kind === 'class' ? constructorOf(value.cls) : undefined;
        return unit && isFunctionNode(unit.node) ? [parameterList(world, unit.node, unit.module, undefined)] : NOTHING;
      });
    case 'Exclude':
      return second && without(typedValues(world, first, at), typedValues(world, second, at));
    case 'Extract':
      return second && shared(typedValues(world, first, at), typedValues(world, second, at));
    default:
      return undefined;
  }
}

function instanceOf(value: Value): Values {
  if (value.kind === 'class') return [instanceValue(value.cls, value.env, undefined, 0)];
  return value.kind === 'named' ? [named(result(value.name))] : NOTHING;
}

function resultOf(world: World, type: TSESTree.TypeNode, at: At): Values {
  const values = typedValues(world, type, at).flatMap((value): Values => {
    if (value.kind === 'function') return callFunction(world, value, [], 0).filter((item) => item.kind !== 'unknown');
    return value.kind === 'named' ? [named(result(value.name))] : NOTHING;
  });
  if (values.length > 0) return values;
  const signature = functionTypeOf(world, { type, module: at.module, bound: at.bound });
  const given = signature?.node.returnType?.typeAnnotation;
  return signature && given
    ? typedValues(world, given, { ...at, module: signature.module, bound: signature.bound })
    : NOTHING;
}

function parametersOfType(world: World, type: TSESTree.TypeNode, at: At): Values {
  const lists = typedValues(world, type, at).flatMap((value) =>
    value.kind === 'function' && isFunctionNode(value.unit.node)
      ? [parameterList(world, value.unit.node, value.unit.module, undefined)]
      : [],
  );
  if (lists.length > 0) return lists;
  const signature = functionTypeOf(world, { type, module: at.module, bound: at.bound });
  return signature ? [parameterList(world, signature.node, signature.module, signature.bound)] : NOTHING;
}

function parameterList(
  world: World,
  node: Pick<FunctionNode, 'params'>,
  module: ModuleUnit,
  bound: BoundTypes | undefined,
): Value {
  const elements = parametersOf(node).map((parameter) => {
    const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    const type = target.type === 'RestElement' || !('typeAnnotation' in target) ? undefined : target.typeAnnotation;
    return type ? typedValues(world, type.typeAnnotation, { module, bound, depth: 1 }) : NOTHING;
  });
  return listValue(elements, NOTHING);
}

/** What is left; of a type that is written out it is not known what it takes away. */
function without(values: Values, excluded: Values): Values {
  if (excluded.some(({ kind }) => kind === 'shape')) return NOTHING;
  return values.filter(({ key }) => !excluded.some((item) => item.key === key));
}

function shared(values: Values, wanted: Values): Values {
  return values.filter(({ key }) => wanted.some((item) => item.key === key));
}

/** What `{ [K in keyof D]: D[K] }` and `{ [K in keyof D]?: D[K] | undefined }` are: `D`; undefined: it makes something else of the members. */
export function sameMembers({
  constraint,
  key,
  nameType,
  typeAnnotation,
}: TSESTree.TSMappedType): TSESTree.TypeNode | undefined {
  if (nameType || constraint.type !== 'TSTypeOperator' || constraint.operator !== 'keyof') return undefined;
  const source = constraint.typeAnnotation;
  const name = source && nameOf(source);
  return name !== undefined && typeAnnotation && isMember(typeAnnotation, name, key.name) ? source : undefined;
}

function isMember(type: TSESTree.TypeNode, object: string, key: string): boolean {
  switch (type.type) {
    case 'TSIndexedAccessType':
      return nameOf(type.objectType) === object && nameOf(type.indexType) === key;
    case 'TSUnionType':
      return type.types.some((item) => isMember(item, object, key));
    case 'TSTypeReference': {
      const first = type.typeArguments?.params[0];
      return TRANSPARENT.has(nameOf(type, true) ?? '') && first !== undefined && isMember(first, object, key);
    }
    default:
      return false;
  }
}

function nameOf(type: TSESTree.TypeNode, withArguments = false): string | undefined {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  return withArguments || !type.typeArguments ? type.typeName.name : undefined;
}

/** Of `T extends Promise<infer V> ? V : never` what the branches say; of two that say different things nothing is known. */
export function conditionalValues(world: World, type: TSESTree.TSConditionalType, at: At): Values {
  const inferred = inferredIn(
    world,
    type.extendsType,
    { type: type.checkType, values: typedValues(world, type.checkType, at) },
    at,
  );
  const bound = inferred.length > 0 ? withTypes(at.bound, inferred) : at.bound;
  const chosen = typedValues(world, type.trueType, { ...at, bound });
  const other = typedValues(world, type.falseType, at);
  if (chosen.length === 0 || other.length === 0) return union(chosen, other);
  return chosen.every(({ key }) => other.some((item) => item.key === key)) ? other : NOTHING;
}

interface Checked {
  readonly type: TSESTree.TypeNode;
  readonly values: Values;
}

type Inferred = readonly [name: string, type: BoundType];

/** What `infer V` stands for where a pattern meets what is checked. */
function inferredIn(world: World, pattern: TSESTree.TypeNode, checked: Checked, at: At): readonly Inferred[] {
  switch (pattern.type) {
    case 'TSInferType': {
      const { type, values } = checked;
      return [[pattern.typeParameter.name.name, { type, module: at.module, bound: at.bound, values }]];
    }
    case 'TSTypeOperator':
      return pattern.typeAnnotation ? inferredIn(world, pattern.typeAnnotation, checked, at) : [];
    case 'TSArrayType':
      return inferredIn(world, pattern.elementType, elementsOf(world, checked), at);
    case 'TSFunctionType': {
      const given = pattern.returnType?.typeAnnotation;
      return given ? inferredIn(world, given, { ...checked, values: resultOf(world, checked.type, at) }, at) : [];
    }
    case 'TSTypeReference': {
      const name = nameOf(pattern, true) ?? '';
      const first = pattern.typeArguments?.params[0];
      if (!first) return [];
      if (TRANSPARENT.has(name)) return inferredIn(world, first, checked, at);
      return LISTS.has(name) ? inferredIn(world, first, elementsOf(world, checked), at) : [];
    }
    default:
      return [];
  }
}

function elementsOf(world: World, { type, values }: Checked): Checked {
  return { type, values: values.flatMap((value) => (value.kind === 'list' ? contentsOf(world, value) : NOTHING)) };
}

function withTypes(bound: BoundTypes | undefined, inferred: readonly Inferred[]): BoundTypes {
  const said = inferred.map(([name, { values }]) => `${name}=${values.map(({ key }) => key).join(',')};`).join('');
  return { key: `${bound?.key ?? ''}${said}`, types: new Map([...(bound?.types ?? []), ...inferred]) };
}

/** Of `Handlers[keyof Handlers]` any member. */
export function anyMember(world: World, objects: Values): Values {
  return union(...objects.map((value) => projectAny(world, value))).filter(({ kind }) => kind !== 'unknown');
}

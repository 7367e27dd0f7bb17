/**
 * Types whose values hold data and nothing that runs, however deep one looks: `{ sku: string; tags: readonly string[] }`. What is written for
 * a parameter or a result then spares looking for the values. Reads annotations only; whatever is not certain is no such type: a class, a type
 * of a package, a parameter of a type.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { keyParameters } from './key-parameters.ts';
import { LISTS, PICKED, PLAIN, WHOLE } from './library-types.ts';
import { isFunctionNode, parametersOf, unwrap, type Node } from './nodes.ts';
import { entityPath, typeDeclaration } from './type-declarations.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Types that may be looked into for one; more is not certain. */
const MAX_TYPES = 200;

/** Types of TypeScript's library by the argument that says what their values hold. */
const HOLDERS: ReadonlyMap<string, number> = new Map([
  ...[...WHOLE, ...PICKED, ...LISTS].map((name) => [name, 0] as const),
  ['Record', 1],
]);

/** Whether all that a value of the type holds is data. */
export function holdsDataOnly(world: World, type: TSESTree.TypeNode, module: ModuleUnit): boolean {
  let known = world.dataTypes.get(type);
  if (known === undefined) world.dataTypes.set(type, (known = new Walker(world).isData(type, module)));
  return known;
}

/**
 * Which parameters of a function are data by their types; undefined: none, or it makes a difference whether an argument is there.
 */
export function dataParameters(world: World, unit: FunctionUnit): readonly boolean[] | undefined {
  let known = world.dataParameters.get(unit);
  if (known === undefined) world.dataParameters.set(unit, (known = findDataParameters(world, unit)));
  return known.length > 0 ? known : undefined;
}

function findDataParameters(world: World, unit: FunctionUnit): readonly boolean[] {
  const { node, module, defaults } = unit;
  if (!isFunctionNode(node) || defaults.length > 0) return [];
  const parameters = parametersOf(node);
  const answers = parameters.map((parameter) => {
    const type = typeOfParameter(parameter);
    return type !== undefined && holdsDataOnly(world, type, module);
  });
  // Which code runs may depend on a text.
  if (answers.includes(true)) for (const index of keyParameters(world, unit)) answers[index] = false;
  const hasList = parameters.some(({ type }) => type === 'RestElement');
  return !hasList && answers.includes(true) ? answers : [];
}

function typeOfParameter(parameter: TSESTree.Parameter): TSESTree.TypeNode | undefined {
  const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  return pattern.type === 'AssignmentPattern' ? undefined : pattern.typeAnnotation?.typeAnnotation;
}

/**
 * Whether a function gives data by its type, when it is awaited, that is more than what its own text says. What is not awaited may be the options
 * of a call, which count as they are.
 */
export function promisesData(world: World, { node, module, returns }: FunctionUnit): boolean {
  const type = 'async' in node && node.async ? node.returnType?.typeAnnotation : undefined;
  return type !== undefined && holdsDataOnly(world, type, module) && !returns.every(isWrittenOut);
}

/** `{ timeoutSeconds: 5 }` */
function isWrittenOut(expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'ObjectExpression') return node.properties.every(({ type }) => type === 'Property');
  return node.type === 'Literal';
}

class Walker {
  readonly #world: World;
  /** Types that are being looked into, or were. A type that holds itself holds what its other parts hold. */
  readonly #seen = new Set<TSESTree.Node>();

  constructor(world: World) {
    this.#world = world;
  }

  isData(type: TSESTree.TypeNode, module: ModuleUnit): boolean {
    if (PLAIN.has(type.type)) return true;
    switch (type.type) {
      case 'TSArrayType':
        return this.isData(type.elementType, module);
      case 'TSTupleType':
        return type.elementTypes.every((element) => this.isData(element, module));
      case 'TSNamedTupleMember':
        return this.isData(type.elementType, module);
      case 'TSOptionalType':
      case 'TSRestType':
        return this.isData(type.typeAnnotation, module);
      case 'TSTypeOperator':
        return (
          type.operator === 'readonly' && type.typeAnnotation !== undefined && this.isData(type.typeAnnotation, module)
        );
      case 'TSUnionType':
      case 'TSIntersectionType':
        return type.types.every((part) => this.isData(part, module));
      case 'TSTypeLiteral':
        return this.#members(type, type.members, module);
      case 'TSTypeReference':
        return this.#reference(type, module);
      default:
        return false;
    }
  }

  #reference(type: TSESTree.TSTypeReference, module: ModuleUnit): boolean {
    const path = entityPath(type.typeName);
    const args = type.typeArguments?.params ?? [];
    if (isTypeParameter(type, path[0])) return false;
    const declared = typeDeclaration(this.#world, module, path);
    switch (declared?.kind) {
      case 'interface':
        return args.length === 0 && this.#interface(declared.node, declared.module);
      case 'alias':
        return args.length === 0 && this.#once(declared.type.parent, () => this.isData(declared.type, declared.module));
      case undefined: {
        const [only = '', ...rest] = path;
        if (rest.length > 0 || module.imports.has(only)) return false;
        const held = args[HOLDERS.get(only) ?? args.length];
        return held !== undefined && this.isData(held, module);
      }
      default:
        return false;
    }
  }

  #interface(node: TSESTree.TSInterfaceDeclaration, module: ModuleUnit): boolean {
    const bases = node.extends.map((base) => ({
      base,
      found: typeDeclaration(this.#world, module, entityPath(base.expression)),
    }));
    return (
      !module.mergedTypes.has(node.id.name) &&
      bases.every(
        ({ base, found }) =>
          found?.kind === 'interface' && base.typeArguments === undefined && this.#interface(found.node, found.module),
      ) &&
      (bases.length > 0 && node.body.body.length === 0 ? true : this.#members(node, node.body.body, module))
    );
  }

  /** Of an object without a property nothing is said. */
  #members(holder: TSESTree.Node, members: readonly TSESTree.TypeElement[], module: ModuleUnit): boolean {
    return (
      members.length > 0 &&
      this.#once(holder, () =>
        members.every((member) => {
          const isProperty = member.type === 'TSPropertySignature' || member.type === 'TSIndexSignature';
          const type = isProperty ? member.typeAnnotation?.typeAnnotation : undefined;
          return type !== undefined && this.isData(type, module);
        }),
      )
    );
  }

  #once(type: TSESTree.Node, find: () => boolean): boolean {
    if (this.#seen.has(type)) return true;
    if (this.#seen.size >= MAX_TYPES) return false;
    this.#seen.add(type);
    return find();
  }
}

/** Whether the name is one of the parameters of a declaration around it, whatever the module calls so. */
function isTypeParameter(type: Node, name: string | undefined): boolean {
  for (let around = type.parent; around; around = around.parent) {
    const parameters = 'typeParameters' in around ? around.typeParameters?.params : undefined;
    if (parameters?.some((parameter) => parameter.name.name === name)) return true;
  }
  return false;
}

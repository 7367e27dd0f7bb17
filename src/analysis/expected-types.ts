/**
 * The type that an expression is expected to have where it stands: of `const place: Handler = async (context) => …`, `Handler`, and so the types of
 * parameters that have none of their own. Leaves out what calls expect of their arguments.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { isRecord, valuesOfType } from './annotations.ts';
import { certain, sole } from './certain.ts';
import { isFunctionNode, outerOf, parametersOf, staticKey, type Node } from './nodes.ts';
import { indexedType, membersUnder } from './shapes.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import type { BoundTypes } from './values.ts';
import type { World } from './world.ts';
import { functionTypeOf, type Signature, type WrittenType } from './written-types.ts';

/** Literals inside each other. */
const MAX_DEPTH = 4;

/** The type of the parameter at a place, by what the function is expected to be; undefined: nothing says. */
export function expectedParameter(
  world: World,
  { node, module }: FunctionUnit,
  index: number,
): WrittenType | undefined {
  if (!isFunctionNode(node) || node.type === 'FunctionDeclaration') return undefined;
  const expected = expectedOf(world, module, node, 0);
  const signature = expected && signatureOf(world, expected);
  const parameter = signature && parametersOf(signature.node)[index];
  if (!parameter || !('typeAnnotation' in parameter) || parameter.type === 'RestElement') return undefined;
  const type = parameter.typeAnnotation?.typeAnnotation;
  return type && { type, module: signature.module, bound: signature.bound };
}

/** What is expected, and the module in which that is written. */
interface Expected {
  readonly node: TSESTree.TypeNode | TSESTree.TSMethodSignature;
  readonly module: ModuleUnit;
  readonly bound?: BoundTypes | undefined;
}

function expectedOf(world: World, module: ModuleUnit, node: Node, depth: number): Expected | undefined {
  const { parent, child } = outerOf(node);
  switch (parent?.type) {
    case 'VariableDeclarator': {
      const type = parent.id.type === 'Identifier' ? parent.id.typeAnnotation?.typeAnnotation : undefined;
      return type && { node: type, module };
    }
    case 'PropertyDefinition': {
      const type = parent.value === child ? parent.typeAnnotation?.typeAnnotation : undefined;
      return type && { node: type, module };
    }
    case 'Property': {
      const key = parent.value === child ? staticKey(parent.key, parent.computed) : undefined;
      if (key === undefined || parent.parent.type !== 'ObjectExpression' || depth > MAX_DEPTH) return undefined;
      const owner = expectedOf(world, module, parent.parent, depth + 1);
      return owner && memberOf(world, owner, key);
    }
    default:
      return undefined;
  }
}

function memberOf(world: World, { node, module, bound }: Expected, key: string): Expected | undefined {
  if (node.type === 'TSMethodSignature') return undefined;
  if (node.type === 'TSTypeReference' && isRecord(node, module)) {
    const type = indexedType(node);
    return type && { node: type, module, bound };
  }
  const shape = certain(valuesOfType(world, node, module, bound), 'shape');
  if (!shape) return undefined;
  const member = sole(membersUnder(shape, key));
  if (member?.type === 'TSMethodSignature') return { node: member, module: shape.module, bound: shape.bound };
  const named = member?.type === 'TSPropertySignature' ? member.typeAnnotation?.typeAnnotation : undefined;
  const type = named ?? (member ? undefined : indexedType(shape.node));
  return type && { node: type, module: shape.module, bound: shape.bound };
}

function signatureOf(world: World, { node, module, bound }: Expected): Signature | undefined {
  return node.type === 'TSMethodSignature'
    ? { node, module, bound }
    : functionTypeOf(world, { type: node, module, bound });
}

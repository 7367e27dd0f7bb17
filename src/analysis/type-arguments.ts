/**
 * What a type parameter of a base class stands for in a class that extends it: of `class Kernel<S> { services: S }`, `S` in
 * `class ShopKernel extends Kernel<ShopServices>`. Reads what is written in `extends`; leaves out defaults and constraints.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { valuesOfType } from './annotations.ts';
import type { ClassUnit } from './units.ts';
import { NOTHING } from './make-values.ts';
import type { Values } from './values.ts';
import type { World } from './world.ts';

/**
 * The values of a member's written type, when that is a type parameter of its class.
 *
 * @param chain the class of the object, its base class, and so on to the class that has the member
 */
export function valuesOfTypeParameter(world: World, type: TSESTree.TypeNode, chain: readonly ClassUnit[]): Values {
  let wanted: TSESTree.TypeNode | undefined = type;
  for (const [level, cls] of [...chain.entries()].reverse()) {
    const position: number = wanted ? positionOf(cls, wanted) : -1;
    if (position < 0) return level === chain.length - 1 || !wanted ? NOTHING : valuesOfType(world, wanted, cls.module);
    const derived = chain[level - 1];
    wanted = derived && classNode(derived)?.superTypeArguments?.params[position];
  }
  return NOTHING;
}

/** Which of the class's type parameters the type names; -1: none. */
function positionOf(cls: ClassUnit, type: TSESTree.TypeNode): number {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return -1;
  const { name } = type.typeName;
  return classNode(cls)?.typeParameters?.params.findIndex((parameter) => parameter.name.name === name) ?? -1;
}

function classNode({ node }: ClassUnit): TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression' ? node : undefined;
}

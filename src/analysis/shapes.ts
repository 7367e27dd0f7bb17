/** What the type of an object says of its members: those that it names, and the type that all others have. */
import type { TSESTree } from '@typescript-eslint/types';

import { staticKey } from './nodes.ts';
import type { ShapeValue } from './values.ts';

/** The members that are written under a key. */
export function membersUnder({ node }: ShapeValue, key: string): readonly TSESTree.TypeElement[] {
  return elementsOf(node).filter((element) => 'key' in element && staticKey(element.key, element.computed) === key);
}

/** The type of members that are not named: of `{ [name: string]: Handler }`, `{ [Name in Event]: Handler }` and `Record<string, Handler>`, `Handler`. */
export function indexedType(node: ShapeValue['node']): TSESTree.TypeNode | undefined {
  switch (node.type) {
    case 'TSMappedType':
      return node.typeAnnotation;
    case 'TSTypeReference':
      return node.typeArguments?.params[1];
    default:
      return elementsOf(node).find((element) => element.type === 'TSIndexSignature')?.typeAnnotation?.typeAnnotation;
  }
}

function elementsOf(node: ShapeValue['node']): readonly TSESTree.TypeElement[] {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
      return node.body.body;
    case 'TSTypeLiteral':
      return node.members;
    default:
      return [];
  }
}

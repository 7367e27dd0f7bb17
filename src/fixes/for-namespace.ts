/** `import { Error }` becomes `import { Error as DBOSErrors }`; members of the namespace follow, the bare name means the global again. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Intent, Repair } from './repair.ts';

const NAMES = ['DBOSErrors', 'DBOSErrorNamespace'];

/**
 * @param references every use of the name in the file
 * @param statics members of the global class itself
 */
export function namespaceRepair(
  specifier: TSESTree.ImportSpecifier,
  references: readonly TSESTree.Node[],
  isFree: (name: string) => boolean,
  statics: ReadonlySet<string>,
): Repair | undefined {
  const name = NAMES.find(isFree);
  if (name === undefined) return undefined;
  const intents: Intent[] = [{ kind: 'replace', node: specifier, code: `${specifier.local.name} as ${name}` }];
  let isCertain = true;
  for (const node of references) {
    const use = useOf(node, statics);
    if (use === 'exported') return undefined;
    if (use === 'unknown') isCertain = false;
    if (use === 'namespace') intents.push({ kind: 'replace', node, code: name });
  }
  return { safety: isCertain ? 'fix' : 'suggest', steps: 0, intents };
}

/** What a use of the name means: a class in the namespace, or the global class. */
function useOf(node: TSESTree.Node, statics: ReadonlySet<string>): 'namespace' | 'global' | 'exported' | 'unknown' {
  const { parent } = node;
  switch (parent?.type) {
    case 'MemberExpression': {
      if (parent.object !== node || parent.computed || parent.property.type !== 'Identifier') return 'unknown';
      return statics.has(parent.property.name) ? 'global' : 'namespace';
    }
    case 'TSQualifiedName':
      return 'namespace';
    case 'NewExpression':
    case 'CallExpression':
      return parent.callee === node ? 'global' : 'unknown';
    case 'BinaryExpression':
      return parent.operator === 'instanceof' ? 'global' : 'unknown';
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'TSTypeReference':
      return 'global';
    case 'ExportSpecifier':
    case 'Property':
      return 'exported';
    default:
      return 'unknown';
  }
}

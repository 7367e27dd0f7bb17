/** Names for what is registered without one: that of the variable or property that keeps it. */
import type { TSESTree } from '@typescript-eslint/types';

import type { NamedRegistration } from '../analysis/registered-names.ts';
import type { Repair } from './repair.ts';
import { offerOption } from './write-option.ts';

/** Undefined: nothing keeps it, or it has no place for a name. */
export function registeredNameRepair({ node, option }: NamedRegistration): Repair | undefined {
  const name = option && node.type === 'CallExpression' ? nameOfHolder(node) : undefined;
  return name === undefined || !option ? undefined : offerOption(node, option, `'${name}'`);
}

/** `const place = register(…)`, `{ place: register(…) }`, `static place = register(…)`, `place = register(…)` */
function nameOfHolder(call: TSESTree.Node): string | undefined {
  let node: TSESTree.Node = call;
  while (node.parent?.type === 'TSAsExpression' || node.parent?.type === 'TSSatisfiesExpression') node = node.parent;
  const { parent } = node;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'Property':
    case 'PropertyDefinition':
      return parent.value === node && !parent.computed && parent.key.type === 'Identifier'
        ? parent.key.name
        : undefined;
    case 'AssignmentExpression': {
      const { left } = parent;
      if (left.type === 'Identifier') return left.name;
      return left.type === 'MemberExpression' && left.property.type === 'Identifier' && !left.computed
        ? left.property.name
        : undefined;
    }
    default:
      return undefined;
  }
}

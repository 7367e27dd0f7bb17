/** Where a queue that is an object can be given by its name instead: `queueName: emails.name`, `listenQueues: [emails]`. */
import type { TSESTree } from '@typescript-eslint/types';

import type { FormUse, Form } from '../analysis/form-uses.ts';
import { keyOf } from '../syntax/keys.ts';
import { quoted, styleOf } from '../syntax/print.ts';
import { manual, type Migration, type MigrationSite } from './migration.ts';
import type { Intent } from './repair.ts';

/** The node that the queue's name takes the place of; undefined: more than its name is used. */
export function namePlace(
  identifier: TSESTree.Identifier | TSESTree.JSXIdentifier,
  { recipes }: MigrationSite,
): TSESTree.Node | undefined {
  const { parent } = identifier;
  if (parent.type === 'MemberExpression') {
    const isName =
      parent.object === identifier &&
      !parent.computed &&
      parent.property.type === 'Identifier' &&
      parent.property.name === recipes.queue.nameProperty;
    return isName && !parent.optional ? parent : undefined;
  }
  const list = parent.type === 'ArrayExpression' ? parent.parent : undefined;
  const isListed = list?.type === 'Property' && recipes.queue.lists.includes(keyOf(list) ?? '');
  return isListed ? identifier : undefined;
}

/** A queue of another file is called by its name, in all of this file at once; then its import goes. */
export function nameImportedQueue({ node, object }: FormUse<Form>, site: MigrationSite): Migration | undefined {
  if (object === undefined || node.type !== 'Identifier') return undefined;
  const { argument, uses, specifier, isUsedOtherwise, path } = object;
  const where = `\`${site.relative(path)}\` makes it`;
  if (argument === undefined) return manual(`${where}, under a name that is not known here.`);
  if (!namePlace(node, site)) return manual(`${where}, and it is used here in another way than by its name.`);
  const places = uses.flatMap((use) => namePlace(use, site) ?? []);
  const code = quoted(argument, styleOf(site.text, site.program));
  const names: readonly Intent[] = places.map((place) => ({ kind: 'replace', node: place, code }));
  const isAll = places.length === uses.length && !isUsedOtherwise;
  return { kind: 'rewrite', intents: [...names, ...(isAll ? withoutName(specifier) : [])], agree: true };
}

/** The file is still loaded, for whatever else it does. */
function withoutName(specifier: TSESTree.Node): readonly Intent[] {
  const declaration = specifier.parent;
  if (specifier.type !== 'ImportSpecifier' || declaration?.type !== 'ImportDeclaration') return [];
  if (declaration.specifiers.length > 1) return [{ kind: 'remove-import', specifier }];
  const from = declaration.source.range[1];
  const rest = declaration.range[1] > from ? ';' : '';
  return [{ kind: 'compose', node: declaration, parts: ['import ', declaration.source, rest] }];
}

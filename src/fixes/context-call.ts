/** A call that set several parts of the context becomes the call that sets just the part that it was used for. */
import type { TSESTree } from '@typescript-eslint/types';

import { manual, propertiesOf, type Migration, type MigrationSite } from './migration.ts';

export function callInContext(mention: TSESTree.Node, { recipes }: MigrationSite): Migration {
  const call = mention.parent;
  if (call?.type !== 'CallExpression' || call.callee !== mention || call.arguments.length !== 2) {
    return manual('It is not called where it is named.');
  }
  const [options, callback] = call.arguments;
  const properties = propertiesOf(options);
  if (!properties || !callback) return manual('Its options are not written out.');
  const fitting = recipes.contexts.find(
    ({ keys }) => keys.length === properties.size && keys.every((key) => properties.has(key)),
  );
  if (!fitting) return manual('It sets several parts of the context: nest one call for each.');
  const values = new Map<string, TSESTree.Node>([['$C', callback]]);
  fitting.keys.forEach((key, index) => {
    const property = properties.get(key);
    if (property) values.set(`$${String(index + 1)}`, property.value);
  });
  const parts = fitting.code.split(/(\$\d|\$C)/u).map((part) => values.get(part) ?? part);
  return { kind: 'rewrite', intents: [{ kind: 'compose', node: call, parts }], agree: true };
}

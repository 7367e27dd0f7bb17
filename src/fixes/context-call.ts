/** A call that set several parts of the context becomes the call that sets just the part that it was used for, or one in the other. */
import type { TSESTree } from '@typescript-eslint/types';

import type { Recipes } from '../knowledge/facts/migration.ts';
import { manual, propertiesOf, type Migration, type MigrationSite } from './migration.ts';

type Context = Recipes['contexts'][number];
type Part = string | TSESTree.Node;
type Properties = NonNullable<ReturnType<typeof propertiesOf>>;

/** @param mention the callee of the call */
export function callInContext(mention: TSESTree.Node, { recipes }: MigrationSite): Migration {
  const call = mention.parent;
  if (call?.type !== 'CallExpression' || call.callee !== mention || call.arguments.length !== 2) {
    return manual('It is not called where it is named.');
  }
  const [options, callback] = call.arguments;
  const properties = propertiesOf(options);
  if (!properties || !callback) return manual('Its options are not written out.');
  const chosen = contextsFor(recipes.contexts, properties);
  if (!chosen) return manual('It sets parts of the context that no call sets.');
  const [, ...inner] = chosen;
  if (inner.some(({ keys }) => keys.some((key) => !isSteady(properties.get(key)?.value)))) {
    return manual('It sets several parts of the context: nest one call for each.');
  }
  const parts = partsOf(chosen, properties, callback);
  return { kind: 'rewrite', intents: [{ kind: 'compose', node: call, parts }], agree: true };
}

/** The calls that set what is set, and nothing else. */
function contextsFor(contexts: readonly Context[], properties: Properties): readonly Context[] | undefined {
  const left = new Set(properties.keys());
  const chosen = contexts.filter(({ keys }) => {
    const fits = keys.every((key) => left.has(key));
    if (fits) keys.forEach((key) => left.delete(key));
    return fits;
  });
  return chosen.length > 0 && left.size === 0 ? chosen : undefined;
}

/** `withAuthedContext(user, roles, () => withNextWorkflowID(id, callback))` */
function partsOf([context, ...inner]: readonly Context[], properties: Properties, callback: TSESTree.Node): Part[] {
  if (!context) return [callback];
  const innermost = inner.length === 0;
  return context.code.split(/(\$\d|\$C)/u).flatMap((part): Part[] => {
    if (part === '$C') return [...(innermost ? [] : ['() => ']), ...partsOf(inner, properties, callback)];
    const key = part.startsWith('$') ? context.keys[Number(part.slice(1)) - 1] : undefined;
    return [(key !== undefined && properties.get(key)?.value) || part];
  });
}

/** In a function that is called at once, it means the same. */
function isSteady(value: TSESTree.Node | undefined): boolean {
  switch (value?.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
      return true;
    case 'MemberExpression':
      return !value.computed && isSteady(value.object);
    default:
      return false;
  }
}

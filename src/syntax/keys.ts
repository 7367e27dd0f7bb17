/** Keys of object literals, as they are written. */
import type { TSESTree } from '@typescript-eslint/types';

/** `a`, `'a'`, `['a']`; undefined for a key that is computed. */
export function keyOf({ key, computed }: TSESTree.Property): string | undefined {
  if (key.type === 'Literal') return String(key.value);
  return !computed && key.type === 'Identifier' ? key.name : undefined;
}

/** The property with the key; undefined when there is none, or a spread or a computed key may hide it. */
export function propertyOf(object: TSESTree.ObjectExpression, key: string): TSESTree.Property | undefined {
  return object.properties.find(
    (property): property is TSESTree.Property => property.type === 'Property' && keyOf(property) === key,
  );
}

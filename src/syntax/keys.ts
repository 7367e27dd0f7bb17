/** Keys of object literals, as they are written. */
import type { TSESTree } from '@typescript-eslint/types';

/** `a`, `'a'`, `['a']`; undefined for a key that is computed. */
export function keyOf({ key, computed }: TSESTree.Property): string | undefined {
  if (key.type === 'Literal') return String(key.value);
  return !computed && key.type === 'Identifier' ? key.name : undefined;
}

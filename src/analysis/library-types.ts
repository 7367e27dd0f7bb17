/** Types that are known without a declaration: those of TypeScript's library that say something of their arguments only, and those of plain values. */

/** Their values are those of the first argument. Awaiting is transparent here as everywhere. */
export const WHOLE: readonly string[] = [
  'Promise',
  'PromiseLike',
  'Awaited',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
];
/** Their values are a part of those of the first argument. */
export const PICKED: readonly string[] = ['Pick', 'Omit'];
/** Their values hold those of the first argument. */
export const LISTS: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray']);
/** Their values hold those of the argument at this position. */
export const COLLECTIONS: ReadonlyMap<string, { readonly shape: 'map' | 'set'; readonly element: number }> = new Map([
  ['Map', { shape: 'map', element: 1 }],
  ['ReadonlyMap', { shape: 'map', element: 1 }],
  ['WeakMap', { shape: 'map', element: 1 }],
  ['Set', { shape: 'set', element: 0 }],
  ['ReadonlySet', { shape: 'set', element: 0 }],
]);

/** Types of values that hold nothing, by their nodes. */
export const PLAIN: ReadonlySet<string> = new Set([
  'TSStringKeyword',
  'TSNumberKeyword',
  'TSBooleanKeyword',
  'TSBigIntKeyword',
  'TSVoidKeyword',
  'TSNullKeyword',
  'TSUndefinedKeyword',
  'TSLiteralType',
  'TSTemplateLiteralType',
]);

/** Types of TypeScript's library that say nothing of their own, only of their arguments. */

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

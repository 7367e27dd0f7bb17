/** The names by which ECMAScript, Node and the web call the object that holds all globals. */
export const globalObjects: ReadonlySet<string> = new Set(['globalThis', 'global', 'window', 'self']);

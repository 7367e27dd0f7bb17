/** Symbols as keys: those of the language (`Symbol.iterator`), those of a text, and each that the program makes, by the place where it does. */
import { GLOBAL, type Name } from './names.ts';
import { named, type NamedValue } from './values.ts';

const SYMBOL = 'Symbol';

/** @param identity equal for equal symbols, and no name of a symbol of the language */
export function symbolOf(identity: string): NamedValue {
  return named({ module: GLOBAL, path: [SYMBOL, identity] });
}

/** The key that a symbol is; undefined when the name is none of one. */
export function symbolKey({ module, path }: Name): string | undefined {
  const [head, name, ...others] = path;
  const isSymbol = module === GLOBAL && head === SYMBOL && name?.endsWith('()') === false && others.length === 0;
  return isSymbol ? wellKnown(name) : undefined;
}

/** The key of a symbol of the language, by its name: `iterator`. */
export function wellKnown(name: string): string {
  return `@@${name}`;
}

/** Symbols as keys: those of the language (`Symbol.iterator`), those of a text, and each that the program makes, by the place where it does. */
import { GLOBAL } from './names.ts';
import { literalValue, named } from './make-values.ts';
import type { NamedValue } from './values.ts';

const SYMBOL = 'Symbol';

/** @param identity equal for equal symbols, and no name of a symbol of the language */
export function symbolOf(identity: string): NamedValue {
  return named({ module: GLOBAL, path: [`${SYMBOL}()`] }, [literalValue(identity)]);
}

/** The key that a symbol is; undefined when the value is none. */
export function symbolKey({ name: { module, path }, carries }: NamedValue): string | undefined {
  const [head, name, ...others] = path;
  if (module !== GLOBAL || others.length > 0) return undefined;
  if (head === SYMBOL) return name === undefined || name.endsWith('()') ? undefined : wellKnown(name);
  const [identity] = carries;
  const isMade = head === `${SYMBOL}()` && name === undefined && identity?.kind === 'literal';
  return isMade ? wellKnown(String(identity.value)) : undefined;
}

/** The key of a symbol of the language, by its name: `iterator`. */
export function wellKnown(name: string): string {
  return `@@${name}`;
}

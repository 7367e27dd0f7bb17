/** The specifiers that a text imports, without parsing it whole. */
import { parse } from 'es-module-lexer/js';

/**
 * Every module that the text loads, types left out; undefined when only a parser can tell: the text is CommonJS, or no lexer gets
 * through it.
 */
export function specifiersIn(text: string): readonly string[] | undefined {
  if (text.includes('require(')) return undefined;
  try {
    const [imports] = parse(text);
    return imports.flatMap((item) =>
      item.specifier === undefined || item.specifier === null || ('typeOnly' in item && item.typeOnly)
        ? []
        : [item.specifier],
    );
  } catch {
    return undefined;
  }
}

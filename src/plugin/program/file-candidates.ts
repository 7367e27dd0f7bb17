/** The files that an import of a path can mean, as TypeScript, its emitted code and the bundlers look for them. */

/** In the order in which they are tried behind a path without an ending. Declarations last: they are never opened. */
export const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts'] as const;

/** What an ending that is written may stand for: TypeScript's sources are imported by the name of what is made from them. */
export const EXTENSION_ALIASES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx', '.d.ts'],
  '.mjs': ['.mts', '.mjs', '.d.mts'],
  '.cjs': ['.cts', '.cjs', '.d.cts'],
};

/** Paths to try for a path as it is written, likeliest first. */
export function* fileCandidates(path: string): Generator<string, void, undefined> {
  const [ending] = /\.[cm]?jsx?$/.exec(path) ?? [];
  const aliases = ending === undefined ? [] : (EXTENSION_ALIASES[ending] ?? []);
  for (const alias of aliases) yield path.slice(0, -(ending?.length ?? 0)) + alias;
  yield path;
  for (const extension of EXTENSIONS) yield path + extension;
  for (const extension of EXTENSIONS) yield `${path.replace(/\/$/, '')}/index${extension}`;
}

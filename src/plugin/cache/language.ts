/** How a config has a file parsed, as a text: what was found in one tree holds for an equal one only. */
/** What a linter says of it: ESLint 8 with `.eslintrc` has no `languageOptions`, and later versions nothing but these. */
interface Context {
  readonly languageOptions?: object | undefined;
  readonly parserPath?: string | undefined;
  readonly parserOptions?: unknown;
}

/** Undefined where it cannot be told, since the parser does not say what it is. */
export function languageOf(context: Context): string | undefined {
  const options = context.languageOptions;
  if (options === undefined || Object.keys(options).length === 0) {
    const path = context.parserPath;
    return path && `${path} ${JSON.stringify(plain(context.parserOptions))}`;
  }
  // Which names are global changes no tree, and there may be thousands.
  const { parser, globals: _, ...others } = options as Readonly<Record<string, unknown>>;
  const name = parser === undefined ? undefined : nameOf(parser);
  return name && `${name} ${JSON.stringify(plain(others))}`;
}

function nameOf(parser: unknown): string | undefined {
  const { meta, name, version } = parser as Readonly<Record<string, unknown>>;
  const said = (typeof meta === 'object' && meta !== null ? meta : { name, version }) as {
    name?: unknown;
    version?: unknown;
  };
  return typeof said.name === 'string' && typeof said.version === 'string' ? `${said.name}@${said.version}` : undefined;
}

/** Deeper than any option that changes a tree: a program that was made by hand holds the whole project. */
const MAX_DEPTH = 3;

/** Texts, numbers and truth values, and the objects and lists that hold them; of anything else its kind. */
function plain(value: unknown, depth = 0): unknown {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth === MAX_DEPTH) return typeof value;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)]));
}

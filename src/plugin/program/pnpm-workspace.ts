/**
 * The two shapes of `pnpm-workspace.yaml` that resolution needs: the list of packages and the catalogs. Not a YAML reader: what is
 * written in another way than people and tools write these two is not seen.
 *
 * ```yaml
 * packages:
 *   - 'packages/*'
 *   - "!packages/old" # a comment
 * catalog:
 *   react: ^18.2.0
 * catalogs:
 *   next: { react: ^19.0.0 }
 * ```
 */

export interface PnpmWorkspace {
  readonly packages: readonly string[];
  /** Version ranges by package, by the name of the catalog; `default` is the one without a name. */
  readonly catalogs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** Reads the lines that are in the form above; others are passed over. */
export function parsePnpmWorkspace(yaml: string): PnpmWorkspace {
  const lines = linesOf(yaml);
  const catalogs: Record<string, Readonly<Record<string, string>>> = {};
  let packages: readonly string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.indent > 0) continue;
    const [key, value] = pairOf(line.text) ?? [];
    const below = linesBelow(lines, index);
    if (key === 'packages') packages = listOf(value ?? '', below);
    if (key === 'catalog') catalogs['default'] = mapOf(value ?? '', below);
    if (key === 'catalogs') Object.assign(catalogs, mapsOf(below));
  }
  return { packages, catalogs };
}

function linesOf(yaml: string): readonly Line[] {
  return yaml
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => {
      const text = withoutComment(line).trimEnd();
      return { indent: text.length - text.trimStart().length, text: text.trim() };
    })
    .filter(({ text }) => text !== '' && text !== '---' && !text.startsWith('%'));
}

/** A `#` starts a comment at the beginning and behind a blank, but not in quotes. Quotes that do not close reach to the end. */
function withoutComment(line: string): string {
  const [kept = ''] = /^(?:"(?:[^"\\]|\\.?)*(?:"|$)|'[^']*(?:'|$)|[^#\s"']#*|\s(?!#))*/.exec(line) ?? [];
  return kept;
}

/** The lines that belong to the key on line `index`: those further in, and list items beside it. */
function linesBelow(lines: readonly Line[], index: number): readonly Line[] {
  const own = lines[index]?.indent ?? 0;
  const rest = lines.slice(index + 1);
  const end = rest.findIndex(({ indent, text }) => indent < own || (indent === own && !/^-(?:\s|$)/.test(text)));
  return end === -1 ? rest : rest.slice(0, end);
}

function listOf(value: string, below: readonly Line[]): readonly string[] {
  const text = [value, ...below.map((line) => line.text)].join(' ').trim();
  if (text.startsWith('[')) return itemsIn(text).map(scalarOf);
  return below.flatMap((line) => (line.text.startsWith('- ') ? [scalarOf(line.text.slice(2))] : []));
}

function mapOf(value: string, below: readonly Line[]): Readonly<Record<string, string>> {
  const text = [value, ...below.map((line) => line.text)].join(' ').trim();
  const pairs = text.startsWith('{') ? itemsIn(text) : below.map((line) => line.text);
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const [key, range] = pairOf(pair) ?? [];
      return key === undefined || range === undefined || range === '' ? [] : [[key, scalarOf(range)]];
    }),
  );
}

function mapsOf(below: readonly Line[]): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const indent = below[0]?.indent ?? 0;
  return Object.fromEntries(
    below.flatMap((line, index) => {
      const [name, value = ''] = (line.indent === indent ? pairOf(line.text) : undefined) ?? [];
      return name === undefined ? [] : [[name, mapOf(value, linesBelow(below, index))]];
    }),
  );
}

/** What stands between the outer brackets of a flow list or map, comma by comma. */
function itemsIn(text: string): readonly string[] {
  const inner = text.slice(1).replace(/[\]}]\s*$/, '');
  const items = inner.match(/(?:"(?:[^"\\]|\\.?)*(?:"|$)|'[^']*(?:'|$)|[^,"'])+/g) ?? [];
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

/** `key: value`, either of them in quotes or not. */
function pairOf(text: string): readonly [key: string, value: string] | undefined {
  const [, key, value] = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s:'"][^:]*?)\s*:(?:\s+(.*))?$/.exec(text) ?? [];
  return key === undefined ? undefined : [scalarOf(key), value?.trim() ?? ''];
}

function scalarOf(text: string): string {
  const trimmed = text.trim();
  const [, double, single] = /^(?:"(.*)"|'(.*)')$/.exec(trimmed) ?? [];
  return double?.replace(/\\(.)/g, '$1') ?? single?.replaceAll("''", "'") ?? trimmed;
}

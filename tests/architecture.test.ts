/** Holds the source against docs/architecture.md: the arrows of its table, and the laws below it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { TSESTree } from '@typescript-eslint/types';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

interface SourceFile {
  /** Path below `src`, with forward slashes. */
  readonly path: string;
  readonly nodes: readonly TSESTree.Node[];
  readonly text: string;
}

interface Import {
  /** A path below `src` without its ending, or a package's specifier. */
  readonly target: string;
  readonly typesOnly: boolean;
  readonly line: number;
}

interface Row {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const files = sourceFiles();
const table = readTable();

describe('imports', () => {
  it('has a row for every folder and none for others', () => {
    expect([...table.keys()].sort()).toEqual([...new Set(files.map(({ path }) => folderOf(path)))].sort());
  });

  it.each(files)('$path imports only what its folder may', (file) => {
    const row = table.get(folderOf(file.path));
    const forbidden = importsOf(file).filter(({ target, typesOnly }) => {
      if (folderOf(target) === folderOf(file.path)) return false;
      return !allows(row?.values ?? [], target) && !(typesOnly && allows(row?.types ?? [], target));
    });
    expect(forbidden.map(({ target, line }) => `line ${line}: ${target}`)).toEqual([]);
  });

  it.each(files)('$path loads neither TypeScript nor ESLint', (file) => {
    const loaded = importsOf(file).filter(({ typesOnly }) => !typesOnly);
    expect(
      loaded.filter(({ target }) => /^(?:typescript|eslint|@typescript-eslint\/utils)(?:\/|$)/u.test(target)),
    ).toEqual([]);
  });
});

describe('names of SDKs, Node and packages', () => {
  const pure = files.filter(({ path }) => /^(?:analysis|rules|fixes|syntax)\//u.test(path));

  it.each(pure)('$path has none', ({ nodes }) => {
    const imported = new Set(nodes.map((node) => ('source' in node && node.source !== null ? node.source : undefined)));
    const texts = nodes.flatMap((node) => {
      if (node.type === 'Literal' && typeof node.value === 'string' && !imported.has(node)) return [node.value];
      return node.type === 'TemplateElement' ? [node.value.raw] : [];
    });
    expect(texts.filter((text) => /@dbos-inc|\bDBOS\b|\bnode:[a-z]|@temporalio|\brestate\b/u.test(text))).toEqual([]);
  });
});

describe('pure folders', () => {
  const pure = files.filter(({ path }) => /^(?:analysis|rules|fixes)\//u.test(path));

  it.each(pure)('$path never catches', ({ nodes }) => {
    expect(nodes.filter(({ type }) => type === 'TryStatement').map(lineOf)).toEqual([]);
  });

  it.each(files)('$path has no state of the module', ({ nodes }) => {
    const [program] = nodes;
    const statements = program?.type === 'Program' ? program.body : [];
    const declarations = statements.flatMap((statement) => {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      return declaration?.type === 'VariableDeclaration' ? [declaration] : [];
    });
    expect(declarations.filter(({ kind }) => kind === 'let' || kind === 'var').map(lineOf)).toEqual([]);
  });
});

function sourceFiles(): readonly SourceFile[] {
  const source = join(root, 'src');
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names.sort().map((name) => {
    const text = readFileSync(join(source, name), 'utf8');
    const { program, errors } = parseSync(name, text, { lang: 'ts', astType: 'ts', range: true });
    if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message ?? ''}`);
    // The tree has the shape of typescript-estree's, as the option says; only its type comes from another package.
    return {
      path: name.replaceAll('\\', '/'),
      text,
      nodes: [...nodesBelow(program as unknown as TSESTree.Node, text)],
    };
  });
}

function* nodesBelow(node: TSESTree.Node, text: string): Generator<TSESTree.Node> {
  yield Object.assign(node, { line: text.slice(0, node.range[0]).split('\n').length });
  for (const key of visitorKeys[node.type] ?? []) {
    const children: unknown = Reflect.get(node, key);
    for (const child of [children].flat()) if (isNode(child)) yield* nodesBelow(child, text);
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}

function lineOf(node: TSESTree.Node): string {
  return `line ${String(Reflect.get(node, 'line'))}`;
}

function importsOf({ path, nodes }: SourceFile): readonly Import[] {
  return nodes.flatMap((node) => {
    const found = importOf(node);
    if (found === undefined) return [];
    const { specifier, typesOnly } = found;
    const target = specifier.startsWith('.') ? posix.join(dirname(path), specifier).replace(/\.ts$/u, '') : specifier;
    return [{ target, typesOnly, line: Number(Reflect.get(node, 'line')) }];
  });
}

function importOf(node: TSESTree.Node): { specifier: string; typesOnly: boolean } | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: node.source.value, typesOnly: node.importKind === 'type' };
    case 'ExportAllDeclaration':
      return { specifier: node.source.value, typesOnly: node.exportKind === 'type' };
    case 'ExportNamedDeclaration':
      return node.source === null ? undefined : { specifier: node.source.value, typesOnly: node.exportKind === 'type' };
    case 'ImportExpression':
      // What is not a literal cannot be checked, so it is an arrow that no row allows.
      return { specifier: node.source.type === 'Literal' ? String(node.source.value) : '?', typesOnly: false };
    case 'TSImportType':
      return { specifier: node.source.value, typesOnly: true };
    default:
      return undefined;
  }
}

/** `analysis` of `analysis/names`; a file directly in `src` stands for itself. */
function folderOf(path: string): string {
  return /^[^/]+(?=\/)/u.exec(path)?.[0] ?? path;
}

/** An entry allows the file or folder that it names, everything below it, and, for a scope, all of its packages. */
function allows(entries: readonly string[], target: string): boolean {
  return entries.some((entry) => entry === 'everything' || target === entry || target.startsWith(`${entry}/`));
}

function readTable(): ReadonlyMap<string, Row> {
  const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| `/u.test(line));
  return new Map(
    rows.map((row) => {
      const [folder = '', values = '', types = ''] = row.split('|').slice(1, -1);
      return [entriesOf(folder)[0] ?? '', { values: entriesOf(values), types: entriesOf(types) }];
    }),
  );
}

function entriesOf(cell: string): readonly string[] {
  return cell.trim() === 'everything'
    ? ['everything']
    : Array.from(cell.matchAll(/`([^`]+)`/gu), ([, entry = '']) => entry);
}

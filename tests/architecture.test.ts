/** Holds the source against docs/architecture.md: the arrows of its table, and the laws below it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { TSESTree } from '@typescript-eslint/types';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

import { hostEffects } from '../src/knowledge/host/index.ts';
import { packageEffects } from '../src/knowledge/packages/index.ts';
import { engine } from '../src/plugin/knowledge.ts';
import { spelled } from './knowledge/grammar.ts';

const root = join(import.meta.dirname, '..');

const SDK_NAME = /@dbos-inc|\bDBOS\b|\bnode:[a-z]|@temporalio|\brestate\b/u;

interface SourceFile {
  /** Path below `src`, with forward slashes. */
  readonly path: string;
  readonly nodes: readonly TSESTree.Node[];
  readonly text: string;
}

interface Import {
  /** A path below `src` without its ending, one below the root such as `package.json`, or a package's specifier. */
  readonly target: string;
  readonly typesOnly: boolean;
  readonly place: string;
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

  it('go only where the row of their folder allows', () => {
    const forbidden = files.flatMap((file) => {
      const row = table.get(folderOf(file.path));
      return importsOf(file).filter(({ target, typesOnly }) => {
        if (folderOf(target) === folderOf(file.path)) return false;
        return !allows(row?.values ?? [], target) && !(typesOnly && allows(row?.types ?? [], target));
      });
    });
    expect(forbidden.map(({ place, target }) => `${place} ${target}`)).toEqual([]);
  });

  it('load neither TypeScript nor ESLint', () => {
    const loaded = files.flatMap(importsOf).filter(({ typesOnly }) => !typesOnly);
    expect(loaded.length).toBeGreaterThan(0);
    const heavy = loaded.filter(({ target }) =>
      /^(?:typescript|eslint|@typescript-eslint\/utils)(?:\/|$)/u.test(target),
    );
    expect(heavy.map(({ place, target }) => `${place} ${target}`)).toEqual([]);
  });
});

describe('the analysis', () => {
  it('has each of its files under one subject', () => {
    const names = files.flatMap(({ path }) => /^analysis\/([^/]+)\.ts$/u.exec(path)?.[1] ?? []);
    expect([...subjectFiles()].sort()).toEqual(names.sort());
  });
});

describe('laws', () => {
  it('no name of an SDK, of Node or of an engine stands outside the tables', () => {
    const named = below('analysis', 'rules', 'fixes', 'syntax').flatMap((file) => {
      const specifiers = new Set(file.nodes.map((node) => ('source' in node ? node.source : undefined)));
      const literals = file.nodes.filter((node) => !specifiers.has(node as TSESTree.StringLiteral));
      return literals.filter((node) => SDK_NAME.test(textOf(node))).map((node) => placeOf(file, node));
    });
    expect(named).toEqual([]);
  });

  it('no name of an API stands in the analysis, in repairs or in syntax', () => {
    const apis = new Set([
      ...namesIn(engine.apis),
      ...namesIn(spelled(hostEffects)),
      ...namesIn(spelled(packageEffects)),
    ]);
    expect(apis).toContain('startWorkflow');
    expect(placesOf(below('analysis', 'fixes', 'syntax'), (node) => apis.has(textOf(node)))).toEqual([]);
  });

  it('the pure folders never catch', () => {
    const pure = below('analysis', 'rules', 'fixes');
    expect(placesOf(pure, ({ type }) => type === 'TryStatement')).toEqual([]);
  });

  it('no module has state', () => {
    const state = files.map((file) => ({ ...file, nodes: file.nodes.slice(0, 1).flatMap(moduleVariables) }));
    expect(placesOf(state, (node) => node.type === 'VariableDeclaration' && node.kind !== 'const')).toEqual([]);
  });
});

/** The segments of a table's names that can be nothing else than the name of an API: those with an inner capital letter. */
function namesIn(rows: Readonly<Record<string, unknown>>): readonly string[] {
  const segments = Object.keys(rows).flatMap((name) => name.replace(/^[^#]*#/u, '').split(/[.()*]+/u));
  return segments.filter((segment) => /^[a-z]+[A-Z]/u.test(segment));
}

/** The files below folders of `src`; there must be some in each. */
function below(...folders: readonly string[]): readonly SourceFile[] {
  for (const folder of folders) expect(files.map(({ path }) => folderOf(path))).toContain(folder);
  return files.filter(({ path }) => folders.includes(folderOf(path)));
}

function placesOf(where: readonly SourceFile[], holds: (node: TSESTree.Node) => boolean): readonly string[] {
  return where.flatMap((file) => file.nodes.filter(holds).map((node) => placeOf(file, node)));
}

function placeOf({ path, text }: SourceFile, node: TSESTree.Node): string {
  return `src/${path}:${text.slice(0, node.range[0]).split('\n').length}`;
}

/** The text of a string or of a piece of a template; empty for any other node. */
function textOf(node: TSESTree.Node): string {
  if (node.type === 'TemplateElement') return node.value.raw;
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : '';
}

function moduleVariables(program: TSESTree.Node): readonly TSESTree.Node[] {
  const statements = program.type === 'Program' ? program.body : [];
  return statements.flatMap((statement) =>
    statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? []) : statement,
  );
}

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
      nodes: [...nodesBelow(program as unknown as TSESTree.Node)],
    };
  });
}

function* nodesBelow(node: TSESTree.Node): Generator<TSESTree.Node> {
  yield node;
  for (const key of visitorKeys[node.type] ?? []) {
    const children: unknown = Reflect.get(node, key);
    for (const child of [children].flat()) if (isNode(child)) yield* nodesBelow(child);
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}

function importsOf(file: SourceFile): readonly Import[] {
  return file.nodes.flatMap((node) => {
    const found = importOf(node);
    if (found === undefined) return [];
    const { specifier, typesOnly } = found;
    const path = posix.join('src', dirname(file.path), specifier).replace(/^src\/|\.ts$/gu, '');
    return [{ target: specifier.startsWith('.') ? path : specifier, typesOnly, place: placeOf(file, node) }];
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

/** The files that the list of subjects names; `flow/` and `questions/` stand for what is in them. */
function subjectFiles(): readonly string[] {
  const [, subjects = ''] = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8').split(
    '## The analysis, by subject',
  );
  const items = subjects.slice(subjects.indexOf('\n- '));
  return entriesOf(items).filter((entry) => !entry.endsWith('/'));
}

function entriesOf(cell: string): readonly string[] {
  return cell.trim() === 'everything'
    ? ['everything']
    : Array.from(cell.matchAll(/`([^`]+)`/gu), ([, entry = '']) => entry);
}

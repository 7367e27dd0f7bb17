/**
 * From the text of a file that is not being linted to a module of the program: the tree as typescript-estree makes it, with
 * parents, and its scopes. The parser is handed in, since it is native code that is not there on every machine.
 */
import { analyze } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { parseSync, ParserOptions } from 'oxc-parser';

import type { SourceModule } from '../analysis/source.ts';
import { isTooDeep } from './nesting.ts';

/** The parser of choice: `parseSync` of oxc-parser. */
export type NativeParse = typeof parseSync;

/** A parser as `languageOptions.parser` gives it to ESLint, taken when the native one is not there. */
export interface HostParser {
  readonly meta?: { readonly name?: string };
  readonly parseForESLint?: (text: string, options: HostOptions) => unknown;
}

/** Whether a parser makes such trees as `parseModule` gives: typescript-estree's. */
export function makesSameTrees(parser: HostParser | undefined): boolean {
  return parser?.meta?.name === 'typescript-eslint/parser';
}

// A type and no interface, so that it fits the open-ended options of every parser.
type HostOptions = {
  readonly filePath: string;
  readonly range: true;
  readonly loc: true;
  readonly sourceType: 'module';
  readonly ecmaVersion: 'latest';
  readonly ecmaFeatures: { readonly jsx: boolean };
};

export interface Parsers {
  readonly native: NativeParse | undefined;
  readonly host?: HostParser | undefined;
}

/** A program with whichever scopes and keys its parser made. */
interface Tree {
  readonly program: TSESTree.Program;
  readonly scopeManager?: SourceModule['scopeManager'];
  readonly visitorKeys?: SourceModule['visitorKeys'];
}

/** Whether a file of this name is source text. Declarations (`.d.ts`) are not: nothing in them runs. */
export function isSourcePath(path: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx)$/i.test(path) && !/\.d\.(?:[^./\\]+\.)?[cm]?ts$/i.test(path);
}

/**
 * The module that a text is, or undefined: the name is not one of source text, the text is no valid code or nests deeper than
 * any parser can go, or no parser is there. Never throws.
 */
export function parseModule(parsers: Parsers, path: string, source: string): SourceModule | undefined {
  // ESLint takes the byte order mark away before it parses; offsets are those of the text without it.
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  if (!isSourcePath(path) || isTooDeep(text)) return undefined;
  try {
    const tree = parseNatively(parsers.native, path, text) ?? parseWithHost(parsers, path, text);
    if (tree === undefined) return undefined;
    const keys = tree.visitorKeys ?? visitorKeys;
    linkParents(tree.program, keys);
    // Every file is analysed as a module, so that its top level has a scope of its own; a file with `import` must be. Types of
    // the standard library are no variables here: a global is a name that nothing declares.
    const scopeManager =
      tree.scopeManager ??
      analyze(tree.program, { sourceType: 'module', lib: [], jsxPragma: null, childVisitorKeys: visitorKeys });
    return { path, text, program: tree.program, scopeManager, visitorKeys: keys };
  } catch {
    // A defect of a parser, or a tree too deep for the scope analysis, is no reason to stop linting another file.
    return undefined;
  }
}

function parseNatively(parse: NativeParse | undefined, path: string, text: string): Tree | undefined {
  if (parse === undefined) return undefined;
  const result = readNatively(parse, path, text);
  const program: unknown = result.program;
  if (!isProgram(program)) return undefined;
  // What the parser can read in spite of an error runs all the same (`return` at the top level, a required parameter behind an
  // optional one). When it cannot, it gives an empty program.
  return program.body.length === 0 && result.errors.length > 0 ? undefined : { program };
}

/** What the native parser says of a text. Its tree, which is the costly part, is made when it is first asked for. */
export function readNatively(parse: NativeParse, path: string, text: string): ReturnType<NativeParse> {
  const [, kind = '', family = '', jsx = ''] = /\.([cm]?)([jt])s(x?)$/i.exec(path.toLowerCase()) ?? [];
  // JSX is no ambiguity in JavaScript, and many write it in `.js`.
  const lang = family === 'j' ? 'jsx' : jsx === 'x' ? 'tsx' : 'ts';
  const sourceType = SOURCE_TYPES[kind] ?? 'unambiguous';
  return parse(path, text, { lang, sourceType, astType: 'ts', preserveParens: false });
}

/** What to parse a file as, by the letter before its ending; other files by what stands in them. */
const SOURCE_TYPES: Readonly<Record<string, ParserOptions['sourceType']>> = { m: 'module', c: 'commonjs' };

function parseWithHost({ native, host }: Parsers, path: string, text: string): Tree | undefined {
  // When the native parser is there, what it rejects is no valid code.
  if (native !== undefined || typeof host?.parseForESLint !== 'function') return undefined;
  const result = host.parseForESLint(text, {
    filePath: path,
    range: true,
    loc: true,
    sourceType: 'module',
    ecmaVersion: 'latest',
    ecmaFeatures: { jsx: /(?:jsx?|sx)$/i.test(path) },
  });
  if (!isRecord(result) || !isProgram(result['ast'])) return undefined;
  const { ast: program, scopeManager, visitorKeys: keys } = result;
  return {
    program,
    ...(isScopeManager(scopeManager) && { scopeManager }),
    ...(isVisitorKeys(keys) && { visitorKeys: keys }),
  };
}

/**
 * Gives every node its parent and its range, in one pass without recursion, and takes away the one difference between the two parsers' trees:
 * typescript-estree leaves undefined what is not written in some places where the other says null.
 */
function linkParents(program: TSESTree.Program, keys: SourceModule['visitorKeys']): void {
  const open: unknown[] = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isRecord(node) || typeof node['type'] !== 'string') continue;
    // Made here, since the parser hands its tree over as text, of which ranges would be a third.
    node['range'] ??= [node['start'], node['end']];
    for (const key of keys[node['type']] ?? []) {
      const child = node[key];
      if (Array.isArray(child)) for (const item of child) link(item, node, open);
      else link(child, node, open);
    }
    for (const key of ABSENT[node['type']] ?? []) if (node[key] === null) node[key] = undefined;
  }
}

function link(child: unknown, parent: object, open: unknown[]): void {
  if (!isRecord(child)) return;
  child['parent'] = parent;
  open.push(child);
}

const FUNCTION = ['returnType', 'typeParameters'];
const MEMBER = ['accessibility', 'typeAnnotation'];
const PATTERN = ['typeAnnotation'];

/** Properties that typescript-estree leaves undefined when they are not written; elsewhere both say null. */
const ABSENT: Readonly<Record<string, readonly string[] | undefined>> = {
  AccessorProperty: MEMBER,
  ArrayPattern: PATTERN,
  ArrowFunctionExpression: FUNCTION,
  AssignmentPattern: PATTERN,
  CallExpression: ['typeArguments'],
  ClassDeclaration: ['superTypeArguments', 'typeParameters'],
  ClassExpression: ['superTypeArguments', 'typeParameters'],
  ExpressionStatement: ['directive'],
  FunctionDeclaration: FUNCTION,
  FunctionExpression: FUNCTION,
  Identifier: PATTERN,
  JSXOpeningElement: ['typeArguments'],
  MethodDefinition: ['accessibility'],
  NewExpression: ['typeArguments'],
  ObjectPattern: PATTERN,
  PropertyDefinition: MEMBER,
  RestElement: ['typeAnnotation', 'value'],
  TSAbstractAccessorProperty: MEMBER,
  TSAbstractMethodDefinition: ['accessibility'],
  TSAbstractPropertyDefinition: MEMBER,
  TSCallSignatureDeclaration: FUNCTION,
  TSConstructSignatureDeclaration: FUNCTION,
  TSConstructorType: FUNCTION,
  TSDeclareFunction: [...FUNCTION, 'body'],
  TSEmptyBodyFunctionExpression: FUNCTION,
  TSEnumMember: ['initializer'],
  TSFunctionType: FUNCTION,
  TSIndexSignature: ['accessibility', 'typeAnnotation'],
  TSInstantiationExpression: ['typeArguments'],
  TSInterfaceDeclaration: ['typeParameters'],
  TSInterfaceHeritage: ['typeArguments'],
  TSClassImplements: ['typeArguments'],
  TSMappedType: ['readonly', 'typeAnnotation'],
  TSMethodSignature: ['accessibility', ...FUNCTION],
  TSModuleDeclaration: ['body'],
  TSParameterProperty: ['accessibility'],
  TSPropertySignature: MEMBER,
  TSTypeAliasDeclaration: ['typeParameters'],
  TSTypeParameter: ['constraint', 'default'],
  TSTypeQuery: ['typeArguments'],
  TSTypeReference: ['typeArguments'],
  TaggedTemplateExpression: ['typeArguments'],
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isProgram(value: unknown): value is TSESTree.Program {
  return isRecord(value) && value['type'] === 'Program' && Array.isArray(value['body']);
}

function isScopeManager(value: unknown): value is SourceModule['scopeManager'] {
  return isRecord(value) && Array.isArray(value['scopes']) && typeof value['acquire'] === 'function';
}

function isVisitorKeys(value: unknown): value is SourceModule['visitorKeys'] {
  return isRecord(value) && Array.isArray(value['Program']);
}

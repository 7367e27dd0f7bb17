/**
 * From the text of an example to code that runs: TypeScript is transpiled, names that nobody declares are found, arguments for the
 * workflow are made up from its declared parameter types.
 */
import { parseForESLint } from '@typescript-eslint/parser';
import ts from 'typescript';

import type { Example } from '../docs-examples.ts';

/** An example ready to be evaluated, any number of times, in this process or another one. Plain data. */
export interface Program {
  /** CommonJS, the body of an async function. */
  readonly code: string;
  /** Names it uses and does not define, the language's own aside. */
  readonly free: readonly string[];
  /** Names it only `declare`s: they are stood in for. */
  readonly declared: readonly string[];
  /** Of these, the functions that give no promise: the same arguments give the same answer. */
  readonly pure: readonly string[];
  /** Environment variables it reads, with the value that a later life finds. */
  readonly environment: Readonly<Record<string, string>>;
  /** Queues that it names and leaves to another program to register. */
  readonly queues: readonly string[];
  /** It configures or launches the engine itself. */
  readonly launches: boolean;
  /** Its module keeps state that one run leaves to the next. */
  readonly stateful: boolean;
  /** Function name -> JavaScript source of its made-up arguments. */
  readonly samples: Readonly<Record<string, string>>;
}

export function loadProgram(example: Pick<Example, 'text' | 'language'>): Program {
  const { text } = example;
  const source = ts.createSourceFile('example.tsx', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const code = ts.transpileModule(text, {
    fileName: 'example.ts',
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      experimentalDecorators: true,
      esModuleInterop: true,
      verbatimModuleSyntax: false,
    },
  }).outputText;
  return {
    code,
    free: freeNames(code),
    declared: declarations(source),
    pure: pureDeclarations(source),
    environment: environmentOf(text),
    queues: foreignQueues(text),
    launches: /\bDBOS\s*\.\s*(launch|setConfig|shutdown)\b/.test(text),
    stateful:
      /^(export )?(let|var)\s|globalThis\b|^\s+static \w+\s*[:=]|^(export )?const \w+[^=]* = (new (Map|Set)|\[|\{)/m.test(
        text,
      ),
    samples: samplesOf(source),
  };
}

function freeNames(code: string): string[] {
  // Wrapped, so that top-level await and `return` parse.
  const { scopeManager } = parseForESLint(`async () => {\n${code}\n}`, { sourceType: 'module' });
  return [...new Set(scopeManager.globalScope?.through.map((reference) => reference.identifier.name) ?? [])];
}

function declarations(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    const ambient =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword);
    if (!ambient) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map((declaration) => declaration.name.getText(source));
    return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name
      ? [statement.name.text]
      : [];
  });
}

function pureDeclarations(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || statement.body || !statement.name) return [];
    return statement.type?.getText(source).startsWith('Promise') === false ? [statement.name.text] : [];
  });
}

/** A later life finds the value that the example compares with, or another number. */
function environmentOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const match of text.matchAll(/process\.env(?:\.(\w+)|\[['"](\w+)['"]\])!?(?:\s*[!=]==?\s*['"]([^'"]*)['"])?/g)) {
    const name = match[1] ?? match[2];
    if (name !== undefined) found[name] = match[3] ?? found[name] ?? '99';
  }
  return found;
}

function foreignQueues(text: string): string[] {
  if (text.includes('registerQueue(')) return [];
  const named = [...text.matchAll(/(?:queueName: |retrieveQueue\()'([^']+)'/g)].map((match) => match[1] ?? '');
  return [...new Set(named)];
}

function samplesOf(source: ts.SourceFile): Record<string, string> {
  const types = new Map<string, ts.TypeNode | ts.InterfaceDeclaration>();
  const samples: Record<string, string> = {};
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node)) types.set(node.name.text, node);
    if (ts.isTypeAliasDeclaration(node)) types.set(node.name.text, node.type);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const collect = (node: ts.Node): void => {
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name && ts.isIdentifier(node.name)) {
      samples[node.name.text] = argumentsOf(node, types);
    }
    const held = ts.isVariableDeclaration(node) ? functionIn(node.initializer) : undefined;
    if (held && ts.isVariableDeclaration(node) && ts.isIdentifier(node.name))
      samples[node.name.text] = argumentsOf(held, types);
    // registerWorkflow(async (id: string) => ..., { name: 'checkout' })
    if (ts.isCallExpression(node)) {
      const registered = functionIn(node.arguments[0]);
      const name = /name:\s*['"]([^'"]+)['"]/.exec(node.arguments[1]?.getText(source) ?? '')?.[1];
      if (registered && name !== undefined) samples[name] = argumentsOf(registered, types);
    }
    ts.forEachChild(node, collect);
  };
  collect(source);
  return samples;
}

function functionIn(node: ts.Expression | undefined): ts.ArrowFunction | ts.FunctionExpression | undefined {
  if (!node) return undefined;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
  return ts.isCallExpression(node) ? functionIn(node.arguments[0]) : undefined;
}

type Types = ReadonlyMap<string, ts.TypeNode | ts.InterfaceDeclaration>;

function argumentsOf(node: ts.SignatureDeclaration, types: Types): string {
  const made = node.parameters
    .filter((parameter) => !parameter.initializer && !parameter.dotDotDotToken)
    .map((parameter) => sampleOf(parameter.type, types, parameter.name.getText(), 3));
  return made.join(', ');
}

/** A value of the declared type: `'orderId-1'`, `10`, `{ sku: 'sku-1' }`; `undefined` where the type is not spelled out. */
function sampleOf(type: ts.TypeNode | undefined, types: Types, name: string, depth: number): string {
  if (!type || depth === 0) return 'undefined';
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return JSON.stringify(`${name}-1`);
    case ts.SyntaxKind.NumberKeyword:
      return '10';
    case ts.SyntaxKind.BooleanKeyword:
      return 'true';
    default:
  }
  if (ts.isArrayTypeNode(type)) return pairOf(type.elementType, types, name, depth);
  if (ts.isLiteralTypeNode(type)) return type.literal.getText();
  if (ts.isUnionTypeNode(type)) return sampleOf(type.types[0], types, name, depth);
  if (ts.isParenthesizedTypeNode(type)) return sampleOf(type.type, types, name, depth);
  if (ts.isTypeOperatorNode(type)) return sampleOf(type.type, types, name, depth);
  if (ts.isTypeLiteralNode(type)) return objectOf(type.members, types, depth);
  if (ts.isTypeReferenceNode(type)) {
    const named = type.typeName.getText();
    if (named === 'Array' || named === 'ReadonlyArray') return pairOf(type.typeArguments?.[0], types, name, depth);
    if (named === 'Date') return 'new Date(0)';
    const declared = types.get(named);
    if (!declared) return `{ id: ${JSON.stringify(`${name}-1`)} }`;
    return ts.isInterfaceDeclaration(declared)
      ? objectOf(declared.members, types, depth)
      : sampleOf(declared, types, name, depth - 1);
  }
  return 'undefined';
}

/** Two elements, so that what happens to each of several is seen. */
function pairOf(element: ts.TypeNode | undefined, types: Types, name: string, depth: number): string {
  const one = sampleOf(element, types, name, depth - 1);
  return `[${one}, ${one.replace(/-1"$/, '-2"')}]`;
}

function objectOf(members: ts.NodeArray<ts.TypeElement>, types: Types, depth: number): string {
  const made = members.flatMap((member) =>
    ts.isPropertySignature(member) && !member.questionToken
      ? [`${member.name.getText()}: ${sampleOf(member.type, types, member.name.getText(), depth - 1)}`]
      : [],
  );
  return `{ ${made.join(', ')} }`;
}

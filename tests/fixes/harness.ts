/** A file in a string: parsed, with parents set, and repaired. */
import type { TSESTree } from '@typescript-eslint/types';
import { parseForESLint } from '@typescript-eslint/parser';
import { expect } from 'vitest';

import { mergeEdits, planRepair, type Plan } from '../../src/fixes/plan.ts';
import type { Intent, Repair, Safety } from '../../src/fixes/repair.ts';
import type { RepairSite } from '../../src/fixes/site.ts';
import type { ModuleKind } from '../../src/syntax/await-point.ts';
import { childrenOf, descendants } from '../../src/syntax/walk.ts';

export const SDK = '@dbos-inc/dbos-sdk';
export const IMPORT = `import { DBOS } from '${SDK}';\n`;

type NodesByType = { readonly [Node in TSESTree.Node as `${Node['type']}`]: Node };

export interface File extends RepairSite {
  /** The first node, outermost first, with exactly this text; `nth` counts from 0. Statements only when nothing else has it. */
  expression(text: string, nth?: number): TSESTree.Expression;
  /** The `nth` statement that begins with the text. */
  statement(start: string, nth?: number): TSESTree.Statement;
  /** The `nth` node of a type. */
  node<Type extends keyof NodesByType>(type: Type, nth?: number): NodesByType[Type];
}

export interface FileOptions {
  readonly moduleKind?: ModuleKind;
  readonly fixMode?: Safety;
}

export function file(text: string, options: FileOptions = {}): File {
  const moduleKind = options.moduleKind ?? 'esm';
  const { ast, scopeManager } = parseForESLint(text, {
    range: true,
    comment: true,
    sourceType: moduleKind === 'esm' ? 'module' : 'commonjs',
  });
  setParents(ast);
  const all = [...descendants(ast)];
  const pick = (nodes: readonly TSESTree.Node[], nth: number, what: string): TSESTree.Node => {
    const node = nodes[nth];
    if (node === undefined) throw new Error(`no ${what} in\n${text}`);
    return node;
  };
  return {
    text,
    program: ast,
    scopeManager,
    comments: ast.comments,
    engine: { object: { module: SDK, name: 'DBOS' }, stepCall: '$E.runStep($F, { name: $N })' },
    objectName: () => engineName(ast),
    recordsIn: () => false,
    fixMode: options.fixMode ?? 'fix',
    moduleKind,
    expression: (code, nth = 0) =>
      pick(
        all.filter(
          (node) =>
            text.slice(...node.range) === code && !node.type.endsWith('Statement') && node.type !== 'ChainExpression',
        ),
        nth,
        code,
      ) as TSESTree.Expression,
    statement: (start, nth = 0) =>
      pick(
        all.filter((node) => text.startsWith(start, node.range[0]) && /Statement$|Declaration$/.test(node.type)),
        nth,
        start,
      ) as TSESTree.Statement,
    node: (type, nth = 0) => nodeOfType(all, type, nth),
  };
}

function nodeOfType<Type extends keyof NodesByType>(
  all: readonly TSESTree.Node[],
  type: Type,
  nth: number,
): NodesByType[Type] {
  const isOfType = (node: TSESTree.Node): node is NodesByType[Type] => node.type === type;
  const node = all.filter(isOfType)[nth];
  if (node === undefined) throw new Error(`no ${type}`);
  return node;
}

export function plan(on: File, intents: readonly Intent[], repair: Partial<Repair> = {}): Plan | undefined {
  return planRepair({ safety: 'fix', steps: 0, ...repair, intents }, on);
}

/** The text after the plan. Checks what holds for every repair: one merged edit does the same, it parses, no comment is lost. */
export function apply(on: File, made: Plan | undefined): string {
  if (made === undefined) throw new Error(`no plan for\n${on.text}`);
  let text = '';
  let at = 0;
  for (const edit of made.edits) {
    text += on.text.slice(at, edit.range[0]) + edit.text;
    at = edit.range[1];
  }
  text += on.text.slice(at);
  const merged = mergeEdits(on.text, made.edits);
  expect(merged && on.text.slice(0, merged.range[0]) + merged.text + on.text.slice(merged.range[1])).toBe(text);
  const repaired = file(text, { moduleKind: on.moduleKind });
  expect(commentsOf(repaired)).toEqual(commentsOf(on));
  return text;
}

export function repaired(on: File, intents: readonly Intent[], repair: Partial<Repair> = {}): string {
  return apply(on, plan(on, intents, repair));
}

/** The body of an asynchronous workflow, with what it stands in. */
export function workflow(body: string): string {
  return `${IMPORT}async function wf(a: number, b: string) {\n${body}\n}\n`;
}

export function bodyOf(text: string): string {
  return text.slice(text.indexOf('{\n', text.indexOf('function wf')) + 2, text.lastIndexOf('\n}'));
}

function commentsOf(on: File): readonly string[] {
  return on.comments.map((comment) => comment.value.replace(/\s+/g, ' ').trim()).sort();
}

function setParents(node: TSESTree.Node): void {
  for (const child of childrenOf(node)) {
    child.parent = node;
    setParents(child);
  }
}

/** The value that the file has for the engine object, by its imports and `require`s. */
function engineName(program: TSESTree.Program): string | undefined {
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration' && statement.source.value === SDK && statement.importKind !== 'type') {
      for (const specifier of statement.specifiers) {
        if (specifier.type === 'ImportNamespaceSpecifier') return `${specifier.local.name}.DBOS`;
        if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') continue;
        if (specifier.imported.type === 'Identifier' && specifier.imported.name === 'DBOS') return specifier.local.name;
      }
    }
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      if (init?.type !== 'CallExpression' || init.arguments[0]?.type !== 'Literal' || init.arguments[0].value !== SDK)
        continue;
      if (id.type === 'Identifier') return `${id.name}.DBOS`;
      if (id.type !== 'ObjectPattern') continue;
      for (const property of id.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.key.name !== 'DBOS')
          continue;
        if (property.value.type === 'Identifier') return property.value.name;
      }
    }
  }
  return undefined;
}

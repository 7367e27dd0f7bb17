/** A function of the file that already starts the program, and the statement that calls it. */
import type { TSESTree } from '@typescript-eslint/types';

import { descendants, isFunction, type FunctionNode } from '../syntax/walk.ts';
import { referencesIn } from '../syntax/scopes.ts';
import { extentOf } from '../syntax/statement-extent.ts';
import type { PlanningSite } from './site.ts';

export interface ExistingMain {
  readonly name: string;
  readonly node: FunctionNode;
  /** Offset at which its first statement can be put. */
  readonly bodyStart: number;
  readonly isEmpty: boolean;
}

/** The first asynchronous top-level function of one of the names whose body makes none of the calls of the statements. */
export function existingMain(
  site: PlanningSite,
  names: readonly string[],
  statements: readonly TSESTree.Node[],
): ExistingMain | undefined {
  const wanted = calleesIn(site, statements);
  for (const name of names) {
    const main = topLevelFunction(site.program, name);
    if (main?.async !== true || main.generator || main.body.type !== 'BlockStatement') continue;
    const has = calleesIn(site, [main.body]);
    if ([...wanted].some((callee) => has.has(callee))) continue;
    return { name, node: main, bodyStart: startOf(site, main.body), isEmpty: isOneLine(site, main.body) };
  }
  return undefined;
}

/** Behind what is said at the beginning, `'use strict';`, and behind the comments on that line. */
function startOf(site: PlanningSite, { body, range }: TSESTree.BlockStatement): number {
  const last = body.findLast((node) => node.type === 'ExpressionStatement' && node.directive !== undefined);
  return extentOf(site, last ?? { range: [range[0], range[0] + 1] }).range[1];
}

/** Whether the statements use or declare a name that means something of its own in the function. */
export function clashesIn(site: PlanningSite, main: ExistingMain, statements: readonly TSESTree.Node[]): boolean {
  const scope = site.scopeManager.acquire(main.node, true);
  const names = statements.flatMap((statement) => [
    ...[...referencesIn(site.scopeManager, statement.range)].map(({ identifier }) => identifier.name),
    ...[...descendants(statement)].flatMap((node) =>
      site.scopeManager.getDeclaredVariables(node).map(({ name }) => name),
    ),
  ]);
  return names.some((name) => (scope?.set.get(name)?.defs.length ?? 0) > 0);
}

/** `main();`, `await main();`, `void main();`, `main().catch(log);`: the call of the function, when that is all of the statement. */
export function entryCall(statement: TSESTree.Node, name: string): TSESTree.CallExpression | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined;
  let node: TSESTree.Expression = statement.expression;
  for (;;) {
    switch (node.type) {
      case 'AwaitExpression':
      case 'UnaryExpression':
        node = node.argument;
        break;
      case 'CallExpression':
        if (node.callee.type === 'Identifier') return node.callee.name === name ? node : undefined;
        if (node.callee.type !== 'MemberExpression') return undefined;
        node = node.callee.object;
        break;
      default:
        return undefined;
    }
  }
}

function topLevelFunction(program: TSESTree.Program, name: string): FunctionNode | undefined {
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === name) return declaration;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && id.name === name && isFunction(init)) return init;
    }
  }
  return undefined;
}

function calleesIn(site: PlanningSite, nodes: readonly TSESTree.Node[]): ReadonlySet<string> {
  const callees = new Set<string>();
  for (const node of nodes) {
    for (const inner of descendants(node))
      if (inner.type === 'CallExpression') callees.add(site.text.slice(...inner.callee.range));
  }
  return callees;
}

/** Whether the body's closing brace would end up on the line of what is put in. */
function isOneLine(site: PlanningSite, body: TSESTree.BlockStatement): boolean {
  return !site.text.slice(...body.range).includes('\n');
}

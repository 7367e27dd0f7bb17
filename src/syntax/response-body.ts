/**
 * Requests whose response is read at once, so that only its body, which can be recorded, leaves the expression:
 * `fetch(u).then((r) => r.json())`, `(await fetch(u)).text()`, and the same in two statements.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import { descendants, isFunction, statementsOf, type FunctionNode } from './walk.ts';

export interface ResponseWords {
  /** Whether calling this starts a request and gives a promise of a response. */
  readonly isRequest: (callee: TSESTree.Expression) => boolean;
  /** Methods of a response that give a promise of a body that can be recorded. */
  readonly readers: ReadonlySet<string>;
}

/**
 * The request in an expression that is a promise of its body: in `fetch(u).then((r) => r.json())` the call `fetch(u)`.
 * The callback may do more, as long as all it returns is the body.
 */
export function requestOfBody(node: TSESTree.Node, words: ResponseWords): TSESTree.CallExpression | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed)
    return undefined;
  const { object, property } = node.callee;
  if (property.type !== 'Identifier') return undefined;
  if (words.readers.has(property.name)) {
    const request = object.type === 'AwaitExpression' ? object.argument : undefined;
    return isRequestCall(request, words) ? request : undefined;
  }
  const [callback, ...others] = node.arguments;
  if (property.name !== 'then' || others.length > 0 || callback === undefined || !isFunction(callback))
    return undefined;
  return isRequestCall(object, words) && givesBody(callback, words) ? object : undefined;
}

export interface BodyStatements {
  /** From the request to the reading of the body. */
  readonly statements: readonly TSESTree.Statement[];
  readonly request: TSESTree.CallExpression;
}

/** How many statements, such as `if (!res.ok) throw …`, may stand between the request and the reading of the body. */
const MAX_BETWEEN = 3;

/**
 * `const res = await fetch(u); const x = await res.json();`, or with `return`, also with conditions about `res` between, which is used for
 * nothing else. `declaration` is the first of them.
 */
export function bodyStatements(
  declaration: TSESTree.Node,
  words: ResponseWords,
  scopes: Scope.ScopeManager,
): BodyStatements | undefined {
  const request = declaredRequest(declaration, words);
  if (declaration.type !== 'VariableDeclaration' || request === undefined) return undefined;
  const list = statementsOf(declaration.parent) ?? [];
  const start = list.indexOf(declaration);
  const [variable] = scopes.getDeclaredVariables(declaration);
  const uses = (variable?.references ?? [])
    .filter((reference) => reference.init !== true)
    .map(({ identifier }) => identifier);
  const statements: TSESTree.Statement[] = [declaration];
  for (const next of list.slice(start + 1, start + 2 + MAX_BETWEEN)) {
    const last = uses.at(-1);
    const call = bodyCall(next);
    if (isStatement(next) && call && last?.type === 'Identifier' && readsBodyOf(call, last, words)) {
      const whole = [...statements, next];
      const isOwn = uses.every((use) =>
        whole.some(({ range }) => range[0] <= use.range[0] && use.range[1] <= range[1]),
      );
      const isSole = uses.filter((use) => next.range[0] <= use.range[0]).length === 1;
      return isOwn && isSole ? { statements: whole, request } : undefined;
    }
    if (next.type !== 'IfStatement' || next.alternate !== null) return undefined;
    statements.push(next);
  }
  return undefined;
}

/** The call whose result is all that the statement declares or returns. */
function bodyCall(statement: TSESTree.Node): TSESTree.CallExpression | undefined {
  if (statement.type !== 'VariableDeclaration' && statement.type !== 'ReturnStatement') return undefined;
  if (statement.type === 'VariableDeclaration' && statement.declarations.length !== 1) return undefined;
  const value = statement.type === 'ReturnStatement' ? statement.argument : statement.declarations[0]?.init;
  const read = withoutAssertion(value ?? undefined);
  const call =
    read?.type === 'AwaitExpression' ? read.argument : statement.type === 'ReturnStatement' ? read : undefined;
  return call?.type === 'CallExpression' ? call : undefined;
}

function isStatement(node: TSESTree.Node): node is TSESTree.Statement {
  return node.type === 'VariableDeclaration' || node.type === 'ReturnStatement';
}

function declaredRequest(node: TSESTree.Node, words: ResponseWords): TSESTree.CallExpression | undefined {
  if (node.type !== 'VariableDeclaration' || node.declarations.length !== 1) return undefined;
  const declarator = node.declarations[0];
  if (declarator?.id.type !== 'Identifier' || declarator.init?.type !== 'AwaitExpression') return undefined;
  return isRequestCall(declarator.init.argument, words) ? declarator.init.argument : undefined;
}

function isRequestCall(node: TSESTree.Node | undefined, words: ResponseWords): node is TSESTree.CallExpression {
  return node?.type === 'CallExpression' && !node.optional && words.isRequest(node.callee);
}

/** Whether all that the callback returns is the body of its first parameter. */
function givesBody(callback: FunctionNode, words: ResponseWords): boolean {
  const response = callback.params[0];
  if (response?.type !== 'Identifier' || callback.params.length !== 1 || callback.generator) return false;
  const isBody = (value: TSESTree.Expression | null): boolean => {
    const plain = withoutAssertion(value ?? undefined);
    const call = plain?.type === 'AwaitExpression' ? plain.argument : plain;
    return (
      call?.type === 'CallExpression' &&
      call.callee.type === 'MemberExpression' &&
      call.callee.object.type === 'Identifier' &&
      call.callee.object.name === response.name &&
      readsBodyOf(call, call.callee.object, words)
    );
  };
  if (callback.body.type !== 'BlockStatement') return isBody(callback.body);
  const returns = [...descendants(callback.body, (node) => !isFunction(node))].filter(
    (node) => node.type === 'ReturnStatement',
  );
  const last = callback.body.body.at(-1);
  return last?.type === 'ReturnStatement' && returns.every((node) => isBody(node.argument));
}

function readsBodyOf(call: TSESTree.CallExpression, response: TSESTree.Node, words: ResponseWords): boolean {
  const callee = call.callee;
  return (
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    callee.object === response &&
    callee.property.type === 'Identifier' &&
    words.readers.has(callee.property.name)
  );
}

function withoutAssertion(node: TSESTree.Expression | undefined): TSESTree.Expression | undefined {
  return node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression'
    ? withoutAssertion(node.expression)
    : node;
}

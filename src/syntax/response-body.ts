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
  readonly statements: readonly [
    request: TSESTree.VariableDeclaration,
    body: TSESTree.VariableDeclaration | TSESTree.ReturnStatement,
  ];
  readonly request: TSESTree.CallExpression;
}

/**
 * `const res = await fetch(u); const x = await res.json();`, or with `return`, with nothing between and `res` used for nothing
 * else. `declaration` is the first of the two.
 */
export function bodyStatements(
  declaration: TSESTree.Node,
  words: ResponseWords,
  scopes: Scope.ScopeManager,
): BodyStatements | undefined {
  const request = declaredRequest(declaration, words);
  if (declaration.type !== 'VariableDeclaration' || request === undefined) return undefined;
  const list = statementsOf(declaration.parent);
  const next = list?.[list.indexOf(declaration) + 1];
  if (next?.type !== 'VariableDeclaration' && next?.type !== 'ReturnStatement') return undefined;
  if (next.type === 'VariableDeclaration' && next.declarations.length !== 1) return undefined;
  const value = next.type === 'ReturnStatement' ? next.argument : next.declarations[0]?.init;
  const read = withoutAssertion(value ?? undefined);
  const call = read?.type === 'AwaitExpression' ? read.argument : next.type === 'ReturnStatement' ? read : undefined;
  if (call?.type !== 'CallExpression') return undefined;

  const [variable] = scopes.getDeclaredVariables(declaration);
  const uses = variable?.references.filter((reference) => reference.init !== true) ?? [];
  const only = uses.length === 1 ? uses[0]?.identifier : undefined;
  if (only?.type !== 'Identifier' || !readsBodyOf(call, only, words)) return undefined;
  return { statements: [declaration, next], request };
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
  const isBody = (value: TSESTree.Node | null): boolean => {
    const call = value?.type === 'AwaitExpression' ? value.argument : value;
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

/**
 * Where an expression needs parentheses after it became something else.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { codeAfter, codeBefore, isParenthesised, type CommentedText } from './trivia.ts';
import { statementsOf } from './walk.ts';

/** What kind of expression takes the place: `await f()`, or `f()` and `new C()`. */
export type Replacing = 'await' | 'call';

/**
 * Whether the expression that takes the place of `node` must be put in parentheses. For `await` this is also so where the
 * language would allow it bare but the common formatter writes them: `(await t()) - start`, `x ** (await t())`.
 */
export function needsParentheses(source: CommentedText, node: TSESTree.Expression, replacing: Replacing): boolean {
  const place = chainOf(node);
  return isTightOperand(place, replacing) && !isParenthesised(source, place);
}

/**
 * Text to put in front of a replacement that begins with `(`, `[` or a backquote, so that it is not read as a continuation of
 * the statement above: `;` in a file without semicolons, else nothing.
 */
export function statementGuard(source: CommentedText, start: number, replacement: string, node: TSESTree.Node): string {
  if (!/^[([`]/.test(replacement)) return '';
  const before = source.text.charAt(codeBefore(source, start));
  if (before === '' || before === ';' || before === '{' || before === ':') return '';
  const statement = statementStartingAt(node, start);
  if (statement === undefined) return '';
  const list = statementsOf(statement.parent);
  const above = list?.[list.indexOf(statement) - 1];
  // `if (a) {}` and `function f() {}` end for themselves; `const f = function () {}` does not.
  const endsItself =
    above === undefined ||
    !/^(?:Expression|Return|Throw)Statement$|Declaration$/.test(above.type) ||
    above.type === 'FunctionDeclaration' ||
    above.type === 'ClassDeclaration';
  return endsItself && before === '}' ? '' : ';';
}

/**
 * Whether an expression must be put in parentheses between these texts, as it stands in the file without any: `(place as any)(order)`,
 * `(await queue).name`, `f((a, b))`.
 */
export function needsGrouping(node: TSESTree.Node, before: string, after: string): boolean {
  const isCalled = /^\s*(?:[([`!]|\.(?!\.\.)|\?\.)/u.test(after);
  const isOperand = /(?:\b(?:await|typeof|void)|!)\s*$/u.test(before);
  if (isCalled) return !isPrimary(node);
  if (isOperand) return !isPrimary(node) && node.type !== 'AwaitExpression' && node.type !== 'UnaryExpression';
  return node.type === 'SequenceExpression';
}

/** Whether `.name` and `(…)` may stand right behind the expression. */
function isPrimary(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
    case 'ThisExpression':
    case 'Super':
    case 'MetaProperty':
    case 'ImportExpression':
    case 'MemberExpression':
    case 'CallExpression':
    case 'ChainExpression':
    case 'TaggedTemplateExpression':
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return true;
    case 'Literal':
      return typeof node.value !== 'number';
    default:
      return !/Expression$/u.test(node.type);
  }
}

/** The whole optional chain, when the node is all of it: in `a?.b()` the call. */
function chainOf(node: TSESTree.Node): TSESTree.Node {
  return node.parent?.type === 'ChainExpression' ? node.parent : node;
}

function isTightOperand(node: TSESTree.Node, replacing: Replacing): boolean {
  const parent = node.parent;
  switch (parent?.type) {
    case 'NewExpression':
      return parent.callee === node;
    case 'MemberExpression':
      return replacing === 'await' && parent.object === node;
    case 'CallExpression':
      return replacing === 'await' && parent.callee === node;
    case 'ConditionalExpression':
      return replacing === 'await' && parent.test === node;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return replacing === 'await' && parent.superClass === node;
    case 'TaggedTemplateExpression':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'SpreadElement':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return replacing === 'await';
    default:
      return false;
  }
}

function statementStartingAt(node: TSESTree.Node, start: number): TSESTree.Node | undefined {
  let current: TSESTree.Node | undefined = node;
  while (current !== undefined && current !== null && current.range[0] === start) {
    if (current.type === 'ExpressionStatement') return current;
    current = current.parent;
  }
  return undefined;
}

/** Whether the expression's text begins at the beginning of an arrow's body, where `{` would open a block. */
export function opensBlock(source: CommentedText, node: TSESTree.Expression): boolean {
  return source.text.charAt(codeAfter(source, node.range[0])) === '{';
}

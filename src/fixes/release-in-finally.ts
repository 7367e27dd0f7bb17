/** `const c = await open(); use(c);` becomes `const c = await open(); try { use(c); } finally { await c.close(); }`. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { insert, replace, type Change } from '../syntax/change.ts';
import { needsGrouping } from '../syntax/precedence.ts';
import { extentOf, reindent } from '../syntax/statement-extent.ts';
import { indentAt } from '../syntax/trivia.ts';
import { descendants, isFunction } from '../syntax/walk.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** Undefined: nothing follows in the block, `await` is not legal, or what follows is used in front of the declaration. */
export function planReleaseInFinally(
  site: PlanningSite,
  { declaration, name, method }: IntentOf<'release-in-finally'>,
): Outcome | undefined {
  const block = declaration.parent;
  if (block.type !== 'BlockStatement' || declaration.declarations.length !== 1) return undefined;
  const rest = block.body.slice(block.body.indexOf(declaration) + 1);
  const [first] = rest;
  const last = rest.at(-1);
  // What is hoisted may be used in front of the declaration.
  if (!first || !last || rest.some((statement) => isHoisted(statement))) return undefined;
  if (canAwaitHere(first, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;

  const { newline, semicolon, indent } = site.style;
  const outer = indentAt(site.text, declaration.range[0]);
  const start = extentOf(site, first).range[0];
  const end = extentOf(site, last).range[1];
  const close = `${newline}${outer}} finally {${newline}${outer}${indent}await ${name}.${method}()${semicolon}${newline}${outer}}`;
  return {
    changes: [
      replace([start, start], `try {${newline}${outer}${indent}`),
      ...reindent(site.text, [start, end], rest, outer, outer + indent),
      ...rest.flatMap((statement) => waitedReturns(statement)),
      replace([end, end], close),
    ],
    safety: 'suggest',
  };
}

/** `return load();` would give back a promise, and release what it needs before it is done. */
function waitedReturns(statement: TSESTree.Statement): readonly Change[] {
  return [...descendants(statement, (inner) => !isFunction(inner))].flatMap((node) => {
    const value = node.type === 'ReturnStatement' ? node.argument : null;
    if (!value || !mayBePromise(value)) return [];
    const [open, close] = needsGrouping(value, 'await ', '') ? ['(', ')'] : ['', ''];
    return [insert(value.range[0], `await ${open}`), ...(close === '' ? [] : [insert(value.range[1], close)])];
  });
}

function mayBePromise(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'ChainExpression':
      return true;
    case 'ConditionalExpression':
      return mayBePromise(node.consequent) || mayBePromise(node.alternate);
    case 'LogicalExpression':
      return mayBePromise(node.left) || mayBePromise(node.right);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return mayBePromise(node.expression);
    default:
      return false;
  }
}

function isHoisted(statement: TSESTree.Statement): boolean {
  if (statement.type === 'FunctionDeclaration') return true;
  for (const node of descendants(statement, (inner) => !isFunction(inner)))
    if (node.type === 'VariableDeclaration' && node.kind === 'var') return true;
  return false;
}

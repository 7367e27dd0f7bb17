/**
 * The first statements of a step's callback, put into the workflow before the statement that runs the step:
 * `const m = await DBOS.recv('t');`. What they declare stays visible in the callback, under another name if its own is taken.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere } from '../syntax/await-point.ts';
import { canLeave } from '../syntax/capture.ts';
import { insert, replace, type Change } from '../syntax/change.ts';
import { continues, isOpenBefore } from '../syntax/continuation.ts';
import { isDeclaredIn, isWithin } from '../syntax/scopes.ts';
import { extentOf, reindent } from '../syntax/statement-extent.ts';
import { indentAt, startsLine, withBlanks, type Range } from '../syntax/trivia.ts';
import { mayAct } from '../syntax/acts.ts';
import {
  contains,
  statementsOf,
  descendants,
  enclosingStatement,
  isFunction,
  type FunctionNode,
} from '../syntax/walk.ts';
import { renamesFor } from './hoisted-names.ts';
import type { IntentOf } from './repair.ts';
import type { Outcome, PlanningSite } from './site.ts';

/** Undefined: the statements are not the first and awaited, use what only the callback has, or the step is not the first thing that runs there. */
export function planHoistFromStep(site: PlanningSite, intent: IntentOf<'hoist-from-step'>): Outcome | undefined {
  const { statements, call } = intent;
  const [first] = statements;
  const last = statements.at(-1);
  if (first === undefined || last === undefined) return undefined;
  // A wrapper may be given several functions.
  const callback = call.arguments.find((argument) => isFunction(argument) && argument.body === first.parent);
  const body = statementsOf(first.parent);
  if (!isFunction(callback)) return undefined;
  if (!statements.every((statement, index) => body?.[index] === statement && isAwaited(statement))) return undefined;

  const target = enclosingStatement(call);
  if (target === undefined || !runsFirst(call, target)) return undefined;
  if (canAwaitHere(target, site.moduleKind, site.willBeAsync) !== 'yes') return undefined;
  const moved: Range = [extentOf(site, first).range[0], extentOf(site, last).range[1]];
  if (!statements.every((statement) => canStandBefore(site, statement, callback, target, moved))) return undefined;
  if (continues(site, target.range[0]) && isOpenBefore(site, moved[1])) return undefined;
  const renames = renamesFor(site, statements, callback, target);
  if (renames === undefined) return undefined;

  const changes = [...moveBefore(site, statements, moved, target), ...renames];
  return { changes, ...(doesMoreBefore(call, target) && { safety: 'suggest' as const }) };
}

/** Whether the target does something before it runs the step, which then comes after what is taken out: `await ask() + await DBOS.runStep(…)`. */
function doesMoreBefore(call: TSESTree.CallExpression, target: TSESTree.Node): boolean {
  return [...descendants(target, (node) => !isFunction(node))].some(
    (node) => mayAct(node) && node.range[0] < call.range[0] && !contains(node, call),
  );
}

/** `await f();` and `const x = await f();`: once it is out of the callback, the step waits for it as before. */
function isAwaited(statement: TSESTree.Statement): boolean {
  if (statement.type === 'ExpressionStatement') return statement.expression.type === 'AwaitExpression';
  return (
    statement.type === 'VariableDeclaration' &&
    // One `var` would be shared by all turns of a loop, and by all that is declared under its name.
    statement.kind !== 'var' &&
    statement.declarations.every(({ init }) => withoutAssertion(init)?.type === 'AwaitExpression')
  );
}

function withoutAssertion(node: TSESTree.Expression | null): TSESTree.Expression | null {
  switch (node?.type) {
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return withoutAssertion(node.expression);
    default:
      return node;
  }
}

/** Whether the statement makes the call once, whatever happens, each time that it runs. */
export function runsFirst(call: TSESTree.Node, target: TSESTree.Node): boolean {
  let child: TSESTree.Node = call;
  for (let parent = call.parent; parent !== undefined && child !== target; parent = parent.parent) {
    switch (parent.type) {
      case 'ConditionalExpression':
      case 'IfStatement':
        if (parent.test !== child) return false;
        break;
      case 'LogicalExpression':
        if (parent.left !== child) return false;
        break;
      case 'AssignmentExpression':
        if (parent.right !== child || /^(?:&&|\|\||\?\?)=$/.test(parent.operator)) return false;
        break;
      case 'CallExpression':
      case 'MemberExpression':
        // `a?.b(step())` may not come to the call.
        if (parent.optional || isInOptionalChain(parent, child)) return false;
        break;
      case 'ForStatement':
        if (parent.init !== child) return false;
        break;
      case 'ForOfStatement':
      case 'ForInStatement':
        if (parent.right !== child) return false;
        break;
      case 'SwitchStatement':
        if (parent.discriminant !== child) return false;
        break;
      case 'AssignmentPattern':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'TryStatement':
      case 'LabeledStatement':
        return false;
      default:
    }
    child = parent;
  }
  return true;
}

function isInOptionalChain(call: TSESTree.CallExpression | TSESTree.MemberExpression, child: TSESTree.Node): boolean {
  const callee = call.type === 'CallExpression' ? call.callee : call.object;
  return (
    callee !== child &&
    [...descendants(callee, (node) => !isFunction(node))].some((node) => 'optional' in node && node.optional)
  );
}

/** Whether the statement uses nothing that exists only in the callback, or only after the target began. */
function canStandBefore(
  site: PlanningSite,
  statement: TSESTree.Statement,
  callback: FunctionNode,
  target: TSESTree.Node,
  moved: Range,
): boolean {
  for (const scope of site.scopeManager.scopes) {
    for (const { identifier, resolved } of scope.references) {
      if (!isWithin(identifier.range, statement.range) || resolved === null) continue;
      if (isDeclaredIn(resolved, target.range) && !isDeclaredIn(resolved, moved)) return false;
    }
  }
  return callback.type === 'ArrowFunctionExpression' || canLeave(site.scopeManager, statement, callback.parent);
}

function moveBefore(
  site: PlanningSite,
  statements: readonly TSESTree.Statement[],
  moved: Range,
  target: TSESTree.Node,
): readonly Change[] {
  const { newline } = site.style;
  const lines = extentOf(site, { range: moved }).lines;
  const from = indentAt(site.text, moved[0]);
  const to = indentAt(site.text, target.range[0]);
  const onOwnLine = startsLine(site.text, target.range[0]);
  const at = onOwnLine ? extentOf(site, target).range[0] : target.range[0];
  // On one line, a new line is needed only behind a line comment.
  const hasLineComment = site.comments.some((comment) => comment.type === 'Line' && isWithin(comment.range, moved));
  const behind = onOwnLine || hasLineComment ? [newline, to] : [endsStatement(site, moved) ? ' ' : '; '];
  return [
    insert(at, { keep: moved }, ...behind),
    replace(lines ?? withBlanks(site.text, moved)),
    ...(lines === undefined ? [] : reindent(site.text, moved, statements, from, to)),
  ];
}

function endsStatement(site: PlanningSite, range: Range): boolean {
  return site.text.charAt(range[1] - 1) === ';';
}

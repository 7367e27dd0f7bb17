/** Where code goes that must run when the engine is launched: behind the statement that awaits the launch. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import { isDeclaredIn, referencesIn, scopeAt, variableNamed } from '../syntax/scopes.ts';
import type { Range } from '../syntax/trivia.ts';
import { enclosingFunction, statementsOf } from '../syntax/walk.ts';

export interface LaunchAnchor {
  readonly launch: TSESTree.ExpressionStatement;
  /** New queues go behind this statement, and new schedules behind `schedules`, which may name those queues. */
  readonly queues: TSESTree.Statement;
  readonly schedules: TSESTree.Statement;
}

/**
 * @param launches the calls of this file that launch
 * @param familyOf what an engine call is about; undefined for other nodes
 */
export function launchAnchor(
  launches: readonly TSESTree.Node[],
  familyOf: (call: TSESTree.Node) => string | undefined,
): LaunchAnchor | string {
  const [launch, ...others] = launches;
  if (launch === undefined) return 'This file does not launch the engine: do it in the file that does.';
  if (others.length > 0) return 'This file launches the engine in several places: do it after each.';
  const statement = launch.parent?.parent;
  if (launch.parent?.type !== 'AwaitExpression' || statement?.type !== 'ExpressionStatement') {
    return 'The launch is not a statement of its own that is awaited: do it after the launch.';
  }
  const around = statementsOf(statement.parent);
  if (around === undefined) return 'The launch is not in a list of statements: do it after the launch.';
  let queues: TSESTree.Statement = statement;
  let schedules: TSESTree.Statement = statement;
  for (const next of around.slice(around.indexOf(statement) + 1)) {
    if (next.type !== 'ExpressionStatement' && next.type !== 'VariableDeclaration') break;
    const family = familyOf(awaitedCall(next) ?? next);
    if (family === 'queue') queues = next;
    else if (family !== 'schedule') break;
    schedules = next;
  }
  return { launch: statement, queues, schedules };
}

/** Whether all names in the range mean the same behind the statement. */
export function meansTheSameBehind(scopes: Scope.ScopeManager, range: Range, statement: TSESTree.Node): boolean {
  const scope = scopeAt(scopes, statement);
  const around = enclosingFunction(statement);
  for (const { resolved, identifier } of referencesIn(scopes, range)) {
    if (resolved !== null && isDeclaredIn(resolved, range)) continue;
    if ((variableNamed(scope, identifier.name) ?? null) !== resolved && resolved !== null) return false;
    const isLocal = resolved !== null && around !== undefined && isDeclaredIn(resolved, around.range);
    if (isLocal && !isDeclaredIn(resolved, [0, statement.range[1]])) return false;
  }
  return true;
}

/** `await f();`, `const q = await f();` */
function awaitedCall(
  statement: TSESTree.ExpressionStatement | TSESTree.VariableDeclaration,
): TSESTree.Node | undefined {
  const isAlone = statement.type === 'ExpressionStatement' || statement.declarations.length === 1;
  const value = statement.type === 'ExpressionStatement' ? statement.expression : statement.declarations[0].init;
  return isAlone && value?.type === 'AwaitExpression' ? value.argument : undefined;
}

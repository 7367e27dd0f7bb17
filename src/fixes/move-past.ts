/**
 * Statements that go to the other side of another one in the same list: registrations before the launch, queues after it. Not when a
 * statement in between, or the one that moves, needs what the other declares.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/utils/ts-eslint';

import { isDeclaredIn, isWithin, referencesIn, scopeAt, variableNamed } from '../syntax/scopes.ts';
import { enclosingStatement, statementsOf } from '../syntax/walk.ts';
import { suggest, type Repair, type Safety } from './repair.ts';

/** Puts the statements, in their order, before the one that holds `anchor`. Undefined: they cannot go there. */
export function moveBefore(
  nodes: readonly TSESTree.Node[],
  anchor: TSESTree.Node,
  scopes: Scope.ScopeManager,
  safety: Safety,
): Repair | undefined {
  return move(nodes, anchor, 'before', scopes, safety);
}

/** Puts the statements, in their order, behind the one that holds `anchor`. Undefined: they cannot go there. */
export function moveAfter(
  nodes: readonly TSESTree.Node[],
  anchor: TSESTree.Node,
  scopes: Scope.ScopeManager,
  safety: Safety,
): Repair | undefined {
  return move(nodes, anchor, 'after', scopes, safety);
}

/**
 * Puts a statement of the top level, which declares nothing, behind the one in a function that holds `anchor`. Undefined: it cannot go
 * there. Always for a human to agree to.
 */
export function moveInto(node: TSESTree.Node, anchor: TSESTree.Node, scopes: Scope.ScopeManager): Repair | undefined {
  const statement = statementOfCall(node);
  const target = statementOfCall(anchor);
  if (statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'Program' || !target) return undefined;
  const scope = scopeAt(scopes, target);
  for (const { identifier, resolved } of referencesIn(scopes, statement.range)) {
    if (resolved === null || isDeclaredIn(resolved, statement.range) || identifier.type !== 'Identifier') continue;
    if (variableNamed(scope, identifier.name) !== resolved) return undefined;
  }
  return suggest({ kind: 'move-statements', nodes: [statement], after: target });
}

/** Whether the statements of two calls follow each other, so that nothing is passed when they change places. */
export function areNeighbours(first: TSESTree.Node, second: TSESTree.Node): boolean {
  const [one, other] = [statementOfCall(first), statementOfCall(second)];
  const list = statementsOf(one?.parent);
  if (!one || !other || !list || one.parent !== other.parent) return false;
  return Math.abs(list.indexOf(one) - list.indexOf(other)) === 1;
}

type Movable = TSESTree.ExpressionStatement | TSESTree.VariableDeclaration | TSESTree.ClassDeclarationWithName;

/** The statement in whose own code a call stands, when it may be moved; undefined for any other. */
export function statementOfCall(call: TSESTree.Node): Movable | undefined {
  const statement = enclosingStatement(call);
  switch (statement?.type) {
    case 'ExpressionStatement':
    case 'VariableDeclaration':
      return statement;
    default:
      return statement && isNamedClass(statement) ? statement : undefined;
  }
}

function isNamedClass(node: TSESTree.Node): node is TSESTree.ClassDeclarationWithName {
  return node.type === 'ClassDeclaration' && node.id !== null;
}

function move(
  nodes: readonly TSESTree.Node[],
  anchor: TSESTree.Node,
  side: 'before' | 'after',
  scopes: Scope.ScopeManager,
  safety: Safety,
): Repair | undefined {
  const target = statementOfCall(anchor);
  const list = statementsOf(target?.parent);
  if (!target || !list) return undefined;
  const statements: Movable[] = [];
  for (const node of nodes) {
    const statement = statementOfCall(node);
    if (!statement || statement === target || statement.parent !== target.parent) return undefined;
    if (!statements.includes(statement)) statements.push(statement);
  }
  const moving = new Set<TSESTree.Node>(statements);
  for (const statement of statements) {
    const [from, to] =
      side === 'before' ? [target.range[0], statement.range[0]] : [statement.range[1], target.range[1]];
    const passed = list.filter((other) => !moving.has(other) && isWithin(other.range, [from, to]));
    if (passed.some((other) => needs(other, statement, scopes) || needs(statement, other, scopes))) return undefined;
  }
  const where = side === 'before' ? { before: target } : { after: target };
  return { safety, steps: 0, intents: [{ kind: 'move-statements', nodes: statements, ...where }] };
}

/** Whether the code uses, or changes, what the other declares. */
function needs(user: TSESTree.Node, declaring: TSESTree.Node, scopes: Scope.ScopeManager): boolean {
  for (const { resolved } of referencesIn(scopes, user.range)) {
    if (resolved !== null && isDeclaredIn(resolved, declaring.range)) return true;
  }
  return false;
}

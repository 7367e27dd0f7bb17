/**
 * Statements of a database that are built in one place and run in another: `const query = db.select(); await DBOS.runStep(() => query)`. Knows
 * what a chain of calls and a variable show, and which functions the engine runs as steps. A statement that goes anywhere else counts as run here.
 */
import type { Building } from '../knowledge/vocabulary/effects.ts';
import { evaluate } from './evaluate.ts';
import {
  argumentsOf,
  calleeOf,
  isFunctionNode,
  isInvocation,
  memberKey,
  outerOf,
  type InvocationNode,
  type Node,
} from './nodes.ts';
import type { Env } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** Whether the statement that the call begins is run by steps only, if at all. */
export function isOnlyBuilt(world: World, { runs, tells }: Building, begin: InvocationNode, env: Env): boolean {
  const seen = new Set<Node>();

  const isOnlyTold = (start: Node): boolean => {
    const { end, keys } = chainOf(start);
    if (keys.some((key) => key === undefined || runs.includes(key))) return false;
    if (keys.some((key) => key !== undefined && tells.includes(key))) return true;
    const { parent, child } = outerOf(end);
    if (parent?.type === 'VariableDeclarator' && parent.init === child) return isOnlyHeld(parent.id);
    // `query = query.where(…)`
    if (parent?.type !== 'AssignmentExpression' || parent.right !== child || parent.operator !== '=') return false;
    return outerOf(parent).parent?.type === 'ExpressionStatement' && isOnlyHeld(parent.left);
  };

  const isOnlyHeld = (name: Node): boolean => {
    const variable = name.type === 'Identifier' ? variableOf(world, env.unit.module, name) : undefined;
    const declared = variable?.defs[0]?.name;
    if (!variable || declared === undefined || variable.defs[0]?.type !== 'Variable') return false;
    if (seen.has(declared)) return true;
    seen.add(declared);
    const reads = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier);
    return reads.every((read) => isRunInStep(world, read, env) || isOnlyTold(read));
  };

  return isOnlyTold(begin);
}

/** The calls and members that follow on an expression, and their keys. */
function chainOf(start: Node): { readonly end: Node; readonly keys: readonly (string | undefined)[] } {
  const keys: (string | undefined)[] = [];
  let end = start;
  for (;;) {
    const { parent, child } = outerOf(end);
    if (parent?.type === 'MemberExpression' && parent.object === child) keys.push(memberKey(parent));
    else if (parent?.type !== 'CallExpression' || parent.callee !== child) return { end, keys };
    end = parent;
  }
}

/** Whether the node stands in a function, inside the one of the environment, that the engine runs as a step. */
function isRunInStep(world: World, node: Node, env: Env): boolean {
  let current: Node | undefined = node;
  while (current && current !== env.unit.node) {
    if (isFunctionNode(current) && isStepCallback(world, current, env)) return true;
    current = current.parent;
  }
  return false;
}

function isStepCallback(world: World, fn: Node, env: Env): boolean {
  const { parent, child } = outerOf(fn);
  if (!parent || !isInvocation(parent)) return false;
  const position = argumentsOf(parent).indexOf(child);
  const callees = evaluate(world, calleeOf(parent), env);
  return (
    callees.length > 0 &&
    callees.every((callee) => {
      const given = callee.kind === 'named' ? world.knowledge.api(callee.name)?.runs : undefined;
      return given?.argument === position && (given.role === 'step' || given.role === 'transaction');
    })
  );
}

/**
 * Functions that run what they are given as a step, or call it: `durable ? DBOS.runStep(work, { name }) : work()`. The call is for where there is
 * no engine to record it, or a step around it. Leaves out conditions whose answer is written down, and functions that are not given by a caller:
 * that one of two branches runs them in a step is no excuse for the other.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { leavingIfs } from './branches.ts';
import { certain } from './certain.ts';
import { factsOf } from './collect-facts.ts';
import { evaluate } from './evaluate.ts';
import type { CallEdge, Edge, RoleEdge } from './facts.ts';
import { bindCall } from './function-calls.ts';
import { contains, isFunctionNode, leaves, unwrap, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { Env, FunctionValue } from './values.ts';
import { variableOf } from './variables.ts';
import type { World } from './world.ts';

/** Uses of a parameter; what is used more often is more than work to be done. */
const MAX_USES = 20;

/** Functions between a choice and the step. */
const MAX_FUNCTIONS = 3;

/**
 * Whether the call is what a function does with a parameter that it runs as a step otherwise.
 *
 * @param edges all of the function
 */
export function isWithoutStep(world: World, env: Env, { node, target }: CallEdge, edges: readonly Edge[]): boolean {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  if (callee?.type !== 'Identifier') return false;
  const variable = variableOf(world, env.unit.module, callee);
  if (variable?.defs[0]?.type !== 'Parameter' || variable.references.length > MAX_USES) return false;
  const uses = variable.references.map(({ identifier }) => identifier);
  return choicesAround(node).some(({ test, others }) => {
    const given = uses.filter((use) => others.some((other) => contains(other, use)));
    if (given.length === 0 || certain(evaluate(world, test, env), 'literal')) return false;
    const isIt = (unit: FunctionUnit): boolean =>
      unit === target.unit || (unit.module === env.unit.module && given.some((use) => contains(unit.node, use)));
    const within = edges.filter((edge) => given.some((use) => contains(edge.node, use)));
    return runsAsStep(world, within, isIt);
  });
}

type IsIt = (unit: FunctionUnit) => boolean;

function runsAsStep(world: World, edges: readonly Edge[], isIt: IsIt, depth = 0): boolean {
  return edges.some((edge) => {
    if (edge.kind === 'role') {
      if (edge.how !== 'runs' || !isRecorded(edge)) return false;
      // Behind many calls, what a function was given is not known.
      if (edge.target.kind !== 'function') return depth > 0 && edge.target.kind === 'unknown';
      return runs(world, edge.target, isIt);
    }
    return depth < MAX_FUNCTIONS && runsAsStep(world, factsOf(world, edge.target).edges, isIt, depth + 1);
  });
}

/** Whether the function is it, or calls it. */
function runs(world: World, fn: FunctionValue, isIt: IsIt): boolean {
  const calls = (env: Env, depth: number): boolean =>
    isIt(env.unit) ||
    (depth < MAX_FUNCTIONS &&
      factsOf(world, env).edges.some((edge) => edge.kind === 'call' && calls(edge.target, depth + 1)));
  return calls(bindCall(world, fn, [], fn.env?.depth ?? 0), 0);
}

function isRecorded({ role }: RoleEdge): boolean {
  return role === 'step' || role === 'transaction';
}

/** A condition, and what runs when it comes out otherwise. */
interface Choice {
  readonly test: Node;
  readonly others: readonly Node[];
}

/** The conditions in a function that decide whether the node runs. */
function choicesAround(start: Node): readonly Choice[] {
  const choices: Choice[] = [];
  for (let child = start, node = start.parent; node && !isFunctionNode(child); child = node, node = node.parent) {
    if (node.type === 'ConditionalExpression' && child !== node.test) {
      choices.push({ test: node.test, others: [child === node.consequent ? node.alternate : node.consequent] });
    } else if (node.type === 'IfStatement' && child !== node.test) {
      choices.push({ test: node.test, others: othersOf(node, child) });
    } else if (node.type === 'BlockStatement') {
      for (const { range, test, consequent } of leavingIfs(node)) {
        if (range[0] >= child.range[0]) break;
        choices.push({ test, others: [consequent] });
      }
    }
  }
  return choices;
}

/** What runs instead of one branch. */
function othersOf(node: TSESTree.IfStatement, branch: Node): readonly Node[] {
  if (branch !== node.consequent) return [node.consequent];
  if (node.alternate) return [node.alternate];
  const { parent } = node;
  if (!leaves(node.consequent) || parent.type !== 'BlockStatement') return [];
  return parent.body.filter(({ range }) => range[0] >= node.range[1]);
}

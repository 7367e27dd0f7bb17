/** Turns of loops: whether one that was finished is followed by another, and with what. Leaves out how many there are. */

import { contains, isLoop, type LoopNode, type Node } from '../nodes.ts';
import type { ModuleUnit } from '../units.ts';
import { variableOf } from '../variables.ts';
import type { World } from '../world.ts';
import type { Outcome } from './forward.ts';

/** The loops of a function whose bodies hold the node. */
export function loopsAround(node: Node, root: Node): readonly LoopNode[] {
  const loops: LoopNode[] = [];
  let child = node;
  for (let parent = node.parent; parent && child !== root; child = parent, parent = parent.parent) {
    if (isLoop(parent) && parent.body === child) loops.push(parent);
  }
  return loops;
}

/**
 * Whether nothing that a turn does decides about the next one, other than by leaving the loop: a list of several items, a condition that looks at
 * nothing that the body sets.
 */
export function goesOnByItself(world: World, module: ModuleUnit, loop: LoopNode): boolean {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') {
    return !(loop.right.type === 'ArrayExpression' && loop.right.elements.length < 2);
  }
  if (!loop.test) return true;
  if (loop.test.type === 'Literal') return Boolean(loop.test.value);
  const { test, body } = loop;
  const names = namesIn(test);
  return (
    names !== undefined &&
    names.every((name) => {
      const variable = variableOf(world, module, name);
      return variable?.references.every((reference) => !reference.isWrite() || !contains(body, reference.identifier));
    })
  );
}

/** The names of `count < list.length`; undefined for another condition. */
function namesIn(test: Node): readonly Node[] | undefined {
  if (test.type !== 'BinaryExpression' || test.left.type === 'PrivateIdentifier') return undefined;
  const sides = [test.left, test.right].map((side) =>
    side.type === 'MemberExpression' && !side.computed ? side.object : side,
  );
  if (!sides.every(({ type }) => type === 'Identifier' || type === 'Literal')) return undefined;
  return sides.filter(({ type }) => type === 'Identifier');
}

/** The state with which the turn after this one begins; undefined: none does. */
export function backOf<State>(
  loop: LoopNode,
  { end, leaves }: Outcome<State>,
  join: (first: State, second: State) => State,
): State | undefined {
  const label = loop.parent.type === 'LabeledStatement' ? loop.parent.label.name : undefined;
  let back = end;
  for (const { how, label: to, state } of leaves) {
    if (how !== 'continue' || (to !== undefined && to !== label)) continue;
    back = back === undefined ? state : join(back, state);
  }
  return back;
}

/** Whether a name is declared in a loop, its head included. */
export function isDeclaredIn(module: ModuleUnit, loop: LoopNode, name: string): boolean {
  return module.source.scopeManager.scopes.some(
    ({ block, variables }) => contains(loop, block) && variables.some((variable) => variable.name === name),
  );
}

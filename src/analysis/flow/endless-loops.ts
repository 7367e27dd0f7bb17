/** Loops that nothing counts, and the tests in them of something that is counted after all: `if (attempt >= 3) throw error`. */
import type { TSESTree } from '@typescript-eslint/types';
import { contains, isFunctionNode, leaves, outerOf, unwrap, type Node } from '../nodes.ts';
import type { ModuleUnit } from '../units.ts';
import type { Env } from '../values.ts';
import { variableOf } from '../variables.ts';
import type { World } from '../world.ts';

/** A loop that nothing but a jump or an error ends. */
export type EndlessLoop = TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement;

/** Whether the node compares something that the loop counts, to leave the loop: `if (attempt >= 3) throw error`. */
export function isLimit(world: World, node: Node, loop: EndlessLoop, { unit: { module } }: Env): boolean {
  if (node.type !== 'BinaryExpression' || !isCounted(node)) return false;
  let { parent, child } = outerOf(node);
  while (parent?.type === 'LogicalExpression') ({ parent, child } = outerOf(parent));
  if (parent?.type !== 'IfStatement' || parent.test !== child) return false;
  const ends = [parent.consequent, parent.alternate].some((branch) => branch && leaves(branch));
  return ends && [node.left, node.right].some((side) => isChangedIn(world, unwrap(side), loop, module));
}

function isChangedIn(world: World, side: Node, loop: EndlessLoop, module: ModuleUnit): boolean {
  // `if (++attempt > 3)`
  if (side.type === 'UpdateExpression') return true;
  const variable = side.type === 'Identifier' ? variableOf(world, module, side) : undefined;
  return (variable?.references ?? []).some(
    (reference) => reference.isWrite() && reference.init !== true && contains(loop, reference.identifier),
  );
}

/** The endless loops of the function around a node, the innermost first. */
export function endlessLoopsAround(node: Node): readonly EndlessLoop[] {
  const found: EndlessLoop[] = [];
  for (let loop = node.parent; loop && !isFunctionNode(loop); loop = loop.parent) if (isEndless(loop)) found.push(loop);
  return found;
}

/** A loop that is not obviously counted: `while (true)`, `for (;;)`, `while (!done)`. */
function isEndless(node: Node): node is EndlessLoop {
  switch (node.type) {
    case 'WhileStatement':
    case 'DoWhileStatement':
      return !isCounted(node.test);
    case 'ForStatement':
      return !node.test || (!node.update && !isCounted(node.test));
    default:
      return false;
  }
}

/** `attempt < 3`: a test that compares sizes. */
function isCounted(test: Node): boolean {
  switch (test.type) {
    case 'BinaryExpression':
      return ['<', '<=', '>', '>='].includes(test.operator);
    case 'LogicalExpression':
      return isCounted(test.left) || isCounted(test.right);
    case 'UpdateExpression':
      return true;
    default:
      return false;
  }
}

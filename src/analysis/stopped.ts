/**
 * Code that runs when the workflow has been stopped: under `if (error instanceof CancelledError)`. No recorded call can be made there any more,
 * and no replay comes by. Reads conditions as they are written; tests in other functions are not followed.
 */
import { unitAt } from './bindings.ts';
import { conditionsAround } from './branches.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { unwrap, type Node } from './nodes.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Whether an error is asked for around the node that is only thrown in a workflow which was stopped. */
export function isAfterStop(world: World, module: ModuleUnit, node: Node): boolean {
  for (const { test, whenTrue } of conditionsAround(node)) if (whenTrue && isStopTest(world, module, test)) return true;
  return false;
}

function isStopTest(world: World, module: ModuleUnit, condition: Node): boolean {
  const test = unwrap(condition);
  if (test.type === 'LogicalExpression') {
    const left = isStopTest(world, module, test.left);
    if (test.operator === '&&') return left || isStopTest(world, module, test.right);
    return left && test.operator === '||' && isStopTest(world, module, test.right);
  }
  if (test.type !== 'BinaryExpression' || test.operator !== 'instanceof') return false;
  const [only, ...others] = evaluate(world, test.right, baseEnv(world, unitAt(module, test)));
  return only?.kind === 'named' && others.length === 0 && world.knowledge.isStop(only.name);
}

/** Where steps take the signal of their timeout as if it were there in any case. */
import { baseEnv, evaluate } from './evaluate.ts';
import { print } from './names.ts';
import { outerOf, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** @param signal the qualified name of the signal */
export function certainSignalsIn(world: World, unit: FunctionUnit, signal: string): readonly Node[] {
  const env = baseEnv(world, unit);
  return unit.reads.filter((node) => {
    // `status!.signal!`, `AbortSignal.any([status.signal])`
    const isTaken = node.parent.type === 'TSNonNullExpression' || outerOf(node).parent?.type === 'ArrayExpression';
    return (
      isTaken && evaluate(world, node, env).some((value) => value.kind === 'named' && print(value.name) === signal)
    );
  });
}

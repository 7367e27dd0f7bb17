/**
 * Recorded calls that are handed to a helper of the program which races them: `withTimeout(load(item), 100)`. The helper does not know what
 * it races, so the call of the helper is the place. Leaves out what is wrapped on the way, and helpers behind helpers.
 */
import { variableOf, type VariableLike } from '../variables.ts';
import { factsOf } from '../collect-facts.ts';
import { argumentsOf, isFunctionNode, isInvocation, parametersOf, type InvocationNode, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { branchesOf, gatheringsIn, operationOf, type Gathering } from './concurrent.ts';
import type { Branch } from './parallel-branches.ts';
import { isDirect, type Operation } from './operations.ts';

/** A recorded call that is handed to a helper which races it. */
export interface RacedArgument {
  /** The call of the helper. */
  readonly node: InvocationNode;
  /** What the helper races. */
  readonly gathering: Gathering;
  readonly branch: Branch;
  readonly operation: Operation;
}

/** The recorded calls that the function hands to such helpers. */
export function racedArguments(world: World, env: Env): readonly RacedArgument[] {
  return factsOf(world, env).edges.flatMap((edge): readonly RacedArgument[] => {
    const { node } = edge;
    if (edge.kind !== 'call' || !isInvocation(node) || !isDirect(world, edge, env)) return [];
    for (const gathering of gatheringsIn(world, edge.target)) {
      const { spec, given } = gathering;
      if (spec.waits !== 'first' && spec.waits !== 'fulfilled') continue;
      for (const variable of given) {
        const argument = argumentsOf(node)[positionOf(world, edge.target, variable)];
        if (!argument || argument.type === 'SpreadElement') continue;
        const branch = branchesOf(world, argument, spec, env).find((item) => operationOf(item) !== undefined);
        const operation = branch && operationOf(branch);
        if (branch && operation && !isAwaitedIn(argument, operation.node))
          return [{ node, gathering, branch, operation }];
      }
    }
    return [];
  });
}

/** `withTimeout(parse(await load(item)))`: the call is over before the race begins. */
function isAwaitedIn(argument: Node, call: Node): boolean {
  for (
    let node = call.parent;
    node && node.range[0] >= argument.range[0] && node.range[1] <= argument.range[1];
    node = node.parent
  )
    if (node.type === 'AwaitExpression') return true;
  return false;
}

/** Which parameter of the function the variable is; -1: a part of one, or none. */
function positionOf(world: World, { unit }: Env, variable: VariableLike): number {
  const { node, module } = unit;
  if (!isFunctionNode(node)) return -1;
  return parametersOf(node).findIndex(
    (parameter) => parameter.type === 'Identifier' && variableOf(world, module, parameter) === variable,
  );
}

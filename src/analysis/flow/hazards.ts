/**
 * What is wrong with the way a function of a workflow runs recorded calls side by side: a race whose winner a replay does not repeat, a
 * rejection that comes first by chance, and branches that take step numbers in the order in which they happen to go on. Single
 * recorded calls side by side are fine: their numbers are taken when they are made.
 */
import { contains, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { World } from '../world.ts';
import { gatheringsIn, operationOf, patchOf, type Gathering } from './concurrent.ts';
import type { Branch } from './parallel-branches.ts';
import { racedArguments } from './raced-arguments.ts';
import { isUnknownCall } from '../unknown-awaits.ts';
import type { Operation } from './operations.ts';
import { readOf } from './stream-reads.ts';

/** A place where recorded calls run side by side as they should not. */
export interface Hazard {
  /**
   * `race`: the winner decides; `rejection`: the first rejection decides; `interleaving`: a branch makes a recorded call after an
   * `await` while others may do so too; `uncalled`: a function stands where a promise should.
   */
  readonly kind: 'race' | 'rejection' | 'interleaving' | 'uncalled';
  /** Where it is: the combinator, the late call, the function. */
  readonly node: Node;
  readonly env: Env;
  readonly path: readonly [];
  readonly gathering: Gathering;
  readonly branch: Branch;
  /** A recorded call that it is about. */
  readonly operation: Operation;
}

/** The hazards that stand in a function. */
export function hazardsIn(world: World, env: Env): readonly Hazard[] {
  const known = world.flow.hazards.get(env);
  if (known) return known;
  world.flow.hazards.set(env, []);
  const own = gatheringsIn(world, env).flatMap((gathering) => hazardsOf(world, gathering, env));
  const hazards = [
    ...own,
    ...racedArguments(world, env).map((raced): Hazard => ({ kind: 'race', path: [], env, ...raced })),
  ];
  world.flow.hazards.set(env, hazards);
  return hazards;
}

/** Races of a function between promises of which one may be anything, and none is that of a recorded call. */
export function unknownRacesIn(world: World, env: Env): readonly Gathering[] {
  return gatheringsIn(world, env).filter(({ branches, open, spec }) => {
    if (spec.waits !== 'first' && spec.waits !== 'fulfilled') return false;
    const isAlone = spec.single !== true && branches.length === 1 && !open;
    return (
      !isAlone &&
      branches.every((branch) => operationOf(branch) === undefined) &&
      branches.some(({ node }) => node.type === 'CallExpression' && isUnknownCall(world, node, env))
    );
  });
}

function hazardsOf(world: World, gathering: Gathering, env: Env): readonly Hazard[] {
  const { branches, spec, node } = gathering;
  const common = { env, gathering, path: [] as const };
  const uncalled = branches.flatMap((branch): readonly Hazard[] => {
    const operation = operationOf(branch);
    return branch.uncalled && operation ? [{ ...common, kind: 'uncalled', node: branch.node, branch, operation }] : [];
  });
  if (uncalled.length > 0) return uncalled;

  const durable = branches.filter((branch) => operationOf(branch) !== undefined);
  const [first] = durable;
  const operation = first && operationOf(first);
  if (!first || !operation) return [];
  const isAlone = spec.single !== true && branches.length === 1 && !first.repeats && !gathering.open;
  if (spec.waits === 'first' || spec.waits === 'fulfilled') {
    return isAlone ? [] : [{ ...common, kind: 'race', node, branch: first, operation }];
  }
  // One branch with several recorded calls, beside branches that make theirs at once, is in order.
  const late = branches.filter(({ profile }) => profile.late !== undefined);
  if (late.length > 1 || late.some(({ repeats }) => repeats)) {
    // Of a patch that is asked there `valid-patch` speaks: what follows may be the only call that is left when it is asked before.
    const sequence = late.find((branch) => patchOf(branch) === undefined);
    if (sequence?.profile.late === undefined) return [];
    const { late: second } = sequence.profile;
    return [{ ...common, kind: 'interleaving', node: placeOf(second, sequence), branch: sequence, operation: second }];
  }
  const refused = refusedIn(world, branches);
  const canReject = durable.filter((branch) => !branch.caught && !refused.has(branch));
  const [rejecting] = canReject;
  if (spec.waits !== 'all' || !rejecting || isAlone || (canReject.length === 1 && !rejecting.repeats)) return [];
  return [{ ...common, kind: 'rejection', node, branch: rejecting, operation: operationOf(rejecting) ?? operation }];
}

/** Branches that may not run beside others at all, whichever fails first: questions for patches, and reads of streams beside each other. */
function refusedIn(world: World, branches: readonly Branch[]): ReadonlySet<Branch> {
  const reads = branches.filter((branch) => readOf(world, branch) !== undefined);
  const areBeside = reads.length > 1 || reads.some(({ repeats }) => repeats);
  return new Set([...(areBeside ? reads : []), ...branches.filter((branch) => patchOf(branch) !== undefined)]);
}

/** The late call itself, when it is written inside the branch; else the branch. */
function placeOf(operation: Operation, branch: Branch): Node {
  let place = branch.node;
  for (const edge of operation.path) {
    const { node } = edge.target.unit;
    if (edge.target.unit.module !== branch.env.unit.module || !contains(branch.node, node)) return place;
    place = operation.path[operation.path.indexOf(edge) + 1]?.node ?? operation.fact.node;
  }
  return operation.path.length === 0 && contains(branch.node, operation.fact.node) ? operation.fact.node : place;
}

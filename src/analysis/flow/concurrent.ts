/**
 * Calls that let code run side by side: which branches a combinator (`Promise.all`, `pMap`, ...) is given. A list that cannot be followed is open:
 * it may have more branches.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { CombinatorSpec } from '../../knowledge/vocabulary/effects.ts';
import { evaluate } from '../evaluate.ts';
import { staticKey, unwrap, type InvocationNode, type Node } from '../nodes.ts';
import type { Env } from '../values.ts';
import type { VariableLike } from '../variables.ts';
import type { World } from '../world.ts';
import type { Operation } from './operations.ts';
import { BranchFinder, type Branch } from './parallel-branches.ts';

/** One call that waits for several branches. */
export interface Gathering {
  readonly node: InvocationNode;
  readonly spec: CombinatorSpec;
  readonly branches: readonly Branch[];
  /** There may be branches that are not seen. */
  readonly open: boolean;
  /** Parameters of the function that are among the branches, or are the list of them: who calls it knows more. */
  readonly given: readonly VariableLike[];
}

/** The first recorded call of a branch. */
export function operationOf({ profile }: Branch): Operation | undefined {
  return profile.prompt ?? profile.late;
}

/** The question for a patch with which a branch begins. */
export function patchOf({ profile: { prompt } }: Branch): Operation | undefined {
  return prompt?.fact.kind === 'api' && prompt.fact.spec.family === 'patch' ? prompt : undefined;
}

/** The combinators that a function calls. */
export function gatheringsIn(world: World, env: Env): readonly Gathering[] {
  let gatherings = world.flow.gatherings.get(env);
  if (!gatherings) world.flow.gatherings.set(env, (gatherings = collect(world, env)));
  return gatherings;
}

function collect(world: World, env: Env): readonly Gathering[] {
  return env.unit.invocations.flatMap((node): readonly Gathering[] => {
    if (node.type !== 'CallExpression') return [];
    for (const callee of evaluate(world, node.callee, env)) {
      const spec = callee.kind === 'named' ? world.knowledge.combinator(callee.name) : undefined;
      if (spec && !hasOption(world, node, spec.limit, 1, env))
        return [
          gathering(
            world,
            node,
            hasOption(world, node, spec.stops, false, env) ? { ...spec, waits: 'settled' } : spec,
            env,
          ),
        ];
    }
    return [];
  });
}

/** `pMap(items, load, { concurrency: 1 })` runs one after the other; with `{ stopOnError: false }` it waits for all. */
function hasOption(
  world: World,
  node: TSESTree.CallExpression,
  option: CombinatorSpec['limit'],
  value: number | boolean,
  env: Env,
): boolean {
  const options = option && node.arguments[option.argument];
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some((property) => {
    if (property.type !== 'Property' || staticKey(property.key, property.computed) !== option?.key) return false;
    const [only] = evaluate(world, property.value, env);
    return only?.kind === 'literal' && only.value === value;
  });
}

function gathering(world: World, node: InvocationNode, spec: CombinatorSpec, env: Env): Gathering {
  const finder = new BranchFinder(world, spec);
  const given = node.type === 'CallExpression' ? node.arguments[spec.promises] : undefined;
  if (spec.mapper !== undefined) finder.mapped(node, env);
  else if (spec.single === true && given) finder.element(given, env, false);
  else if (given) finder.list(given, env, 0);
  return { node, spec, branches: finder.branches, open: finder.open, given: finder.given };
}

/** What an argument adds to a combinator that a helper gives it to: `withTimeout(load(item), 100)`. */
export function branchesOf(world: World, argument: Node, spec: CombinatorSpec, env: Env): readonly Branch[] {
  const finder = new BranchFinder(world, spec);
  const node = unwrap(argument);
  if (node.type === 'ArrayExpression') finder.list(node, env, 0);
  else if (node.type !== 'CallExpression' || !finder.mapped(node, env)) finder.element(argument, env, false);
  return finder.branches;
}

/**
 * What a function puts somewhere for as long as it runs, and takes away again in a `finally` or `.finally(…)`: a map of what can be stopped, a set of what
 * runs, a count of it. It tells what this process is doing, which each life of the process knows anew. Compares the pieces of code as they
 * are written. Leaves out what is put back in another way than by the opposite change.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { mutationsOf, type Mutation } from './mutations.ts';
import { contains, memberKey, withoutTypes, type Node } from './nodes.ts';
import { samePlace } from './places.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** A change and the one that undoes it. */
interface Pair {
  readonly done: Mutation;
  readonly undone: Mutation;
}

/** Whether the change is gone when the function that makes it ends, or takes such a change away once more. */
export function isUndone(world: World, mutation: Mutation): boolean {
  const { unit } = mutation;
  if (pairsIn(world, unit).some(({ done, undone }) => done === mutation || undone === mutation)) return true;
  const isLast = isLastCallback(unit.node);
  if (!isLast && !lastWordIn(mutation.node, unit)) return false;
  return unit.module.units.some(
    (other) =>
      other !== unit &&
      pairsIn(world, other).some(
        ({ undone }) => samePlace(undone.place, mutation.place) && undoes(undone) === undoes(mutation),
      ),
  );
}

function pairsIn(world: World, unit: FunctionUnit): readonly Pair[] {
  const mutations = mutationsOf(world, unit);
  if (mutations.length === 0) return [];
  const pairsOf = (undone: Mutation, isInReach: (node: Node) => boolean): readonly Pair[] =>
    mutations.flatMap((done) =>
      isInReach(done.node) && samePlace(done.place, undone.place) && areOpposite(world, unit, done, undone)
        ? [{ done, undone }]
        : [],
    );
  const own = mutations.flatMap((undone) => {
    const attempt = undone.used ? undefined : lastWordIn(undone.node, unit);
    return attempt ? pairsOf(undone, (node) => isTriedBy(attempt, node)) : [];
  });
  // running.set(id, work(id).finally(() => running.delete(id)));
  const handedOver = unit.module.units
    .filter((inner) => inner.parent === unit && isLastCallback(inner.node))
    .flatMap((inner) => mutationsOf(world, inner))
    .flatMap((undone) => pairsOf(undone, () => true));
  return [...own, ...handedOver];
}

function isLastCallback({ parent: call }: Node): boolean {
  if (call?.type !== 'CallExpression') return false;
  const callee = withoutTypes(call.callee);
  return callee.type === 'MemberExpression' && memberKey(callee) === 'finally';
}

/** The `try` of the function whose `finally` has the code. */
function lastWordIn(node: Node, { node: home }: FunctionUnit): TSESTree.TryStatement | undefined {
  let child = node;
  for (let { parent } = node; parent && child !== home; parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === child) return parent;
    child = parent;
  }
  return undefined;
}

/** Whether the code stands in what is tried, or above it in the same block. */
function isTriedBy(attempt: TSESTree.TryStatement, node: Node): boolean {
  if (contains(attempt.block, node)) return true;
  return contains(attempt.parent, node) && node.range[1] <= attempt.range[0];
}

function areOpposite(
  world: World,
  { module }: FunctionUnit,
  { node: done }: Mutation,
  { node: undone }: Mutation,
): boolean {
  const textOf = (node: Node | undefined): string | undefined => node && module.source.text.slice(...node.range);
  const first = changeOf(done);
  const second = changeOf(undone);
  if (!first || !second) return false;
  const isOpposite =
    done.type === 'CallExpression'
      ? undone.type === 'CallExpression' && !removes(world, first) && removes(world, second)
      : OPPOSITES.get(first.how) === second.how;
  return isOpposite && textOf(first.what) === textOf(second.what) && textOf(first.by) === textOf(second.by);
}

/** How the change takes away, for changes that do so alike: `delete`, `-=`. */
function undoes({ node }: Mutation): string | undefined {
  return changeOf(node)?.how;
}

/** Whether the method takes out what another one puts in. */
function removes(world: World, { how }: Change): boolean {
  return world.knowledge.method(how)?.removes === true;
}

interface Change {
  /** The operator, or the name of a method. */
  readonly how: string;
  /** What is changed, as it is written. */
  readonly what: Node;
  /** The key that is put in or taken out, or the number that is added. */
  readonly by: Node | undefined;
}

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['++', '--'],
  ['--', '++'],
  ['+=', '-='],
  ['-=', '+='],
  ['=', 'delete'],
]);

function changeOf(node: Node): Change | undefined {
  switch (node.type) {
    case 'UpdateExpression':
      return { how: node.operator, what: withoutTypes(node.argument), by: undefined };
    case 'AssignmentExpression':
      return { how: node.operator, what: withoutTypes(node.left), by: node.operator === '=' ? undefined : node.right };
    case 'UnaryExpression':
      return { how: node.operator, what: withoutTypes(node.argument), by: undefined };
    case 'CallExpression': {
      const callee = withoutTypes(node.callee);
      const [key] = node.arguments;
      const method = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
      if (callee.type !== 'MemberExpression' || method === undefined || !key) return undefined;
      return { how: method, what: callee.object, by: key };
    }
    default:
      return undefined;
  }
}

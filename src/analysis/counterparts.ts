/**
 * Calls that may be of one of several functions, one of which asks the engine for a time, an identifier or a wait, and another one does the same
 * without it: a clock for scripts beside the one that records. Which of them it is, is decided where nothing is known of it. Looks at the
 * functions' own texts. Knows members of the same name, and the branches of a condition. Leaves out the entries of one table or list, of
 * which each may run.
 */
import type { ApiFamily } from '../knowledge/vocabulary/apis.ts';
import type { Effect } from '../knowledge/vocabulary/effects.ts';
import { useOf } from './calls.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { calleeOf, outerOf, staticKey, type Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';
import type { FunctionValue, Values } from './values.ts';
import type { World } from './world.ts';

/** What a function does in its own text. */
export interface OwnDoings {
  /** Families of the engine's calls. */
  readonly asked: ReadonlySet<ApiFamily>;
  /** What hosts and packages do. */
  readonly effects: ReadonlySet<Effect>;
}

/** The functions that a call may run, without those of which another one is the recorded counterpart. */
export function calleesWithoutCounterparts(world: World, callees: Values): Values {
  if (callees.length < 2) return callees;
  const functions = callees.filter((callee) => callee.kind === 'function');
  return callees.filter(
    (callee) => callee.kind !== 'function' || !functions.some((other) => isCounterpart(world, other, callee)),
  );
}

/** Whether one function asks the engine for what is all that the other one does. */
function isCounterpart(world: World, recorded: FunctionValue, plain: FunctionValue): boolean {
  if (recorded.unit === plain.unit) return false;
  const { asked, effects } = doingsOf(world, plain.unit);
  if (asked.size > 0 || effects.size === 0) return false;
  const answered = [...doingsOf(world, recorded.unit).asked].flatMap((family) =>
    world.knowledge.recordedEffects(family),
  );
  return (
    [...effects].every((effect) => answered.includes(effect)) && areAlternatives(recorded.unit.node, plain.unit.node)
  );
}

/** `{ now: () => DBOS.now() }` and `{ now: async () => Date.now() }`, `isDurable ? () => DBOS.now() : async () => Date.now()` */
function areAlternatives(first: Node, second: Node): boolean {
  const [one, other] = [outerOf(first).parent, outerOf(second).parent];
  if (!one || !other) return false;
  if (one === other) return one.type === 'ConditionalExpression' || one.type === 'LogicalExpression';
  const key = memberNameOf(one);
  if (key === undefined || key !== memberNameOf(other)) return false;
  return !areInOneCollection(one.parent, other.parent);
}

/** `[{ read }, { read }]`, `{ a: { run }, b: { run } }` */
function areInOneCollection(first: Node | undefined, second: Node | undefined): boolean {
  const [one, other] = [first && outerOf(first).parent, second && outerOf(second).parent];
  if (one?.type === 'Property' && other?.type === 'Property') return one.parent === other.parent;
  return one?.type === 'ArrayExpression' && one === other;
}

function memberNameOf(node: Node): string | undefined {
  const isMember = node.type === 'Property' || node.type === 'MethodDefinition' || node.type === 'PropertyDefinition';
  return isMember ? staticKey(node.key, node.computed) : undefined;
}

function doingsOf(world: World, unit: FunctionUnit): OwnDoings {
  const known = world.ownDoings.get(unit);
  if (known) return known;
  const asked = new Set<ApiFamily>();
  const effects = new Set<Effect>();
  const doings = { asked, effects };
  // What stands for the engine may be found by the same way.
  world.ownDoings.set(unit, doings);
  for (const inner of withNested(unit)) {
    for (const node of inner.invocations) {
      for (const callee of evaluate(world, calleeOf(node), baseEnv(world, inner))) {
        if (callee.kind !== 'named') continue;
        const api = world.knowledge.api(callee.name);
        const effect = world.knowledge.effect(callee.name, useOf(node))?.effect;
        if (api) asked.add(api.family);
        else if (effect !== undefined && effect !== 'pure' && effect !== 'log') effects.add(effect);
      }
    }
  }
  return doings;
}

function* withNested(unit: FunctionUnit): Iterable<FunctionUnit> {
  yield unit;
  for (const nested of unit.nested) yield* withNested(nested);
}

/**
 * Promises of engine calls that nobody waits for as one should: dropped, made by a callback whose method looks at none of them, or taken for
 * the values that they are promises of. Leaves out what is graver at the same call: it throws where it stands, starts nothing, or is a workflow
 * that a timer starts; and helpers outside of workflows, which may be meant to go on by themselves.
 */
import type { Place, Role } from '../../knowledge/vocabulary/roles.ts';
import type { Node } from '../nodes.ts';
import { startsWorkflow } from '../starts.ts';
import { startWithoutCall } from '../uninvoked.ts';
import type { FunctionUnit } from '../units.ts';
import { verdictOf } from '../verdicts.ts';
import type { World } from '../world.ts';
import type { Route, StartedHere } from './flow.ts';
import type { Started } from './started.ts';

/**
 * - `dropped`: the call is all that its statement does, or the variable that holds its promise is never read
 * - `ignored`: a callback makes it, and the method that runs the callback looks at no result: `orders.forEach(place)`
 * - `event`: a listener makes it, whenever its event comes
 * - `answer`: a callback makes it, and the method takes the promise for an answer: `orders.filter(isPaid)`
 * - `test`: it is a condition
 * - `value`: it is an operand, the object of a member, or anything else that wants the value
 */
export type FloatingKind = 'dropped' | 'ignored' | 'event' | 'answer' | 'test' | 'value';

/** A promise that nobody waits for as one should. */
export interface Floating {
  readonly kind: FloatingKind;
  /** The call that gives the promise, or the call of the method that runs the callback. */
  readonly node: Node;
  readonly started: Started;
  readonly unit: FunctionUnit;
  /** Where it floats; a workflow when the function is part of one besides others. */
  readonly place: 'workflow' | 'step' | 'outside';
  /** The way from the node to the engine call. */
  readonly route: Route;
  /** `void charge(order);` says that nobody need wait. */
  readonly isVoid: boolean;
  /** `charge(order).catch(log);` goes on with what it gives. */
  readonly isChained: boolean;
  /** What it goes on with looks after its failure. */
  readonly isCaught: boolean;
}

/** What the functions of a file are to the engine. */
export interface Functions {
  readonly rolesOf: (unit: FunctionUnit) => ReadonlySet<Role>;
  readonly isTimerCallback: (unit: FunctionUnit) => boolean;
}

/** Of all the promises that a file starts, those that float. */
export function floatingIn(world: World, all: readonly StartedHere[], functions: Functions): readonly Floating[] {
  return all.flatMap(({ started, unit }): readonly Floating[] => {
    const { node, destiny, of, fact, path, at } = started;
    const roles = functions.rolesOf(unit);
    if ((of === 'helper' || of === 'listener') && !roles.has('workflow')) return [];
    const kind = kindOf(started);
    if (!kind || throws(started, roles) || startsNothing(world, started)) return [];
    if (startsWorkflow(fact) && functions.isTimerCallback(unit)) return [];
    return [
      {
        kind,
        node: kind !== 'event' && destiny.kind === 'ignored' ? destiny.node : node,
        started,
        unit,
        place: roles.has('workflow') ? 'workflow' : roles.has('step') || roles.has('transaction') ? 'step' : 'outside',
        route: { fact, path, at: at.unit },
        isVoid: destiny.kind === 'dropped' && destiny.isVoid,
        isChained: destiny.kind === 'dropped' && destiny.chained,
        isCaught: destiny.kind === 'dropped' && destiny.caught,
      },
    ];
  });
}

function kindOf({ destiny, of }: Started): FloatingKind | undefined {
  switch (destiny.kind) {
    case 'dropped':
      return of === 'callback' ? 'ignored' : 'dropped';
    case 'ignored':
      if (of === 'listener') return 'event';
      return destiny.by === 'each' ? 'ignored' : 'answer';
    case 'misused':
      return destiny.how === 'test' ? 'test' : 'value';
    default:
      return undefined;
  }
}

const PLACES = ['workflow', 'step', 'transaction'] as const satisfies readonly Place[];

function throws({ fact, of }: Started, roles: ReadonlySet<Role>): boolean {
  return of === 'call' && PLACES.some((place) => roles.has(place) && verdictOf(fact, place) === 'throws');
}

function startsNothing(world: World, { fact, at }: Started): boolean {
  return fact.kind === 'api' && startWithoutCall(world, at.unit, fact) !== undefined;
}

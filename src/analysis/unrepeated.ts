/**
 * What workflows do that a replay does not repeat: effects, and engine calls that are not recorded. Of one cause only the cause: leaves out what
 * follows from another effect of the same expression, what a timer's callback does, what a function does that is called in place of its
 * step or in place of a callback, and the clock of a loop that waits by looking at it. Which effects matter is for those who ask.
 */
import type { Effect } from '../knowledge/vocabulary/effects.ts';
import { busyLoopAround } from './busy-loops.ts';
import { isConsequence } from './consequences.ts';
import { factsOf } from './collect-facts.ts';
import type { Occurrence } from './contexts.ts';
import { baseEnv } from './evaluate.ts';
import type { ApiFact, EffectFact } from './facts.ts';
import type { Node } from './nodes.ts';
import { isWithin, type FunctionUnit, type ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** Something that a workflow does and a replay does not repeat. */
export type Unrepeated = Occurrence<EffectFact | ApiFact>;

/** @param isMisplaced whether a call is one of a function in place of its durable version, or stands where a function is wanted that makes it */
export function unrepeatedIn(
  world: World,
  module: ModuleUnit,
  occurrences: readonly Occurrence[],
  isMisplaced: (call: Node) => boolean,
): readonly Unrepeated[] {
  return occurrences
    .filter(isUnrepeated)
    .filter(isKeptBeyond)
    .filter(({ node, path }) => !isMisplaced(node) && !path.some((edge) => isMisplaced(edge.node)))
    .filter(({ unit, root }) => unit === root || !isOnlyCalledBy(world, module, unit, isMisplaced))
    .filter(
      (occurrence) =>
        !isConsequence(world, module, occurrence, occurrences) && !isInBusyLoop(world, module, occurrence),
    );
}

/** The gravest first: what acts before what gives another value, and that before what may be the same. */
const GRAVITY: readonly Effect[] = [
  'database',
  'network',
  'file',
  'process',
  'id',
  'random',
  'clock',
  'unrecorded',
  'iteration',
  'timer',
  'module-state',
  'environment',
  'host',
];

/** The effect that it is; an engine call that is not recorded is one, too. */
export function effectOf({ fact }: Unrepeated): Effect {
  return fact.kind === 'api' ? 'unrecorded' : fact.effect;
}

/** What one call of a function does has one remedy, so only the gravest of it is left. */
export function gravestOfEachCall(occurrences: readonly Unrepeated[]): readonly Unrepeated[] {
  const byCall = new Map<Unrepeated['node'], Unrepeated[]>();
  const told: Unrepeated[] = [];
  for (const occurrence of occurrences) {
    const { node, path, root } = occurrence;
    const [edge] = path;
    if (!edge) {
      told.push(occurrence);
      continue;
    }
    const known = byCall.get(node) ?? [];
    const index = known.findIndex((other) => other.root === root && other.path[0]?.target.unit === edge.target.unit);
    const graver = known[index];
    if (!graver) known.push(occurrence);
    else if (isGraver(occurrence, graver)) known[index] = occurrence;
    byCall.set(node, known);
  }
  return [...told, ...[...byCall.values()].flat()];
}

function isGraver(one: Unrepeated, other: Unrepeated): boolean {
  return GRAVITY.indexOf(effectOf(one)) < GRAVITY.indexOf(effectOf(other));
}

function isUnrepeated(occurrence: Occurrence): occurrence is Unrepeated {
  const { fact, context } = occurrence;
  if (context.role !== 'workflow' || context.deferred) return false;
  switch (fact.kind) {
    case 'effect':
      return true;
    case 'api':
      return fact.spec.at.workflow === 'unrecorded' && fact.spec.family !== 'client';
    case 'durable':
      return false;
  }
}

/** A variable that the functions of a workflow share among them begins anew with each run. */
function isKeptBeyond({ fact, root }: Unrepeated): boolean {
  const home = fact.kind === 'effect' ? fact.home : undefined;
  return home === undefined || (root !== home && isWithin(root, home));
}

/** Whether every call of a function in this file is of a kind. */
function isOnlyCalledBy(
  world: World,
  module: ModuleUnit,
  unit: FunctionUnit,
  isOfKind: (call: Node) => boolean,
): boolean {
  const calls = module.units.flatMap((caller) =>
    factsOf(world, baseEnv(world, caller)).edges.filter(
      (edge) => edge.kind === 'call' && edge.target.unit === unit && edge.by === undefined,
    ),
  );
  return calls.length > 0 && calls.every(({ node }) => isOfKind(node));
}

function isInBusyLoop(world: World, module: ModuleUnit, { fact, path }: Unrepeated): boolean {
  return fact.kind === 'effect' && path.length === 0 && busyLoopAround(world, module, fact) !== undefined;
}

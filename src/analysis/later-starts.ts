/**
 * Workflows that are started later or elsewhere: by code that is given to a timer, a calendar, a worker or a listener of events, and in the
 * turns of a loop that a timer paces. Leaves out what comes back again and again and finds in a database what it starts, since a start that
 * is lost is made up for in the next turn; what a worker hears from its parent; and loops of workflows, where the wait is what is wrong.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { isWorkerCode } from './branches.ts';
import { timedLoopsIn, type Handover, type RolesOf } from './handovers.ts';
import { print } from './names.ts';
import { argumentsOf, isInvocation, type Node } from './nodes.ts';
import { findsRecordedWork } from './recorded-work.ts';
import { startsWorkflow } from './starts.ts';
import type { Exposure } from './summaries.ts';
import type { ModuleUnit } from './units.ts';
import type { World } from './world.ts';

/** A start of a workflow by something that runs later or elsewhere. */
export interface LaterStart {
  /** The call that is given the code, or what the loop walks over: `setTimeout(…)`. */
  readonly node: Node;
  readonly cause: 'timer' | 'worker' | 'emitter';
  /** The qualified name of what runs the code; undefined: only a method's name is known, or a loop runs it. */
  readonly by: string | undefined;
  readonly start: Exposure;
  /** It is given in a workflow. */
  readonly inWorkflow: boolean;
  /** The loop that a timer paces. */
  readonly loop: TSESTree.ForOfStatement | undefined;
}

/** Qualified names of what runs code later. */
export interface LaterNames {
  /** Functions of which the tables know nothing. */
  readonly schedulers: readonly string[];
  /** Those that run what they are given more than once. */
  readonly repeated: readonly string[];
  /** Those that give something to walk over, one turn at a time. */
  readonly paced: readonly string[];
}

/** The names of the engine's table of timers, and those of further functions that call what they are given later. */
export function laterNames(timers: Engine['timers'], schedulers: readonly string[]): LaterNames {
  const { repeated = [], calendars = [], iterated = [] } = timers ?? {};
  return { schedulers, repeated: [...repeated, ...calendars, ...schedulers], paced: iterated };
}

/** @param handovers what the file hands over, also to `names.schedulers` */
export function* laterStartsIn(
  world: World,
  module: ModuleUnit,
  handovers: readonly Handover[],
  rolesOf: RolesOf,
  names: LaterNames,
): Iterable<LaterStart> {
  for (const handover of handovers) {
    const { node, by, roles } = handover;
    const start = startIn(handover.exposures);
    const cause = start && causeIn(world, module, handover, start, names.schedulers);
    if (!start || !cause) continue;
    const inWorkflow = roles.has('workflow');
    if (cause === 'timer' && !inWorkflow && looksForWork(world, handovers, handover, start, names.repeated)) continue;
    yield { node, cause, by: by && print(by), start, inWorkflow, loop: undefined };
  }
  for (const { loop, exposures, roles } of timedLoopsIn(world, module, rolesOf, names.paced)) {
    const start = startIn(exposures);
    if (!start || roles.has('workflow')) continue;
    yield { node: loop.right, cause: 'timer', by: undefined, start, inWorkflow: false, loop };
  }
}

/** The first start of a workflow among the things that code does. */
export function startIn(exposures: readonly Exposure[]): Exposure | undefined {
  return exposures.find(({ fact }) => startsWorkflow(fact));
}

/** Undefined also: a worker hears it, and the start stands in the same file, where it has a report of its own. */
function causeIn(
  world: World,
  module: ModuleUnit,
  handover: Handover,
  { fact, env }: Exposure,
  schedulers: readonly string[],
): LaterStart['cause'] | undefined {
  const cause = causeOf(handover, schedulers);
  if (cause !== 'emitter') return cause;
  if (env.unit.module === module) return isWorkerCode(world, module, fact.node) ? undefined : cause;
  return isWorkerCode(world, module, handedOver(module, handover)) ? 'worker' : cause;
}

/** The code that the file hands over, or the name by which it does: `parentPort.on('message', begin)`. */
function handedOver(module: ModuleUnit, { node, callback }: Handover): Node {
  if (callback?.module === module) return callback.node;
  return (isInvocation(node) ? argumentsOf(node).at(-1) : undefined) ?? node;
}

/** Undefined: a server, or something else that has a role for what it is given. */
function causeOf(
  { timing, spec, by, listens }: Handover,
  schedulers: readonly string[],
): LaterStart['cause'] | undefined {
  if (timing === 'detached') return 'worker';
  if (spec?.effect === 'timer' || (by !== undefined && schedulers.includes(print(by)))) return 'timer';
  return listens && spec?.role === undefined ? 'emitter' : undefined;
}

/** Whether what is handed over comes back again and again, and finds in a database what it starts. */
function looksForWork(
  world: World,
  handovers: readonly Handover[],
  { by, callback, env }: Handover,
  start: Exposure,
  repeated: readonly string[],
): boolean {
  const comesBack =
    (by !== undefined && repeated.includes(print(by))) ||
    // `async function poll() { …; setTimeout(poll, 1000); }`
    handovers.some((other) => callback !== undefined && other.callback === callback && other.unit === callback);
  return comesBack && env !== undefined && findsRecordedWork(world, env, start);
}

/**
 * Which repair a workflow is offered for something that a replay does not repeat. Where it stands in the workflow: what `for-effect.ts` finds
 * for the place, a step around the call of a plain callback, or the workflow made asynchronous first. Behind a helper: the durable sleep
 * in place of a helper that only waits, else the call of the helper as a step.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { EffectFact } from '../analysis/facts.ts';
import type { FileModel } from '../analysis/model.ts';
import type { Unrepeated } from '../analysis/unrepeated.ts';
import type { Engine } from '../knowledge/vocabulary/engine.ts';
import { enclosingFunction, isFunction } from '../syntax/walk.ts';
import { aroundCall, aroundCallback, type CallbackSite } from './around-callback.ts';
import { effectSite } from './effect-site.ts';
import { repairFor, type EffectSite } from './for-effect.ts';
import { helperRepair, helperSite } from './for-helper.ts';
import { sleepHelperRepair } from './for-sleep.ts';
import { unrecordedRepair } from './for-unrecorded.ts';
import type { Repair } from './repair.ts';

export interface DeterminismRepair {
  /** What the finding is about: for a timer in a promise, the promise. */
  readonly node: TSESTree.Node;
  readonly repair: Repair | undefined;
  /** The repair runs code as a step; otherwise it calls something else. */
  readonly isStep: boolean;
  /** The same with the workflow made asynchronous: it gives a promise already. */
  readonly asynchronous?: Repair | undefined;
}

/** @param name the qualified name of what is not repeated */
export function determinismRepair(
  occurrence: Unrepeated,
  name: string,
  tools: { readonly model: FileModel; readonly engine: Engine },
): DeterminismRepair {
  const found = repairOf(occurrence, name, tools);
  // One more step in code that runs beside other code, or only while nothing is kept yet, is worse than what it would repair.
  const { flow, replay } = tools.model;
  if ((found.repair?.steps ?? 0) > 0 && (flow.isLateBeside(found.node) || replay.isMadeOnce(found.node)))
    return { ...found, repair: undefined, asynchronous: undefined };
  // What was given to the workflow may be called in other places, too, which may not wait for it.
  if (!found.repair || !occurrence.isHandedIn)
    return occurrence.giver?.isUnawaited ? { ...found, asynchronous: undefined } : found;
  return { ...found, repair: { ...found.repair, safety: 'suggest' }, asynchronous: undefined };
}

function repairOf(
  occurrence: Unrepeated,
  name: string,
  { model, engine }: { readonly model: FileModel; readonly engine: Engine },
): DeterminismRepair {
  const { fact, node, path, root } = occurrence;
  const [edge] = path;
  const site = effectSite(model, engine, root.node);
  if (edge) {
    const isTimer = fact.kind === 'effect' && fact.effect === 'timer';
    const sleep = isTimer ? sleepHelperRepair(node, edge, site) : undefined;
    if (sleep) return { node, repair: sleep, isStep: false };
    return { node, repair: helperRepair(occurrence, helperSite(model)), isStep: true };
  }
  if (fact.kind === 'api') return { node, repair: unrecordedRepair(fact), isStep: true };
  return repairHere(fact, name, site);
}

function repairHere(fact: EffectFact, name: string, site: EffectSite & CallbackSite): DeterminismRepair {
  const { node, repair } = repairFor(fact, name, site);
  const whole = VALUES.has(fact.effect) ? outer(fact, site) : undefined;
  const chosen = whole ?? repair;
  return {
    node,
    repair: chosen,
    isStep: chosen?.intents.some(({ kind }) => kind.startsWith('wrap') || kind === 'pick-in-step') === true,
    asynchronous: chosen && madeAsync(node, chosen, site.workflow),
  };
}

/** Effects that are nothing but a value, so that the whole of what is made of them can be recorded. */
const VALUES: ReadonlySet<EffectFact['effect']> = new Set(['clock', 'random', 'id']);

function outer({ node, use }: EffectFact, site: CallbackSite): Repair | undefined {
  if (use === 'passed') return node.type === 'CallExpression' ? aroundCall(node, site) : undefined;
  return aroundCallback(node, site);
}

function madeAsync(node: TSESTree.Node, repair: Repair, workflow: TSESTree.Node): Repair | undefined {
  if (!isFunction(workflow) || enclosingFunction(node) !== workflow) return undefined;
  return { ...repair, safety: 'suggest', intents: [{ kind: 'make-async', node: workflow }, ...repair.intents] };
}

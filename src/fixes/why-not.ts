/** Why a repair could not be carried out where it was asked for, as far as a person can do something about it. */
import type { TSESTree } from '@typescript-eslint/types';

import { canAwaitHere, type AwaitPoint } from '../syntax/await-point.ts';
import { engineNameAt } from './imports.ts';
import { planningSite, type PlanFailure } from './plan.ts';
import type { Intent, Repair } from './repair.ts';
import type { PlanningSite, RepairSite } from './site.ts';

const SENTENCES = {
  'not-async': 'There is no fix here, since the function around it is not asynchronous.',
  'no-await': 'There is no fix here, since `await` cannot stand in this place.',
  shadowed: 'There is no fix here, since the name of the engine means something else.',
  comments: 'There is no fix here, since a comment would be lost.',
} as const satisfies Record<string, string>;

/** Undefined: nothing that a person would see in the code. */
export function whyNot(repair: Repair, failure: PlanFailure, site: RepairSite): string | undefined {
  if (failure.kind === 'comments') return SENTENCES.comments;
  if (failure.kind !== 'intent') return undefined;
  const planning = planningSite(repair, site);
  switch (awaitPointOf(failure.intent, planning)) {
    case 'needs-async':
      return SENTENCES['not-async'];
    case 'no':
      return SENTENCES['no-await'];
    default:
  }
  const node = nodeOf(failure.intent);
  return node && engineNameAt(planning, node) === undefined ? SENTENCES.shadowed : undefined;
}

/** Undefined: the intent needs no `await`. */
function awaitPointOf(intent: Intent, site: PlanningSite): AwaitPoint | undefined {
  switch (intent.kind) {
    case 'call-instead':
      return intent.replacement.awaited && intent.promise !== true ? pointAt(intent.node, site) : undefined;
    case 'wrap-in-step':
      return intent.promise === true ? undefined : pointAt(intent.node, site);
    case 'pick-in-step':
    case 'await':
      return pointAt(intent.node, site);
    default:
      return undefined;
  }
}

function pointAt(node: TSESTree.Node, site: PlanningSite): AwaitPoint {
  return canAwaitHere(node, site.moduleKind, site.willBeAsync);
}

function nodeOf(intent: Intent): TSESTree.Node | undefined {
  return intent.kind === 'call-instead' || intent.kind === 'wrap-in-step' ? intent.node : undefined;
}

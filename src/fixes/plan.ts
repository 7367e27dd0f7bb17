/**
 * From the repair that a rule asks for to edits of the text, and the one place that decides whether it is a fix, a suggestion or
 * nothing. A repair is whole or not at all: one intent that cannot be carried out, two that want the same characters, or a comment
 * that would get lost, and there is no plan.
 */
import { lostComments, mergeEdits, renderChanges } from '../syntax/change.ts';
import { styleOf } from '../syntax/print.ts';
import { planAddArgument, planCallLater, planMethodCall } from './arguments.ts';
import { planAwait, planMakeAsync } from './await.ts';
import { planCallInstead } from './call-instead.ts';
import { planExtendClass, planMakeStatic } from './classes.ts';
import { planCompose, planNameError, planRemoveDecorator } from './compose.ts';
import { planHoistFromStep } from './hoist-from-step.ts';
import { planRemoveImport, planRenameImport } from './import-names.ts';
import { planImport, planImportIntent } from './imports.ts';
import { planLoopInstead } from './loop-instead.ts';
import { planMoveIntoMain } from './move-into-main.ts';
import { planAddProperty, planRemoveProperty, planRenameProperty } from './properties.ts';
import type { Edit, Intent, Repair, Safety } from './repair.ts';
import type { ImportNeed, Outcome, PlanningSite, RepairSite } from './site.ts';
import { planPickInStep } from './pick-in-step.ts';
import { planReleaseInFinally } from './release-in-finally.ts';
import { planReturnFromStep } from './return-from-step.ts';
import { planStartInstead } from './start-instead.ts';
import { planFillBlock, planInsert, planMove, planRemoveStatement, planReplace } from './statements.ts';
import { planUnwrapStep } from './unwrap-step.ts';
import { planWrapInStep, planWrapStatements } from './wrap-in-step.ts';

export { mergeEdits };

export interface Plan {
  readonly safety: Safety;
  /** In order, without overlap, at least one. `mergeEdits` makes one edit of them, for a linter that takes one range. */
  readonly edits: readonly Edit[];
}

/** What stood in the way of a repair. */
export type PlanFailure =
  | { readonly kind: 'intent'; readonly intent: Intent }
  /** A name cannot be imported; a comment would get lost; edits overlap, or there is nothing to change. */
  | { readonly kind: 'import' | 'comments' | 'no-edits' };

/** Undefined: the repair cannot be carried out here, or has nothing to change. */
export function planRepair(repair: Repair, site: RepairSite): Plan | undefined {
  const attempt = attemptRepair(repair, site);
  return 'edits' in attempt ? attempt : undefined;
}

/** The plan, or what stands in its way. */
export function attemptRepair(repair: Repair, site: RepairSite): Plan | PlanFailure {
  const planning = planningSite(repair, site);
  const outcomes: Outcome[] = [];
  for (const intent of repair.intents) {
    const outcome = planIntent(planning, intent);
    if (outcome === undefined) return { kind: 'intent', intent };
    outcomes.push(outcome);
  }
  const changes = outcomes.flatMap((outcome) => outcome.changes);
  for (const need of distinct(outcomes.flatMap((outcome) => outcome.imports ?? []))) {
    const imported = planImport(planning, need);
    if (imported === undefined) return { kind: 'import' };
    changes.push(...imported);
  }
  if (lostComments(site, changes).length > 0) return { kind: 'comments' };
  const edits = renderChanges(site.text, changes)?.filter((edit) => site.text.slice(...edit.range) !== edit.text);
  return edits === undefined || edits.length === 0
    ? { kind: 'no-edits' }
    : { safety: safetyOf(repair, outcomes, site), edits };
}

/** What the intents of a repair may know. */
export function planningSite(repair: Repair, site: RepairSite): PlanningSite {
  return {
    text: site.text,
    program: site.program,
    scopeManager: site.scopeManager,
    comments: site.comments,
    engine: site.engine,
    objectName: (node) => site.objectName(node),
    recordsIn: (node) => site.recordsIn(node),
    fixMode: site.fixMode,
    moduleKind: site.moduleKind,
    style: styleOf(site.text, site.program),
    willBeAsync: new Set(repair.intents.flatMap((intent) => (intent.kind === 'make-async' ? [intent.node] : []))),
  };
}

function safetyOf(repair: Repair, outcomes: readonly Outcome[], site: RepairSite): Safety {
  // A recorded call shifts the step numbers of workflows that are running now; the user may want to agree to each.
  if (repair.steps > 0 && site.fixMode === 'suggest') return 'suggest';
  return outcomes.some((outcome) => outcome.safety === 'suggest') ? 'suggest' : repair.safety;
}

function planIntent(site: PlanningSite, intent: Intent): Outcome | undefined {
  switch (intent.kind) {
    case 'call-instead':
      return planCallInstead(site, intent);
    case 'wrap-in-step':
      return planWrapInStep(site, intent);
    case 'pick-in-step':
      return planPickInStep(site, intent);
    case 'wrap-statements-in-step':
      return planWrapStatements(site, intent);
    case 'unwrap-step':
      return planUnwrapStep(site, intent);
    case 'hoist-from-step':
      return planHoistFromStep(site, intent);
    case 'start-instead':
      return planStartInstead(site, intent);
    case 'return-from-step':
      return planReturnFromStep(site, intent);
    case 'loop-instead':
      return planLoopInstead(site, intent);
    case 'release-in-finally':
      return planReleaseInFinally(site, intent);
    case 'await':
      return planAwait(site, intent);
    case 'make-async':
      return planMakeAsync(site, intent);
    case 'replace':
      return planReplace(site, intent);
    case 'compose':
      return planCompose(site, intent);
    case 'name-error':
      return planNameError(site, intent);
    case 'remove-decorator':
      return planRemoveDecorator(site, intent);
    case 'remove-import':
      return planRemoveImport(site, intent);
    case 'rename-import':
      return planRenameImport(site, intent);
    case 'insert-before':
    case 'insert-after':
      return planInsert(site, intent);
    case 'fill-block':
      return planFillBlock(site, intent);
    case 'remove-statement':
      return planRemoveStatement(site, intent);
    case 'move-statements':
      return planMove(site, intent);
    case 'move-into-main':
      return planMoveIntoMain(site, intent);
    case 'rename-property':
      return planRenameProperty(site, intent);
    case 'remove-property':
      return planRemoveProperty(site, intent);
    case 'add-property':
      return planAddProperty(site, intent);
    case 'extend-class':
      return planExtendClass(site, intent);
    case 'make-static':
      return planMakeStatic(site, intent);
    case 'add-argument':
      return planAddArgument(site, intent);
    case 'method-call':
      return planMethodCall(site, intent);
    case 'call-later':
      return planCallLater(site, intent);
    case 'import':
      return planImportIntent(site, intent);
  }
}

function distinct(needs: readonly ImportNeed[]): readonly ImportNeed[] {
  return needs.filter(
    (need, index) => needs.findIndex((other) => other.module === need.module && other.name === need.name) === index,
  );
}

/**
 * A step in a step runs inline as a part of the outer one (dbos.js: runStep, registerStep; measured: `maxAttempts: 3` of the inner step
 * is ignored, and its effect repeats when the outer step is run again). That is legal, so this rule is for those who want each step to count.
 */
import { nestedRepair } from '../fixes/for-callback.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-nested-step',
  category: 'step',
  levels: { strict: 'error' },
  type: 'suggestion',
  description: 'disallow steps in a step',
  suggests: true,
  messages: {
    nested:
      '`{{code}}` runs a step{{route}} inside the step `{{step}}`: it is not recorded, and its own retries and timeout are ignored. Call it in the workflow, or without a step.',
    unwrap: 'Make the call as a part of the outer step.',
  },
  covers: ['step-basics'],
  listen: ({ model, show, routeOf }) => ({
    *occurrence(occurrence) {
      const { fact, context, node, path, root } = occurrence;
      // In a transaction it throws: no-transaction-in-step speaks of that.
      if (fact.kind === 'effect' || context.role !== 'step' || fact.spec?.family !== 'step') return;
      if (model.steps.harmIn(occurrence)?.harm !== 'degrades') return;
      // A step that tries itself again is prefer-step-retries'.
      if (model.steps.manualRetries.some((retry) => retry.node === node)) return;
      // The function of a workflow that runs as a part of the step is no-unwrapped-workflow-call's.
      if (model.registry.isUnwrapped(node)) return;
      const runs = fact.kind === 'api' ? fact.spec.runs : undefined;
      yield {
        node,
        message: 'nested',
        data: { code: show(node), route: routeOf(occurrence), step: model.wording.titleOf(root, occurrence.giver) },
        repair: path.length === 0 && runs ? nestedRepair(node, runs.argument) : undefined,
        offer: { message: 'unwrap' },
      };
    },
  }),
});

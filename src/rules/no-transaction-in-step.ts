import { offeredMoveOut, stepSite } from '../fixes/for-misplaced.ts';
import type { ApiFamily } from '../knowledge/vocabulary/apis.ts';
import { defineRule } from '../plugin/define-rule.ts';

/** Of calls that start workflows, no-workflow-in-step speaks; a step in a step is legal. */
const FAMILIES = {
  step: ['transaction'],
  transaction: ['transaction', 'step'],
} as const satisfies Readonly<Record<string, readonly ApiFamily[]>>;

export default defineRule({
  name: 'no-transaction-in-step',
  category: 'step',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow transactions in a step or a transaction, and steps in a transaction',
  suggests: true,
  messages: {
    throws: '`{{code}}` runs a {{what}}{{route}}: that throws in the {{role}} `{{step}}`. Call it in the workflow.',
    moveOut: 'Call it in the workflow instead.',
  },
  covers: ['step-transactions'],
  listen: ({ model, show, routeOf }) => {
    const site = stepSite(model.calls, ({ fact }) => fact.spec?.family === 'transaction');
    return {
      *occurrence(occurrence) {
        const { fact, context, node, root } = occurrence;
        const { role } = context;
        if (fact.kind === 'effect' || (role !== 'step' && role !== 'transaction')) return;
        const families: readonly (ApiFamily | undefined)[] = FAMILIES[role];
        const family = fact.spec?.family;
        if (!families.includes(family) || model.steps.harmIn(occurrence)?.harm !== 'throws') return;
        yield {
          node,
          message: 'throws',
          data: {
            code: show(node),
            what: family ?? '',
            role,
            step: model.wording.titleOf(root, occurrence.giver),
            route: routeOf(occurrence),
          },
          repair: offeredMoveOut(occurrence, site),
          offer: { message: 'moveOut' },
        };
      },
    };
  },
});

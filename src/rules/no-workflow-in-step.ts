import { offeredMoveOut, stepSite } from '../fixes/for-misplaced.ts';
import type { Node } from '../analysis/nodes.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'no-workflow-in-step',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow starting workflows in a step or a transaction',
  suggests: true,
  messages: {
    throws:
      '`{{code}}` starts {{workflow}}{{route}}: that throws in the {{role}} `{{step}}`. Start it in the workflow.',
    late: '`{{code}}` starts {{workflow}}{{route}} in the {{role}} `{{step}}` and throws then, so a retry may start another one. Start it in the workflow.',
    enqueued:
      '`{{code}}` enqueues another workflow whenever the {{role}} `{{step}}` is run again{{route}}. Give it a `workflowID`.',
    isWorkflow: '{{workflow}} is a workflow: it throws when `{{code}}` runs it as a {{role}}. Call it in the workflow.',
    moveOut: 'Start it in the workflow instead.',
  },
  options: {
    clients: flag(
      true,
      'Whether clients may enqueue without a workflow ID in steps and transactions; `false` reports that.',
    ),
  },
  covers: ['workflow-constraints', 'step-basics'],
  listen: ({ model, options, facts, show, routeOf }) => {
    const site = stepSite(model.calls, ({ fact }) => facts.startsWorkflow(fact));
    const hasID = (node: Node): boolean => {
      const call = model.callAt(node);
      return !call || model.optionsAt(call, 'workflow-id').some(({ presence }) => presence !== 'absent');
    };
    return {
      *occurrence(occurrence) {
        const { fact, context, node, root } = occurrence;
        const { role } = context;
        if (fact.kind === 'effect' || (role !== 'step' && role !== 'transaction') || !facts.startsWorkflow(fact))
          return;
        const common = {
          code: show(node),
          role,
          step: model.wording.titleOf(root, occurrence.giver),
          route: routeOf(occurrence),
        };
        if (fact.kind === 'api' && fact.spec.family === 'client') {
          if (options.clients || hasID(fact.node)) return;
          yield { node, message: 'enqueued', data: common };
          return;
        }
        const harm = model.steps.harmIn(occurrence)?.harm;
        if (harm !== 'throws' && harm !== 'acts-then-throws') return;
        yield {
          node,
          message: harm === 'throws' ? 'throws' : 'late',
          data: { ...common, workflow: model.wording.workflowNameOf(fact) },
          repair: offeredMoveOut(occurrence, site),
          offer: { message: 'moveOut' },
        };
      },
      *file() {
        for (const { call, role, value } of model.callbacks.rolesGiven) {
          const { node } = call;
          if ((role !== 'step' && role !== 'transaction') || value.kind !== 'registered' || value.role !== 'workflow')
            continue;
          const workflow =
            value.target.kind === 'function' ? `\`${model.wording.titleOf(value.target.unit)}\`` : 'This';
          yield { node, message: 'isWorkflow', data: { workflow, role, code: show(node) } };
        }
      },
    };
  },
});

import type { CallSite } from '../analysis/call-sites.ts';
import type { HarmInStep } from '../analysis/questions/steps.ts';
import { offeredMoveOut, stepSite } from '../fixes/for-misplaced.ts';
import type { ApiFamily } from '../knowledge/vocabulary/apis.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { choice } from '../plugin/rule-options.ts';

/** Calls that another rule speaks of. */
const OWNED_ELSEWHERE: ReadonlySet<ApiFamily> = new Set([
  // no-recv-in-step
  'communication',
  // no-workflow-in-step
  'start',
  'debounce',
  // no-nested-step, no-transaction-in-step
  'step',
  'transaction',
  // no-datasource-client-outside-transaction
  'datasource-client',
  // no-registration-after-launch, config-in-main
  'registration',
  'config',
  'launch',
  'shutdown',
  // no-client-in-workflow
  'client',
  // valid-patch
  'patch',
]);

export default defineRule({
  name: 'no-context-call-in-step',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow calls of the engine in a step or a transaction where they throw or lose their guarantee',
  suggests: true,
  messages: {
    throws: '`{{code}}` throws when it runs in the {{role}} `{{step}}`{{route}}. Call it in the workflow.',
    late: '`{{code}}` does its work in the {{role}} `{{step}}`{{route}} and throws then, so a retry does it again. Call it in the workflow.',
    timer:
      '`{{code}}` is a plain timer in the step `{{step}}`{{route}}: it starts over when the step is run again. Call it in the workflow.',
    repeated: '`{{code}}` is done again whenever the step `{{step}}` is run again{{route}}. Call it in the workflow.',
    escapes:
      '`{{code}}` does not belong to the transaction `{{step}}` that it runs in{{route}}: it outlives a rollback, and a retry does it again. Call it in the workflow.',
    outside: '`{{code}}` throws when it runs in the {{role}} `{{step}}`{{route}}. Call it outside workflows.',
    workflow: '`{{code}}` throws when it runs in the workflow `{{step}}`{{route}}. Call it outside workflows.',
    moveOut: 'Call it in the workflow instead.',
  },
  options: {
    send: choice(
      'allow',
      ['allow', 'report'],
      'Whether messages may be sent from steps, where they are sent at least once instead of exactly once.',
    ),
  },
  covers: ['workflow-constraints', 'workflow-control', 'pattern-sleep'],
  listen: ({ model, options, facts, show, routeOf }) => {
    const isMovable = ({ fact }: CallSite): boolean =>
      fact.spec !== undefined &&
      !OWNED_ELSEWHERE.has(fact.spec.family) &&
      facts.verdictOf(fact, 'workflow') === 'records';

    return {
      *occurrence(occurrence) {
        const { fact, context, node, root } = occurrence;
        if (fact.kind !== 'api' || OWNED_ELSEWHERE.has(fact.spec.family) || fact.spec.until !== undefined) return;
        const { role } = context;
        const harm = role === 'workflow' ? undefined : model.steps.harmIn(occurrence);
        const isRefused = role === 'workflow' && facts.verdictOf(fact, role) === 'throws';
        const message = isRefused ? 'workflow' : harm && messageFor(harm, fact.spec.family);
        if (!message || (message === 'repeated' && options.send === 'allow')) return;
        const data = {
          code: show(node),
          role,
          step: model.wording.titleOf(root, occurrence.giver),
          route: routeOf(occurrence),
        };
        if (message === 'workflow') {
          yield { node, message, data };
          return;
        }
        if (facts.verdictOf(fact, 'workflow') === 'throws') {
          yield { node, message: 'outside', data };
          return;
        }
        const site = stepSite(model.calls, isMovable);
        yield {
          node,
          message,
          data,
          repair: offeredMoveOut(occurrence, site),
          offer: { message: 'moveOut' },
        };
      },
    };
  },
});

function messageFor(
  { harm, role }: HarmInStep,
  family: ApiFamily,
): 'throws' | 'late' | 'timer' | 'repeated' | 'escapes' | undefined {
  switch (harm) {
    case 'throws':
      return 'throws';
    case 'acts-then-throws':
      return 'late';
    case 'degrades':
      if (role === 'transaction') return 'escapes';
      if (family === 'sleep') return 'timer';
      return family === 'send' ? 'repeated' : undefined;
  }
}

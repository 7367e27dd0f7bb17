/**
 * A step runs at least once: again when it is retried, and again when the process ends before its result is recorded. A service that is told by
 * which key it knows a request does it once.
 */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'require-idempotency-key',
  category: 'step',
  levels: {},
  type: 'suggestion',
  description: 'require a key by which a service knows a request again that a retried step sends',
  messages: {
    anonymous:
      '`{{code}}` is done again{{route}} each time the step `{{step}}` is retried, and the service cannot tell. Send a key made of the IDs of the workflow and the step.',
  },
  covers: ['step-retries'],
  listen: ({ model, show, routeOf }) => ({
    *occurrence(occurrence) {
      const { fact, context, node, root, at } = occurrence;
      if (fact.kind !== 'effect' || context.role !== 'step' || !model.steps.isRetried(root)) return;
      const request = model.steps.requestOf(fact, at);
      if (!request?.isAnonymous) return;
      yield {
        node,
        message: 'anonymous',
        data: { code: show(node), route: routeOf(occurrence), step: model.wording.titleOf(root, occurrence.giver) },
      };
    },
  }),
});

/**
 * A step writes to a stream at once and outside of its record, so each attempt writes again (dbos.js writeStream; measured: three attempts,
 * three values). From the workflow a write is recorded, and happens once.
 */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-retried-stream-write',
  category: 'comm',
  levels: { strict: 'error' },
  description: 'disallow writing to a stream in a step that is retried',
  messages: {
    repeats:
      '`{{code}}` writes to the stream{{route}} again each time the step `{{step}}` is retried. Write in the workflow, or in a step without retries.',
  },
  covers: ['comm-streaming'],
  listen: ({ model, show, routeOf }) => ({
    *occurrence(occurrence) {
      const { fact, context, node, root } = occurrence;
      if (fact.kind !== 'api' || fact.spec.family !== 'stream-write' || context.role !== 'step') return;
      // Closing it twice is closing it.
      if (model.steps.harmIn(occurrence)?.harm !== 'degrades') return;
      if (!model.steps.isRetried(root)) return;
      const data = {
        code: show(node),
        route: routeOf(occurrence),
        step: model.wording.titleOf(root, occurrence.giver),
      };
      yield { node, message: 'repeats', data };
    },
  }),
});

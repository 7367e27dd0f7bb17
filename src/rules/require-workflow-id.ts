/** A request that comes twice starts a workflow twice unless both starts name one ID (dbos.js #invokeWorkflow: the first start with an ID counts). */
import { defineRule } from '../plugin/define-rule.ts';

const MARKS = ['workflow-id', 'deduplication'] as const;

export default defineRule({
  name: 'require-workflow-id',
  category: 'pattern',
  levels: {},
  description: 'require workflows that a request starts to have an ID of the request',
  files: 'production',
  messages: {
    missing:
      '`{{code}}` starts another workflow each time the request is sent again. Name a `workflowID` that comes from the request.',
  },
  covers: ['pattern-idempotency'],
  listen: ({ model, facts, show }) => ({
    *call({ fact, node, roles, unit }) {
      if (!roles.has('handler') || roles.size > 1 || model.starts.hasContextAround(node)) return;
      if (fact.kind === 'durable' ? fact.role !== 'workflow' : fact.spec.family !== 'start') return;
      if (!facts.startsWorkflow(fact)) return;
      const start = model.starts.startBefore({ fact, node, roles, unit })?.site;
      const options = start ? MARKS.flatMap((mark) => model.optionsAt(start, mark)) : [];
      if (options.some(({ presence }) => presence !== 'absent')) return;
      if (fact.kind === 'api' && options.length === 0) return;
      yield { node, message: 'missing', data: { code: show(node) } };
    },
  }),
});

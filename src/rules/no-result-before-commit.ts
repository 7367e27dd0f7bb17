/**
 * "A handle to the workflow, valid once the transaction commits" (client.d.ts): the client asks on a connection of its own, which does not see the row
 * before, and `getResult` goes on asking (client.js, system_database.js `awaitWorkflowResult`).
 */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-result-before-commit',
  category: 'client',
  levels: { strict: 'error' },
  description: 'disallow asking for a workflow before the transaction that enqueued it commits',
  messages: {
    waits:
      '`{{code}}` waits for a workflow that nobody sees before the transaction commits, so both wait for ever. Ask after the transaction.',
    asks: '`{{code}}` asks for a workflow that nobody sees before the transaction commits, and finds nothing. Ask after the transaction.',
  },
  covers: ['client-enqueue'],
  listen: ({ model, show }) => ({
    *file() {
      for (const { node, waits } of model.starts.askedBeforeCommit)
        yield { node, message: waits ? 'waits' : 'asks', data: { code: show(node) } };
    },
  }),
});

/**
 * A transaction that meets a serialization failure is rolled back and its function called again (the loop in `invokeTransactionFunction` of
 * each datasource package), so what it does outside the database is done again, and no rollback takes it back.
 */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-external-call-in-transaction',
  category: 'step',
  levels: { strict: 'error' },
  description: 'disallow work in a transaction that does not belong to it',
  messages: {
    network:
      '`{{code}}` uses the network in the transaction `{{title}}`{{route}}: a retry does it again, and a rollback does not take it back. Do it in a step.',
    file: '`{{code}}` changes files in the transaction `{{title}}`{{route}}: a retry does it again, and a rollback does not take it back. Do it in a step.',
    thread:
      '`{{code}}` starts a process in the transaction `{{title}}`{{route}}: a retry starts another one. Do it in a step.',
    timer:
      '`{{code}}` sets a timer in the transaction `{{title}}`{{route}}, which keeps its locks for so long, and is retried with it. Wait in the workflow.',
    database:
      '`{{code}}` uses another connection than the transaction `{{title}}`{{route}}: a retry does it again, and a rollback does not take it back. Use the client of the transaction.',
  },
  covers: ['step-transactions'],
  listen: ({ model, show, routeOf }) => ({
    *occurrence(occurrence) {
      const { context, node, root } = occurrence;
      if (context.role !== 'transaction') return;
      const external = model.execution.externalOf(occurrence);
      if (!external) return;
      const data = {
        code: show(node),
        title: model.wording.titleOf(root, occurrence.giver),
        route: routeOf(occurrence),
      };
      yield { node, message: external, data };
    },
  }),
});

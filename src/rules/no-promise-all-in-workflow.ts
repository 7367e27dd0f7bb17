/**
 * `Promise.all` rejects with the rejection that comes first, while the other calls go on: measured, with two failing steps the caught error
 * was another one on the replay. With at most one failing call it replays equal, so this is a warning.
 */
import { rejectionRepairs } from '../fixes/for-rejection.ts';
import { defineRule } from '../plugin/define-rule.ts';

const METHODS = { rejects: 'all', settles: 'allSettled' } as const;

export default defineRule({
  name: 'no-promise-all-in-workflow',
  category: 'workflow',
  levels: { recommended: 'warn', strict: 'error' },
  description:
    'disallow `Promise.all` over recorded calls in a workflow, where `Promise.allSettled` has a stable order of errors',
  suggests: true,
  messages: {
    all: '`{{code}}` rejects with whichever fails first, while the others go on{{route}}: another may be first when `{{workflow}}` is replayed.',
    settleAll: 'Wait for all with `Promise.allSettled`, then throw the first rejection in the order of the list.',
    settled: 'Use `Promise.allSettled`; each result then is an object with a `status`.',
  },
  covers: ['workflow-constraints', 'workflow-determinism'],
  listen: ({ model, show, relative }) => ({
    *file() {
      for (const placed of model.flow.hazards) {
        const { found: hazard, node, root } = placed;
        if (hazard.kind !== 'rejection') continue;
        const { settleAll, settled } = hazard.node === node ? rejectionRepairs(node, METHODS, model) : {};
        yield {
          node,
          message: 'all',
          data: {
            code: show(node),
            workflow: model.wording.titleOf(root),
            route: model.wording.wayTo(placed, relative),
          },
          suggestions: [
            { message: 'settleAll', repair: settleAll },
            { message: 'settled', repair: settled },
          ],
        };
      }
    },
  }),
});

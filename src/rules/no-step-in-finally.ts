/**
 * Every recorded call of a cancelled workflow throws before it does anything, also in a `finally`: what was to be cleaned up is not, and the
 * error that led there is lost.
 */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-step-in-finally',
  category: 'workflow',
  levels: { strict: 'error' },
  description: 'disallow recorded calls in the `finally` of a workflow',
  messages: {
    last: '`{{code}}` throws in this `finally` when `{{workflow}}` was cancelled{{route}}: nothing is cleaned up, and the first error is lost. Clean up in a `catch`, or in a workflow that waits for this one.',
    behind:
      '`{{code}}` makes a recorded call in a `finally`{{route}}: it throws when `{{workflow}}` was cancelled, nothing is cleaned up, and the first error is lost. Clean up in a `catch`, or in a workflow that waits for this one.',
  },
  covers: ['workflow-control', 'workflow-timeout'],
  listen: ({ model, show, routeOf }) => ({
    *file() {
      for (const { found, node, route, root } of model.flow.lastCalls) {
        yield {
          node,
          message: found.node === node ? 'last' : 'behind',
          data: { code: show(node), workflow: model.wording.titleOf(root), route: routeOf(route) },
        };
      }
    },
  }),
});

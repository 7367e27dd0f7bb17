/**
 * A workflow records each value that it reads from a stream under a step number. While one read waits for its value another one must
 * not begin: it throws `DBOSStreamNondeterminismError` (streams.js StreamReadCheckpointer.begin).
 */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-concurrent-stream-read',
  category: 'comm',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow workflows to read streams side by side',
  messages: {
    concurrent:
      '`{{code}}` reads a stream{{route}} while another read goes on: that throws in `{{workflow}}`. Read one after the other, or each in a step of its own.',
  },
  covers: ['comm-streaming'],
  listen: ({ model, show, routeOf }) => ({
    *file() {
      for (const { node, route, root } of model.streams.concurrentReads) {
        const data = { code: show(node), route: routeOf(route), workflow: model.wording.titleOf(root) };
        yield { node, message: 'concurrent', data };
      }
    },
  }),
});

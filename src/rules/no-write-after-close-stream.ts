/** A reader stops at the end of a stream (system_database.js readStream), so nobody ever gets what is written behind it. */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-write-after-close-stream',
  category: 'comm',
  levels: { recommended: 'warn', strict: 'error' },
  description: 'disallow writes to a stream that is closed',
  messages: {
    late: '`{{code}}` writes to the stream `{{key}}` after it was closed{{route}}: readers have stopped, and never get the value.',
    again:
      '`{{code}}` writes to the stream `{{key}}`{{route}} that the turn of the loop before closed: readers have stopped, and never get the value.',
  },
  covers: ['comm-streaming'],
  listen: ({ model, show, routeOf }) => ({
    *file() {
      const late = model.streams.writesAfterClose(({ spec }) =>
        spec.family !== 'stream-write' ? undefined : spec.closes === true ? 'closes' : 'writes',
      );
      for (const write of late) {
        const { node, key, isInNextTurn } = write;
        yield {
          node,
          message: isInNextTurn ? 'again' : 'late',
          data: { code: show(node), key, route: routeOf(write) },
        };
      }
    },
  }),
});

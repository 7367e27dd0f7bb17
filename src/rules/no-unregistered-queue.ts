/**
 * A workflow on a queue that no process has registered stays `ENQUEUED`: only registered queues are dispatched (wfqueue.js, `refreshDbQueues`).
 * Queues are shared by all programs on one database, so the file alone cannot tell.
 */
import { defineRule } from '../plugin/define-rule.ts';
import { strings } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'no-unregistered-queue',
  category: 'queue',
  levels: {},
  description: 'disallow names of queues that are not registered',
  messages: {
    unknown:
      'The queue `{{queue}}` is not registered in this file, and not listed in the options of this rule: what is put on it stays `ENQUEUED` unless some program registers it.',
  },
  options: {
    queues: strings([], 'Names of the queues that are registered in other files or programs.'),
  },
  covers: ['queue-basics'],
  calls: { options: ['queue-name'] },
  listen: ({ model, options, engine }) => ({
    *call(call) {
      const known = new Set([...options.queues, ...model.queues.map(({ name }) => name)]);
      for (const { value, text: queue = '' } of model.optionsAt(call, 'queue-name')) {
        if (!value || queue === '') continue;
        if (engine.ownQueues !== undefined && queue.startsWith(engine.ownQueues)) continue;
        if (!known.has(queue)) yield { node: value.node, message: 'unknown', data: { queue } };
      }
    },
  }),
});

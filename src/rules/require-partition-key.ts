import { partitionKeyRepair } from '../fixes/partition-key.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag, strings } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'require-partition-key',
  category: 'queue',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require a partition key for workflows on a queue with partitions',
  suggests: true,
  messages: {
    missing: 'The queue `{{queue}}` has partitions: without `{{key}}` the workflow stays `ENQUEUED` for ever.',
    impossible:
      'The queue `{{queue}}` has partitions, and this cannot name one: the workflow stays `ENQUEUED` for ever. Take another queue.',
    ignored: 'The queue `{{queue}}` has no partitions, so `{{key}}` is ignored.',
    add: 'Add `{{key}}`; choose the partition.',
  },
  options: {
    partitionedQueues: strings([], 'Names of queues with partitions that are registered in other files.'),
    ignoredKeys: flag(false, 'Whether keys for queues without partitions are reported.'),
  },
  presets: { strict: { ignoredKeys: true } },
  covers: ['queue-partitioning'],
  listen: ({ model, options }) => {
    const isPartitioned = (name: string): boolean | undefined => {
      if (options.partitionedQueues.includes(name)) return true;
      return model.queues.find((queue) => queue.name === name)?.isPartitioned;
    };

    return {
      *call(call) {
        for (const use of model.starts.queueUses(call)) {
          const { queue, node, partitionKey } = use;
          const partitioned = isPartitioned(queue);
          if (partitionKey === 'nowhere') {
            if (partitioned === true) yield { node, message: 'impossible', data: { queue } };
            continue;
          }
          const { key, presence, value } = partitionKey;
          if (partitioned === true && presence === 'absent') {
            yield {
              node,
              message: 'missing',
              data: { queue, key },
              suggestions: [{ message: 'add', data: { key }, repair: partitionKeyRepair(call, use) }],
            };
          } else if (partitioned === false && options.ignoredKeys && presence === 'there' && value) {
            yield { node: value.node, message: 'ignored', data: { queue, key } };
          }
        }
      },
    };
  },
});

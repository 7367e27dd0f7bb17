import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly partitionedQueues: readonly string[];
  readonly ignoredKeys: boolean;
}

const defaults: Options = { partitionedQueues: [], ignoredKeys: false };

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
  schema: {
    partitionedQueues: {
      description: 'Names of queues with partitions that are registered in other files.',
      type: 'array',
      items: { type: 'string' },
    },
    ignoredKeys: { description: 'Whether keys for queues without partitions are reported.', type: 'boolean' },
  },
  defaults,
  presets: { strict: { ignoredKeys: true } },
  covers: ['queue-partitioning'],
  listen: ({ model, options, engine, facts }) => {
    const isPartitioned = (name: string): boolean | undefined => {
      if (options.partitionedQueues.includes(name)) return true;
      return model.queues.find((queue) => queue.name === name)?.isPartitioned;
    };
    /** Schedules, debouncers and consumers put workflows on a queue, and take no key. */
    const takesNoKey = (topic: string | undefined): boolean =>
      topic === 'schedule' || topic === 'debounce' || topic === 'config';

    return {
      *call(call) {
        const { fact } = call;
        if (fact.kind !== 'api') return;
        const [key, ...others] = model.optionsAt(call, 'partition-key');
        for (const option of model.optionsAt(call, 'queue-name')) {
          const { value } = option;
          if (option.key === '' || !option.entry || value?.kind !== 'literal' || others.length > 0) continue;
          if (typeof value.value !== 'string') continue;
          const queue = value.value;
          const partitioned = isPartitioned(queue);
          const topic = engine.arguments?.[facts.print(fact.name)]?.[option.argument]?.topic;
          if (partitioned === true && !key && takesNoKey(topic)) {
            yield { node: value.node, message: 'impossible', data: { queue } };
          } else if (partitioned === true && key?.presence === 'absent') {
            const name = key.key.slice(key.key.lastIndexOf('.') + 1);
            const object = key.holder?.literal;
            // In the object that holds it, or in a new one.
            const isOuter = key.key.includes('.') && object !== undefined && object === option.holder?.literal;
            const add = isOuter
              ? { key: key.key.slice(0, key.key.lastIndexOf('.')), code: `{ ${name}: 'my-partition' }` }
              : { key: name, code: "'my-partition'" };
            yield {
              node: value.node,
              message: 'missing',
              data: { queue, key: key.key },
              suggestions: object
                ? [
                    {
                      message: 'add',
                      data: { key: key.key },
                      repair: { safety: 'suggest', steps: 0, intents: [{ kind: 'add-property', object, ...add }] },
                    },
                  ]
                : [],
            };
          } else if (partitioned === false && options.ignoredKeys && key?.presence === 'there' && key.value) {
            yield { node: key.value.node, message: 'ignored', data: { queue, key: key.key } };
          }
        }
      },
    };
  },
});

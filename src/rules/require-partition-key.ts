import type { MarkedOption } from '../analysis/option-marks.ts';
import { partitionKeyIntent } from '../fixes/partition-key.ts';
import { suggest } from '../fixes/repair.ts';
import { defineRule, type Suggestion } from '../plugin/define-rule.ts';
import { flag, strings } from '../plugin/rule-options.ts';

const messages = {
  missing: 'The queue `{{queue}}` has partitions: without `{{key}}` the workflow stays `ENQUEUED` for ever.',
  impossible:
    'The queue `{{queue}}` has partitions, and this cannot name one: the workflow stays `ENQUEUED` for ever. Take another queue.',
  ignored: 'The queue `{{queue}}` has no partitions, so `{{key}}` is ignored.',
  add: 'Add `{{key}}`; choose the partition.',
} as const;

export default defineRule({
  name: 'require-partition-key',
  category: 'queue',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require a partition key for workflows on a queue with partitions',
  suggests: true,
  messages,
  options: {
    partitionedQueues: strings([], 'Names of queues with partitions that are registered in other files.'),
    ignoredKeys: flag(false, 'Whether keys for queues without partitions are reported.'),
  },
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
        const { fact, node } = call;
        const [key, ...others] = model.optionsAt(call, 'partition-key');
        if (others.length > 0) return;
        const queues = model.optionsAt(call, 'queue-name');
        const add = (): readonly Suggestion<typeof messages>[] => {
          const intent = key && partitionKeyIntent(call, key, queues[0]?.holder?.literal);
          if (!intent) return [];
          return [{ message: 'add', data: { key: key.key }, repair: suggest(intent) }];
        };
        const around = queueOf(model.starts.setAround(call, 'queue-name'));
        if (around !== undefined && isPartitioned(around) === true) {
          if (fact.kind === 'durable') {
            if (fact.role === 'workflow') yield { node, message: 'impossible', data: { queue: around } };
          } else if (key?.presence === 'absent' && queues[0]?.presence === 'absent') {
            yield { node, message: 'missing', data: { queue: around, key: key.key }, suggestions: add() };
          }
        }
        if (fact.kind !== 'api') return;
        for (const option of queues) {
          const { value } = option;
          const queue = queueOf(option);
          if (option.key === '' || !option.entry || !value || queue === undefined) continue;
          const partitioned = isPartitioned(queue);
          const topic = engine.arguments?.[facts.print(fact.name)]?.[option.argument]?.topic;
          if (partitioned === true && !key && takesNoKey(topic)) {
            yield { node: value.node, message: 'impossible', data: { queue } };
          } else if (partitioned === true && key?.presence === 'absent') {
            yield { node: value.node, message: 'missing', data: { queue, key: key.key }, suggestions: add() };
          } else if (partitioned === false && options.ignoredKeys && key?.presence === 'there' && key.value) {
            yield { node: key.value.node, message: 'ignored', data: { queue, key: key.key } };
          }
        }
      },
    };
  },
});

function queueOf(option: MarkedOption | undefined): string | undefined {
  const value = option?.value;
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

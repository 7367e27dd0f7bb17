import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'no-enqueue-options-without-queue',
  category: 'queue',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow options that only a queue reads for a workflow that is not enqueued',
  topics: ['without-queue'],
  messages: { enqueue: 'Put it on the queue {{queue}}.' },
  covers: ['queue-basics', 'queue-deduplication', 'queue-delay'],
  suggests: ({ site, problem: { object } }, { model }) => {
    const [queue, ...others] = model.queues;
    const [place] = model.optionsAt(site, 'queue-name');
    if (!queue || others.length > 0 || !place || !object) return [];
    const add = { kind: 'add-property', object, key: place.key, code: queue.code } as const;
    return [
      {
        message: 'enqueue',
        data: { queue: `\`${queue.name}\`` },
        repair: { safety: 'suggest', steps: 0, intents: [add] },
      },
    ];
  },
});

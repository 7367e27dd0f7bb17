import { suggest } from '../fixes/repair.ts';
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
    const hasKey = model.optionsAt(site, 'partition-key').some(({ presence }) => presence === 'there');
    const queue = hasKey ? model.onlyQueueForKeys : model.onlyQueue;
    const [place] = model.optionsAt(site, 'queue-name');
    if (!queue || !place || !object) return [];
    const repair = suggest({ kind: 'add-property', object, key: place.key, code: queue.code });
    return [{ message: 'enqueue', data: { queue: `\`${queue.name}\`` }, repair }];
  },
});

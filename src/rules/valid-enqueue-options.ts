import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-enqueue-options',
  category: 'queue',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce options of enqueued workflows that the engine takes and that have an effect',
  fixes: true,
  topics: ['enqueue'],
  guesses: true,
  covers: ['queue-deduplication', 'queue-basics', 'queue-delay', 'client-enqueue'],
});

import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-queue-config',
  category: 'queue',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce settings of queues that the engine takes and with which it dispatches',
  fixes: true,
  topics: ['queue'],
  guesses: true,
  covers: ['queue-basics', 'queue-concurrency', 'queue-rate-limiting', 'queue-partitioning'],
});

import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-wait-options',
  category: 'comm',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce timeouts and other options of waiting that the engine takes and that have an effect',
  fixes: true,
  topics: ['wait'],
  guesses: true,
  covers: ['comm-events', 'comm-messages', 'comm-streaming'],
});

import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-sleep-duration',
  category: 'pattern',
  levels: { recommended: 'warn', strict: 'error' },
  description: 'enforce durations of durable sleeps that are numbers, not negative, and in the right unit',
  topics: ['sleep'],
  guesses: true,
  covers: ['pattern-sleep'],
});

import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-step-config',
  category: 'step',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce options of steps that the engine takes and that have an effect',
  fixes: true,
  topics: ['step'],
  covers: ['step-retries', 'step-timeouts'],
});

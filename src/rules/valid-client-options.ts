import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-client-options',
  category: 'client',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce options of clients that the engine takes and that have an effect',
  fixes: true,
  topics: ['client'],
  covers: ['client-setup', 'client-enqueue', 'queue-management', 'advanced-shared-database'],
});

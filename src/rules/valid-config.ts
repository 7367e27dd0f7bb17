import { defineOptionRule } from '../plugin/define-option-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineOptionRule({
  name: 'valid-config',
  category: 'lifecycle',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce a configuration that the engine takes and that has an effect',
  fixes: true,
  files: 'production',
  topics: ['config'],
  messages: {
    password: '`{{key}}` holds a password that everybody who reads the code can read. Take it from the environment.',
  },
  options: {
    passwords: flag(false, 'Whether passwords that are written down in addresses are reported.'),
  },
  covers: ['lifecycle-config', 'queue-listening'],
  // Before 5.0 an application without a name took that of its package.
  skips: (problem, { version }) => problem.kind === 'missing' && version !== undefined && version.major < 5,
  calls: { options: ['address'] },
  also: ({ model, options }) => ({
    *call(call) {
      if (!options.passwords) return;
      for (const { value, text, key } of model.optionsAt(call, 'address')) {
        if (value && /^\w+:\/\/[^/@:]*:[^/@]+@/u.test(text ?? ''))
          yield { node: value.node, message: 'password', data: { key } };
      }
    },
  }),
});

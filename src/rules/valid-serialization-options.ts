import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-serialization-options',
  category: 'advanced',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce formats of recorded values that exist, under the key that is read',
  fixes: true,
  topics: ['serialization'],
  messages: {
    repeated: 'Another recipe is called `{{name}}` too: recovered values are read by the one that was registered last.',
  },
  covers: ['advanced-serialization'],
  also: ({ model }) => ({
    *file() {
      const seen = new Set<string>();
      for (const call of model.calls) {
        for (const { value, text: name, argument } of model.optionsAt(call, 'recipe-name')) {
          if (argument !== 0 || !value || name === undefined) continue;
          if (seen.has(name)) yield { node: value.node, message: 'repeated', data: { name } };
          seen.add(name);
        }
      }
    },
  }),
});

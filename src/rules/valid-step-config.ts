import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-step-config',
  category: 'step',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce options of steps that the engine takes and that have an effect',
  fixes: true,
  topics: ['step'],
  guesses: true,
  messages: {
    neverRetries: '`{{key}}` always says no, so the step is tried once in spite of its other options.',
    alwaysRetries: '`{{key}}` always says yes, as if it were not there.',
  },
  covers: ['step-retries', 'step-timeouts'],
  calls: { options: ['retry-question'] },
  also: ({ model }) => ({
    *call(call) {
      for (const { value, key } of model.optionsAt(call, 'retry-question')) {
        const answer = value?.isHere ? model.forms.constantAnswerOf(value.node) : undefined;
        if (!value || typeof answer !== 'boolean') continue;
        yield { node: value.node, message: answer ? 'alwaysRetries' : 'neverRetries', data: { key } };
      }
    },
  }),
});

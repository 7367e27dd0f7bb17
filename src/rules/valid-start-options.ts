import { defineOptionRule } from '../plugin/define-option-rule.ts';
import { optionsRepair } from '../fixes/for-half-start.ts';

export default defineOptionRule({
  name: 'valid-start-options',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce options of workflows and of their starts that the engine takes and that have an effect',
  fixes: true,
  topics: ['start'],
  guesses: true,
  messages: {
    swapped: 'The object with `{{keys}}` holds options of the start, and is passed to the workflow as an argument.',
    swap: 'Make it the options of the start.',
  },
  covers: ['workflow-timeout', 'workflow-control', 'pattern-idempotency'],
  also: ({ model }) => ({
    *call(call) {
      const swapped = model.starts.swappedOptions(call);
      if (!swapped) return;
      const { literal, keys } = swapped;
      yield {
        node: literal,
        message: 'swapped',
        data: { keys: keys.join('`, `') },
        suggestions: [{ message: 'swap', repair: optionsRepair(swapped) }],
      };
    },
  }),
});

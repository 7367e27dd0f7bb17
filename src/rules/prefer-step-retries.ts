/**
 * The engine tries a step again when its options say so, waits longer from attempt to attempt, logs each, and tells how many there were. What a step
 * does by itself nobody sees, and a sleep in it is started over when the process ends.
 */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'prefer-step-retries',
  category: 'step',
  levels: { strict: 'error' },
  type: 'suggestion',
  description: 'enforce that steps are tried again by the engine',
  messages: {
    loop: 'This loop tries again by itself: the engine does not see the attempts, and a crash starts them over. Let the step fail, and give it `{{key}}`.',
    package:
      '`{{code}}` tries again by itself: the engine does not see the attempts, and a crash starts them over. Let the step fail, and give it `{{key}}`.',
    recursion:
      '`{{code}}` tries again by calling its own function: the engine does not see the attempts, and a crash starts them over. Let the step fail, and give it `{{key}}`.',
  },
  covers: ['step-retries'],
  listen: ({ model, show, engine }) => ({
    *file() {
      const key = engine.retriesKey;
      if (key === undefined) return;
      for (const { node, how } of model.steps.manualRetries)
        yield { node, message: how, data: { code: show(node), key } };
    },
  }),
});

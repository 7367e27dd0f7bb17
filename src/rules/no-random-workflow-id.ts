/** An ID that is made for one start is worth as much as the one that the engine makes itself: it finds no earlier start of the same work. */
import { dropOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-random-workflow-id',
  category: 'pattern',
  levels: { strict: 'error' },
  description: 'disallow workflow IDs that are made anew for each start',
  fixes: true,
  suggests: true,
  files: 'production',
  messages: {
    fresh:
      '`{{code}}` is another ID for each start, so a request that is sent again starts the workflow again. Make the ID of what the workflow is about.',
    remove: 'Remove it: the engine makes an ID.',
  },
  covers: ['pattern-idempotency'],
  calls: { options: ['workflow-id'] },
  listen: ({ model, engine, nameOf, textOf }) => ({
    *call(call) {
      // In a workflow, workflow-determinism reports what makes the ID.
      if (call.roles.has('workflow')) return;
      for (const option of model.optionsAt(call, 'workflow-id')) {
        const { value, entry } = option;
        const source = value?.isHere ? model.replay.freshSourceOf(value.node) : undefined;
        if (!value || !source) continue;
        const property = entry?.property;
        if (property && !model.forms.isOfCall(property, call)) continue;
        // The engine's own ID is of the same kind.
        const isSame = source.node === value.node && source.effect === 'id' && nameOf(source) in engine.replacements;
        yield {
          node: value.node,
          message: 'fresh',
          data: { code: textOf(value.node) },
          repair: dropOption(option, isSame ? 'fix' : 'suggest'),
          offer: { message: 'remove' },
        };
      }
    },
  }),
});

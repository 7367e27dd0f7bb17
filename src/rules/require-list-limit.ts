import { offerOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'require-list-limit',
  category: 'workflow',
  levels: { strict: 'error' },
  files: 'production',
  description: 'require listings of workflows and steps to have a limit',
  suggests: true,
  messages: {
    missing:
      '`{{code}}` reads every workflow that it finds{{payload}}: the more there are, the longer it takes, until its query is cancelled.',
    steps:
      '`{{code}}` reads every step of the workflow, with its result: of a workflow that runs for long, more each day.',
    add: 'Add `{{option}}`.',
  },
  covers: ['workflow-introspection'],
  calls: { options: ['limit'] },
  listen: ({ model, show }) => ({
    *call(call) {
      const [limit] = model.optionsAt(call, 'limit');
      if (limit?.presence !== 'absent') return;
      const selection = model.optionsAt(call, 'selection');
      if (selection.some(({ presence }) => presence !== 'absent')) return;
      const { node } = call;
      const isBare = model.optionsAt(call, 'payload').some(({ value }) => value?.kind === 'literal' && !value.value);
      yield {
        node,
        message: selection.length > 0 ? 'missing' : 'steps',
        data: { code: show(node), payload: isBare ? '' : ', with its input and its result' },
        suggestions: [
          { message: 'add', data: { option: `${limit.key}: 100` }, repair: offerOption(node, limit, '100') },
        ],
      };
    },
  }),
});

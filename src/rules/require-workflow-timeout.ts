import { offerOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'require-workflow-timeout',
  category: 'workflow',
  levels: {},
  description: 'require the starts of workflows to have a timeout',
  suggests: true,
  files: 'production',
  messages: {
    missing: '`{{code}}` starts a workflow that may run for ever, and that is recovered for ever.',
    add: 'Add `{{option}}`.',
  },
  covers: ['workflow-timeout'],
  calls: { families: ['start', 'client'] },
  listen: ({ model, show }) => ({
    *call(call) {
      const { node } = call;
      const [timeout] = model.optionsAt(call, 'workflow-timeout');
      if (timeout?.presence !== 'absent' || model.optionsAt(call, 'queue-name').length === 0) return;
      if (model.starts.mayBeSetAround(call, 'workflow-timeout')) return;
      const code = '5 * 60 * 1000';
      yield {
        node,
        message: 'missing',
        data: { code: show(node) },
        suggestions: [
          { message: 'add', data: { option: `${timeout.key}: ${code}` }, repair: offerOption(node, timeout, code) },
        ],
      };
    },
  }),
});

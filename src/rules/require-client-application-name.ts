import { offerOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'require-client-application-name',
  category: 'client',
  levels: {},
  description: 'require clients to name their application, for applications that share a system database',
  suggests: true,
  messages: {
    missing:
      'Without `{{key}}` what this client makes belongs to no application, and any of those that share the database may take it.',
    add: 'Add `{{key}}`; write the name of the application.',
  },
  covers: ['advanced-shared-database', 'client-setup', 'client-enqueue'],
  calls: { options: ['application'] },
  listen: ({ model }) => ({
    *call(call) {
      const [name] = model.optionsAt(call, 'application');
      if (name?.presence !== 'absent' || !name.holder) return;
      const { key } = name;
      const repair = offerOption(call.node, name, "'my-app'");
      yield {
        node: call.node,
        message: 'missing',
        data: { key },
        suggestions: [{ message: 'add', data: { key }, repair }],
      };
    },
  }),
});

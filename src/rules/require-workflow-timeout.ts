import type { Intent } from '../fixes/repair.ts';
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
  defaults: {},
  covers: ['workflow-timeout'],
  listen: ({ model, show }) => ({
    *call(call) {
      const { fact, node } = call;
      if (fact.kind !== 'api' || (fact.spec.family !== 'start' && fact.spec.family !== 'client')) return;
      const [timeout] = model.optionsAt(call, 'workflow-timeout');
      if (timeout?.presence !== 'absent' || model.optionsAt(call, 'queue-name').length === 0) return;
      if (model.starts.mayBeSetAround(call, 'workflow-timeout')) return;
      const object = timeout.holder?.literal;
      const code = '5 * 60 * 1000';
      const option = `${timeout.key}: ${code}`;
      const intent: Intent | undefined = object
        ? { kind: 'add-property', object, key: timeout.key, code }
        : !timeout.holder && node.type === 'CallExpression' && node.arguments.length === timeout.argument
          ? { kind: 'add-argument', call: node, code: `{ ${option} }` }
          : undefined;
      yield {
        node,
        message: 'missing',
        data: { code: show(node) },
        suggestions: intent
          ? [{ message: 'add', data: { option }, repair: { safety: 'suggest', steps: 0, intents: [intent] } }]
          : [],
      };
    },
  }),
});

/** What has been registered is gone, and cannot be used any more (dbos.d.ts clearRegistry, decorators.js clearAllRegistrations). */
import { forgetNothingRepair } from '../fixes/for-tests.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-deregister-outside-tests',
  category: 'test',
  levels: { strict: 'error' },
  description: 'disallow forgetting what is registered outside of tests',
  fixes: true,
  suggests: true,
  files: 'production',
  messages: {
    option:
      '`{{key}}` forgets every registered function, which is for tests: a workflow that is recovered later in this process is not found.',
    call: '`{{code}}` forgets every registered function, which is for tests: those made before it can no longer be used.',
    remove: 'Remove it.',
  },
  covers: ['test-setup'],
  listen: ({ model, show, engine, nameOf }) => ({
    *call(call) {
      const { fact, node } = call;
      if (fact.kind !== 'api' || node.type !== 'CallExpression') return;
      if (nameOf(fact) === engine.tests?.forget) {
        const repair = forgetNothingRepair(node);
        yield { node, message: 'call', data: { code: show(node) }, suggestions: [{ message: 'remove', repair }] };
      }
      for (const { key, value, entry, holder } of model.optionsAt(call, 'tests-only')) {
        if (value?.kind !== 'literal' || value.value !== true) continue;
        const property = entry?.property;
        const isOnly = holder?.literal?.properties.length === 1 && node.arguments[0] === holder.literal;
        const repair: Repair | undefined = isOnly
          ? { safety: 'fix', steps: 0, intents: [{ kind: 'compose', node, parts: [node.callee, '()'] }] }
          : property && {
              safety: model.forms.isOfCall(property, call) ? 'fix' : 'suggest',
              steps: 0,
              intents: [{ kind: 'remove-property', property }],
            };
        yield { node: property ?? value.node, message: 'option', data: { key }, repair, offer: { message: 'remove' } };
      }
    },
  }),
});

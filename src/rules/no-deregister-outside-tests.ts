/** What has been registered is gone, and cannot be used any more (dbos.d.ts clearRegistry, decorators.js clearAllRegistrations). */
import { forgetNothingRepair } from '../fixes/for-tests.ts';
import { fix } from '../fixes/repair.ts';
import { dropOption } from '../fixes/write-option.ts';
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
  calls: { families: ['shutdown'], options: ['tests-only'] },
  listen: ({ model, show, engine, nameOf }) => ({
    *call(call) {
      const { fact, node } = call;
      if (fact.kind !== 'api' || node.type !== 'CallExpression') return;
      if (nameOf(fact) === engine.tests?.forget) {
        const repair = forgetNothingRepair(node);
        yield { node, message: 'call', data: { code: show(node) }, suggestions: [{ message: 'remove', repair }] };
      }
      for (const option of model.optionsAt(call, 'tests-only')) {
        const { key, value, entry, holder } = option;
        if (value?.kind !== 'literal' || value.value !== true) continue;
        const property = entry?.property;
        const isOnly = holder?.literal?.properties.length === 1 && node.arguments[0] === holder.literal;
        const isOfCall = property !== undefined && model.forms.isOfCall(property, call);
        const repair = isOnly
          ? fix({ kind: 'compose', node, parts: [node.callee, '()'] })
          : dropOption(option, isOfCall ? 'fix' : 'suggest');
        yield { node: property ?? value.node, message: 'option', data: { key }, repair, offer: { message: 'remove' } };
      }
    },
  }),
});

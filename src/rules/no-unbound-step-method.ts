/** A step's function is called with `null` as `this` (dbos.js: runStep; measured: `TypeError: Cannot read properties of null`). */
import { unboundRepair } from '../fixes/for-callback.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-unbound-step-method',
  category: 'step',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow handing a method that uses `this` to a step without its object',
  fixes: true,
  suggests: true,
  messages: {
    unbound: '`{{method}}` uses `this`, which `{{api}}` calls it without: it throws.',
    callOnObject: 'Hand over a function that calls the method on its object.',
  },
  covers: ['step-basics', 'pattern-classes'],
  listen: ({ model, textOf }) => ({
    *call(site) {
      const { fact, node } = site;
      if (fact.kind !== 'api' || node.type !== 'CallExpression') return;
      const { runs, registers } = fact.spec;
      const wanted = runs ?? registers;
      const argument = wanted && node.arguments[wanted.argument];
      if (!argument || argument.type === 'SpreadElement') return;
      // What is registered gets the `this` that it is called with, and in a constant that is none.
      if (!runs && node.parent.type !== 'VariableDeclarator') return;
      if (!runs && model.optionsAt(site, 'method-owner').some(({ presence }) => presence !== 'absent')) return;
      const method = model.callbacks.unboundMethod(argument);
      if (!method) return;
      yield {
        node: argument,
        message: 'unbound',
        data: { method: textOf(argument), api: fact.name.path.at(-1) ?? '' },
        repair: runs && unboundRepair(node, argument, method.member, model.optionsAt(site, 'step-name')[0]),
        offer: { message: 'callOnObject' },
      };
    },
  }),
});

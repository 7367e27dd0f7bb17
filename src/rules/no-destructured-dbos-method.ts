/** Some methods of the engine use `this` (dbos.js: launch, cancelWorkflow, resumeWorkflow, …). Measured: `TypeError: Cannot read properties of undefined`. */
import { attachRepair } from '../fixes/for-detached.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-destructured-dbos-method',
  category: 'advanced',
  levels: { strict: 'error' },
  description: 'disallow calling methods of the engine that use `this` without their object',
  fixes: true,
  suggests: true,
  messages: {
    detached: '`{{method}}` uses `this`, and is called without `{{object}}`: it throws.',
    passed:
      '`{{method}}` uses `this`, and is handed over without `{{object}}`: it throws when it is called. Hand over a function that calls it.',
    attach: 'Call it on `{{object}}`.',
  },
  covers: ['workflow-control', 'lifecycle-config'],
  listen: ({ model, textOf }) => ({
    *call({ fact, node }) {
      if (fact.kind !== 'api' || fact.spec.bound !== true || node.type !== 'CallExpression') return;
      const detached = model.callbacks.detachedAt(node.callee);
      if (!detached || detached.key !== fact.name.path.at(-1)) return;
      const object = detached.within.at(-1) ?? textOf(detached.object);
      yield {
        node: node.callee,
        message: 'detached',
        data: { method: textOf(node.callee), object },
        repair: attachRepair(node, detached, textOf, (root) => model.scope.isSameName(root, node), 'fix'),
        offer: { message: 'attach', data: { object } },
      };
    },
    *file() {
      for (const { node, member } of model.callbacks.passedMethods) {
        yield { node, message: 'passed', data: { method: textOf(node), object: textOf(member.object) } };
      }
    },
  }),
});

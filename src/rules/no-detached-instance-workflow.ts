/**
 * A workflow of an instance that is started by its function gets no instance (dbos.js: startWorkflow, `instance` is null for a function): `this` is
 * undefined in it, and its record does not say which instance to recover it on.
 */
import { attachRepair, startOnObjectRepair } from '../fixes/for-detached.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-detached-instance-workflow',
  category: 'pattern',
  levels: { strict: 'error' },
  description: 'disallow starting a workflow of an instance without the instance',
  suggests: true,
  messages: {
    started:
      '`{{method}}` is started without its instance: `this` is undefined in it, and recovery has no instance for it.',
    called:
      '`{{method}}` is called without its instance: `this` is undefined in it, and recovery has no instance for it.',
    attach: 'Start it on `{{object}}`.',
  },
  covers: ['pattern-classes'],
  listen: ({ model, textOf }) => ({
    *call({ fact, node }) {
      if (node.type !== 'CallExpression') return;
      if (fact.kind === 'durable' && fact.passed) {
        const method = model.instances.isInstanceMethod(fact.value)
          ? model.callbacks.handedOver(node, fact.value)
          : undefined;
        if (fact.role === 'workflow' && method)
          yield { node: method, message: 'called', data: { method: textOf(method) } };
        return;
      }
      if (fact.kind === 'durable') {
        const detached = model.callbacks.detachedAt(node.callee);
        if (!detached || fact.role !== 'workflow' || !model.instances.isInstanceMethod(fact.value)) return;
        const object = [textOf(detached.object), ...detached.within].join('.');
        const repair = attachRepair(node, detached, textOf, (root) => model.scope.isSameName(root, node), 'suggest');
        yield {
          node,
          message: 'called',
          data: { method: textOf(node.callee) },
          repair,
          offer: { message: 'attach', data: { object } },
        };
        return;
      }
      if (fact.spec.result !== 'function' || fact.spec.refersTo === undefined) return;
      const [value, ...others] = fact.refers;
      const argument = node.arguments[fact.spec.refersTo];
      if (value?.kind !== 'registered' || others.length > 0 || argument?.type !== 'MemberExpression') return;
      if (!model.instances.isInstanceMethod(value)) return;
      yield {
        node: argument,
        message: 'started',
        data: { method: textOf(argument) },
        repair: startOnObjectRepair(node, argument),
        offer: { message: 'attach', data: { object: textOf(argument.object) } },
      };
    },
  }),
});

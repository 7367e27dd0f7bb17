/**
 * A workflow of an instance that is started by its function gets no instance (dbos.js: startWorkflow, `instance` is null for a function): `this` is
 * undefined in it, and its record does not say which instance to recover it on.
 */
import type { TSESTree } from '@typescript-eslint/types';

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
    *call(site) {
      const detached = model.callbacks.detachedMethodAt(site);
      if (!detached) return;
      const { method } = detached;
      const data = { method: textOf(method) };
      switch (detached.kind) {
        case 'passed':
          yield { node: method, message: 'called', data };
          break;
        case 'called': {
          const { call, from } = detached;
          const object = [textOf(from.object), ...from.within].join('.');
          const isSame = (root: TSESTree.Node): boolean => model.scope.isSameName(root, call);
          const repair = attachRepair(call, from, textOf, isSame, 'suggest');
          yield { node: call, message: 'called', data, repair, offer: { message: 'attach', data: { object } } };
          break;
        }
        case 'started': {
          const repair = startOnObjectRepair(detached.call, detached.method);
          const object = textOf(detached.method.object);
          yield { node: method, message: 'started', data, repair, offer: { message: 'attach', data: { object } } };
        }
      }
    },
  }),
});

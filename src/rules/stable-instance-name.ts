/**
 * A recovered workflow finds its instance by the name that it had (dbos-executor.js). The instance must have been made before the launch,
 * under the same name, and no other of its class may have it (decorators.js registerClassInstance).
 */
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'stable-instance-name',
  category: 'pattern',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce names of durable instances that are there and the same after a restart',
  messages: {
    missing: '`{{code}}` gives the instance no name, so no recovered workflow finds it.',
    fresh: '`{{code}}` is another name after a restart: no recovered workflow finds its instance.',
    counted:
      '`{{code}}` counts the instances, so the name is another one when they are made in another order: recovery finds the wrong one.',
    duplicate: 'Another `{{cls}}` has the name `{{name}}` already: making a second one throws.',
    late: '`{{code}}` is made in a {{role}}, after the launch: no recovered workflow finds it. Make it when the program starts.',
  },
  files: 'production',
  covers: ['pattern-classes'],
  listen: ({ model, show, textOf }) => ({
    *file() {
      for (const lost of model.instances.lostInstances) {
        const { kind, node } = lost;
        switch (kind) {
          case 'missing':
            yield { node, message: kind, data: { code: show(node) } };
            break;
          case 'late':
            yield { node, message: kind, data: { code: show(node), role: lost.role } };
            break;
          case 'duplicate':
            yield { node, message: kind, data: { cls: lost.cls.name, name: lost.name } };
            break;
          default:
            yield { node, message: kind, data: { code: textOf(node) } };
        }
      }
    },
  }),
});

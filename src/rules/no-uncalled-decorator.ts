/**
 * `@workflow` without parentheses hands the class over as options and gets back the decorator, which never sees the method (dbos.js: workflow, step;
 * measured: the method stays as it is, unregistered, and nothing is said). On anything but a method the decorator finds nothing to register
 * and throws (decorators.js: wrapDBOSFunctionAndRegisterByTarget).
 */
import type { DecoratorTarget } from '../analysis/decorators.ts';
import { fix } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-uncalled-decorator',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require decorators of the engine to be called, and to stand on methods',
  fixes: true,
  messages: {
    uncalled:
      '`@{{code}}` is not called, so the method is not registered as a {{role}}: it runs as a plain method, and is not recovered.',
    named: '`@{{code}}` is not called: its result takes the place of the class.',
    idle: '`@{{code}}` is not called, so it never sees the method, and does nothing.',
    place: '`@{{code}}` stands on a {{place}}, and registers methods only: it throws when the class is loaded.',
  },
  files: 'all',
  covers: ['workflow-background'],
  listen: ({ model, textOf }) => ({
    *file() {
      for (const { node, spec, isCalled, on } of model.registry.decorators) {
        const code = textOf(node.expression);
        // What is gone from the SDK is another rule's.
        if (spec.until !== undefined) continue;
        const role = spec.decorates;
        if (role !== undefined && on !== 'method') {
          yield { node, message: 'place', data: { code, place: PLACES[on] } };
        } else if (isCalled || spec.family !== 'registration' || spec.result !== 'function') {
          continue;
        } else if (role !== undefined) {
          yield {
            node,
            message: 'uncalled',
            data: { code, role },
            repair: fix({ kind: 'compose', node: node.expression, parts: [node.expression, '()'] }),
          };
        } else if (spec.registers === undefined && (on === 'class' || on === 'method')) {
          yield { node, message: on === 'class' ? 'named' : 'idle', data: { code } };
        }
      }
    },
  }),
});

const PLACES: Readonly<Record<Exclude<DecoratorTarget, 'method'>, string>> = {
  class: 'class',
  getter: 'getter',
  setter: 'setter',
  field: 'field',
  'private-method': 'private method',
};

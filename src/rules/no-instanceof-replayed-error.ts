/**
 * The error of a recorded call is read back as a plain `Error`: name, message and own properties are kept, the class is not. Measured: the
 * branch of the class on the first run, the other branch on the replay, and nothing is logged.
 */
import type { TSESTree } from '@typescript-eslint/types';

import { classTestRepair, errorNameRepair, type ClassTestSite } from '../fixes/for-class-test.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'no-instanceof-replayed-error',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow asking for the class of an error that a recorded call has thrown',
  fixes: true,
  suggests: true,
  messages: {
    replayed:
      '`{{code}}` holds on the first run only{{route}}: when `{{workflow}}` is replayed, the error of {{thrower}} is a plain `Error`.',
    nameless:
      '`{{code}}` holds on the first run only{{route}}: when `{{workflow}}` is replayed, the error of {{thrower}} is a plain `Error`. Set a `name` in `{{cls}}`, and ask for it.',
    outside:
      '`{{code}}` is false when `{{call}}` reads the error from the database, as a plain `Error`. Ask for the `name` that `{{cls}}` sets.',
    ask: 'Ask in a way that a replayed error answers, too.',
  },
  options: {
    checkOutside: flag(false, 'Whether errors of workflows whose result other code reads are looked at, too.'),
  },
  presets: { strict: { checkOutside: true } },
  covers: ['comm-streaming', 'pattern-idempotency', 'workflow-determinism'],
  listen: ({ model, options, isTest, engine: { errors }, facts, textOf, relative, show }) => {
    const siteAt = (node: TSESTree.Node): ClassTestSite => ({
      textOf,
      has: facts.has,
      isGlobal: (text) => model.scope.isGlobalAt(text, node),
      nameOf: (module, exported) => model.scope.exportNameAt(node, { module, name: exported }),
    });

    return {
      *file() {
        const outside = options.checkOutside && !isTest ? model.flow.lostClassTestsOutside : [];
        for (const { found, operation, cls } of outside) {
          const { node } = found;
          const { name } = cls;
          yield {
            node,
            message: 'outside',
            data: { code: textOf(node), call: show(operation.node), cls: textOf(node.right) },
            repair: name === undefined ? undefined : errorNameRepair(node, name, siteAt(node)),
            offer: { message: 'ask' },
          };
        }
        for (const test of model.flow.lostClassTests) {
          const { found, node, root } = test;
          const { value, name } = test.cls;
          const isHere = found.node === node;
          const repair = isHere ? classTestRepair(found.node, test.cls, errors, siteAt(node)) : undefined;
          const data = {
            code: isHere ? textOf(node) : show(node),
            workflow: model.wording.titleOf(root),
            thrower: model.wording.throwerOf(found),
            route: model.wording.wayTo(test, relative),
          };
          if (value.kind === 'class' && name === undefined)
            yield { node, message: 'nameless', data: { ...data, cls: value.cls.name } };
          else yield { node, message: 'replayed', data, repair, offer: { message: 'ask' } };
        }
      },
    };
  },
});

/**
 * The error of a recorded call is read back as a plain `Error`: name, message and own properties are kept, the class is not. Measured: the
 * branch of the class on the first run, the other branch on the replay, and nothing is logged.
 */
import type { Value } from '../analysis/values.ts';
import { engineErrorRepair, errorNameRepair } from '../fixes/for-class-test.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-instanceof-replayed-error',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow asking for the class of an error that a recorded call has thrown',
  fixes: true,
  suggests: true,
  messages: {
    replayed:
      '`{{code}}` holds on the first run only{{route}}: when `{{workflow}}` is replayed, the error of `{{call}}` is a plain `Error`.{{help}}',
    ask: 'Ask in a way that a replayed error answers, too.',
  },
  defaults: {},
  covers: ['comm-streaming', 'pattern-idempotency', 'workflow-determinism'],
  listen: ({ model, engine, facts, textOf, routeOf, show }) => {
    const { errors } = engine;
    const specOf = (value: Value) => (value.kind === 'named' ? errors?.classes[facts.print(value.name)] : undefined);
    const name = (value: Value): string | undefined => (value.kind === 'named' ? facts.print(value.name) : undefined);

    return {
      *file() {
        for (const { found, node, route, root } of model.flow.classTests) {
          const [cls, ...others] = found.classes;
          if (cls === undefined || others.length > 0) continue;
          if (cls.kind !== 'class' && cls.kind !== 'named') continue;
          // A replayed error is an `Error`; and some errors are never recorded, so they keep their class.
          if (name(cls) === 'global#Error' || name(cls) === 'global#Object' || specOf(cls)?.recorded === false)
            continue;
          // What the workflow itself throws, it throws again.
          if (cls.kind === 'class' && model.flow.makes(root, cls.cls)) continue;
          const isHere = found.node === node;
          const errorName =
            cls.kind === 'class'
              ? model.flow.errorNameOf(cls.cls)
              : cls.name.module === 'global'
                ? cls.name.path.at(-1)
                : undefined;
          const site = { textOf, has: facts.has };
          const spec = specOf(cls);
          let repair: Repair | undefined;
          if (isHere && spec && errors) repair = engineErrorRepair(found.node, spec, errors, site);
          else if (isHere && errorName !== undefined) repair = errorNameRepair(found.node, errorName, site);
          const unnamed = cls.kind === 'class' && errorName === undefined;
          yield {
            node,
            message: 'replayed',
            data: {
              code: isHere ? textOf(node) : show(node),
              workflow: model.titleOf(root),
              call: callText(found.operation.node),
              route: isHere ? '' : routeOf(route),
              help: unnamed ? ` Set a \`name\` in \`${cls.cls.name}\`, and ask for it.` : '',
            },
            ...(repair && { repair }),
            offer: { message: 'ask' },
          };
        }
      },
    };

    function callText(node: Parameters<typeof show>[0]): string {
      return show(node);
    }
  },
});

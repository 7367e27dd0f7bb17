/**
 * The error of a recorded call is read back as a plain `Error`: name, message and own properties are kept, the class is not. Measured: the
 * branch of the class on the first run, the other branch on the replay, and nothing is logged.
 */
import type { ClassValue, NamedValue, Value } from '../analysis/values.ts';
import { engineErrorRepair, errorNameRepair } from '../fixes/for-class-test.ts';
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
      '`{{code}}` holds on the first run only{{route}}: when `{{workflow}}` is replayed, the error of `{{call}}` is a plain `Error`.',
    nameless:
      '`{{code}}` holds on the first run only{{route}}: when `{{workflow}}` is replayed, the error of `{{call}}` is a plain `Error`. Set a `name` in `{{cls}}`, and ask for it.',
    ask: 'Ask in a way that a replayed error answers, too.',
  },
  defaults: {},
  covers: ['comm-streaming', 'pattern-idempotency', 'workflow-determinism'],
  listen: ({ model, engine: { errors }, facts, textOf, routeOf, show }) => {
    const specOf = ({ name }: NamedValue) => errors?.classes[facts.print(name)];

    /** A replayed error is an `Error`; and errors that are never recorded keep their class. */
    function keepsClass(cls: ClassValue | NamedValue): boolean {
      if (cls.kind === 'class') return false;
      return errors?.revivedAs.includes(facts.print(cls.name)) === true || specOf(cls)?.recorded === false;
    }

    function nameOf(cls: ClassValue | NamedValue): string | undefined {
      if (cls.kind === 'class') return model.flow.errorNameOf(cls.cls);
      return cls.name.module === 'global' ? cls.name.path.at(-1) : undefined;
    }

    return {
      *file() {
        for (const { found, node, route, root } of model.flow.classTests) {
          const [cls, ...others] = found.classes;
          if (!isClass(cls) || others.length > 0 || keepsClass(cls)) continue;
          const spec = cls.kind === 'named' ? specOf(cls) : undefined;
          if (!spec && !model.flow.comesFromRecord(found, root, cls)) continue;
          const isHere = found.node === node;
          const name = nameOf(cls);
          const site = {
            textOf,
            has: facts.has,
            isGlobal: (text: string) => model.scope.isGlobalAt(text, found.node),
            nameOf: (module: string, exported: string) =>
              model.scope.exportNameAt(found.node, { module, name: exported }),
          };
          const repair = !isHere
            ? undefined
            : spec && errors
              ? engineErrorRepair(found.node, spec, errors, site)
              : name === undefined
                ? undefined
                : errorNameRepair(found.node, name, site);
          const data = {
            code: isHere ? textOf(node) : show(node),
            workflow: model.titleOf(root),
            call: show(found.operation.node),
            route: isHere ? '' : routeOf(route),
          };
          if (cls.kind === 'class' && name === undefined)
            yield { node, message: 'nameless', data: { ...data, cls: cls.cls.name } };
          else yield { node, message: 'replayed', data, repair, offer: { message: 'ask' } };
        }
      },
    };
  },
});

function isClass(value: Value | undefined): value is ClassValue | NamedValue {
  return value?.kind === 'class' || value?.kind === 'named';
}

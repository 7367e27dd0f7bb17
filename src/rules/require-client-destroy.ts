/** A client keeps a pool of connections of its own (client.js: `new Pool`), which only `destroy` closes. */
import { suggest, type Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'require-client-destroy',
  category: 'client',
  levels: { recommended: 'warn', strict: 'error' },
  description: 'require a client that a function makes for itself to be destroyed',
  suggests: true,
  messages: {
    never:
      '`{{code}}` opens connections that nothing closes: each call of `{{title}}` keeps more of them, until the database refuses. Call `{{method}}` in a `finally`, or keep one client.',
    failure:
      '`{{code}}` opens connections that stay open when something throws before `{{method}}` is called. Call it in a `finally`.',
    request: '`{{code}}` opens connections for each {{what}}, and closes them again. Make one client, and keep it.',
    wrap: 'Call it in a `finally`.',
  },
  options: {
    failures: flag(false, 'Whether a client that is destroyed only when nothing throws is reported.'),
    requests: flag(
      false,
      'Whether a client that is made for each request, or in a loop, is reported although it is destroyed.',
    ),
  },
  covers: ['client-setup'],
  calls: { families: ['client'] },
  listen: ({ model, options, engine, show }) => {
    // A program that ends itself closes everything with it.
    const endsItself = (): boolean => model.usesAnyOf(new Set(engine.ends));
    return {
      *call({ fact, node, unit, roles }) {
        const method = fact.kind === 'api' ? fact.spec.released : undefined;
        // In a workflow it is no-client-in-workflow's.
        if (fact.kind !== 'api' || method === undefined || roles.has('workflow')) return;
        const made = model.madeBy(unit, node, method);
        if (!made || (roles.has('main') && endsItself())) return;
        const data = { code: show(node), method, title: model.wording.titleOf(unit) };
        const { declaration, name, released } = made;
        const repair: Repair | undefined =
          declaration && name !== undefined
            ? suggest({ kind: 'release-in-finally', declaration, name, method })
            : undefined;
        if (released === 'never') {
          yield { node, message: 'never', data, repair, offer: { message: 'wrap' } };
        } else if (released === 'success' && options.failures) {
          yield { node, message: 'failure', data: { code: data.code, method } };
        } else if (options.requests) {
          const what = roles.has('handler')
            ? 'request'
            : model.execution.repetitionAround(node)
              ? 'turn of the loop'
              : undefined;
          if (what) yield { node, message: 'request', data: { code: data.code, what } };
        }
      },
    };
  },
});

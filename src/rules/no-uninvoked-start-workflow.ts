/**
 * `startWorkflow(place)` gives back a proxy of `place`, and does nothing else (dbos.js: startWorkflow). Measured: as a statement it is silent;
 * awaited it throws `DBOSNotRegisteredError: then is not a registered DBOS workflow function`.
 */
import { callFirst, halfStartRepair } from '../fixes/for-half-start.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-uninvoked-start-workflow',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require what `startWorkflow` gives back to be called',
  fixes: true,
  suggests: true,
  messages: {
    dropped:
      '`{{code}}` only gives back a function, which nobody calls: {{workflow}} does not run, and nothing is recorded.',
    awaited: '`{{code}}` gives back a function and no promise: awaiting it throws, and {{workflow}} does not run.',
    member: '`{{code}}` gives back a function, which has no `{{member}}`: this throws, and {{workflow}} does not run.',
    called: '`{{code}}` runs before `{{api}}`, which wants the function and not its result, and throws.',
    text: '`{{api}}` wants the workflow and not its name: it throws.',
    arguments:
      '`{{api}}` does not look at `{{code}}`: what {{workflow}} is to get belongs in the call of what it gives back.',
    invoke: 'Call what it gives back.',
    uncall: 'Start the workflow with these arguments.',
    move: 'Pass it to the workflow.',
  },
  covers: ['workflow-background'],
  listen: ({ model, show, textOf }) => ({
    *call(site) {
      const { fact, node, unit } = site;
      if (fact.kind !== 'api') return;
      const workflow = model.wording.workflowNameOf(fact);
      const first = model.starts.startWithoutCall(fact, unit);
      if (first && node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
        const { property } = node.callee;
        const member = textOf(property);
        const repair = model.isPromiseMethod(member) ? callFirst(first, model.starts.startedFunction(fact)) : undefined;
        yield {
          node: property,
          message: 'member',
          data: { code: show(first), member, workflow },
          suggestions: [{ message: 'invoke', repair }],
        };
        return;
      }
      const half = model.starts.halfStartOf(site);
      if (!half) return;
      const api = fact.name.path.at(-1) ?? '';
      const repair = halfStartRepair(half, site, model);
      switch (half.kind) {
        case 'called': {
          const data = { code: show(half.inner), api };
          yield { node: half.inner, message: 'called', data, suggestions: [{ message: 'uncall', repair }] };
          return;
        }
        case 'text':
          yield { node: half.argument, message: 'text', data: { api } };
          return;
        case 'arguments': {
          const { extra, call } = half;
          const data = { code: extra.map((argument) => textOf(argument)).join(', '), api, workflow };
          yield { node: extra[0] ?? call, message: 'arguments', data, suggestions: [{ message: 'move', repair }] };
          return;
        }
        default: {
          const data = { code: show(half.call), workflow };
          yield { node: half.call, message: half.kind, data, repair, offer: { message: 'invoke' } };
        }
      }
    },
  }),
});

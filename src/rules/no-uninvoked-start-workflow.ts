/**
 * `startWorkflow(place)` gives back a proxy of `place`, and does nothing else (dbos.js: startWorkflow). Measured: as a statement it is silent;
 * awaited it throws `DBOSNotRegisteredError: then is not a registered DBOS workflow function`.
 */
import type { CallSite } from '../analysis/model.ts';
import { callFirst, invokeRepair, moveRepair, uncallRepair } from '../fixes/for-half-start.ts';
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
  defaults: {},
  covers: ['workflow-background'],
  listen: ({ model, show, textOf }) => ({
    *call(site: CallSite) {
      const { fact, node, unit } = site;
      if (fact.kind !== 'api') return;
      const workflow = model.workflowNameOf(fact);
      const first = model.starts.startWithoutCall(fact, unit);
      if (first && node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
        const member = textOf(node.callee.property);
        const repair = model.isPromiseMethod(member) ? callFirst(first, model.starts.startedFunction(fact)) : undefined;
        yield {
          node: node.callee.property,
          message: 'member',
          data: { code: show(first), member, workflow },
          suggestions: [{ message: 'invoke', repair }],
        };
        return;
      }
      const half = model.starts.halfStartOf(site);
      if (!half) return;
      const { call } = half;
      const api = fact.name.path.at(-1) ?? '';
      switch (half.kind) {
        case 'called': {
          const repair = half.isWorkflow ? uncallRepair(call, half.inner) : undefined;
          yield {
            node: half.inner,
            message: 'called',
            data: { code: show(half.inner), api },
            suggestions: [{ message: 'uncall', repair }],
          };
          return;
        }
        case 'text':
          yield { node: half.argument, message: 'text', data: { api } };
          return;
        case 'arguments': {
          const repair = moveRepair(call, half.extra);
          const [extra] = half.extra;
          yield {
            node: extra ?? call,
            message: 'arguments',
            data: { code: half.extra.map((item) => textOf(item)).join(', '), api, workflow },
            suggestions: [{ message: 'move', repair }],
          };
          return;
        }
        default: {
          const [started] = fact.refers;
          // A step cannot be started, and a step cannot start anything.
          const isOther = started?.kind === 'registered' && started.role !== 'workflow';
          // Of a class or an instance, a method must be called: which one is not said.
          const isHolder = started?.kind === 'class' || started?.kind === 'instance';
          const isInStep = site.roles.has('step') || site.roles.has('transaction');
          const visible = model.scope.visibleNames(call, /./u);
          yield {
            node: call,
            message: half.kind,
            data: { code: show(call), workflow },
            repair:
              isOther || isHolder || isInStep
                ? undefined
                : invokeRepair(half, model.starts.startedFunction(fact), (name) => visible.includes(name)),
            offer: { message: 'invoke' },
          };
        }
      }
    },
  }),
});

import { receiveRepair, type ReceiveSite } from '../fixes/for-receive.ts';
import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly methods: readonly string[];
  readonly checkTransactions: boolean;
}

const DEFAULTS: Options = { methods: ['recv', 'getEvent', 'setEvent'], checkTransactions: true };

export default defineRule({
  name: 'no-recv-in-step',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow receiving messages, and reading or setting events, in a step or a transaction',
  fixes: true,
  suggests: true,
  messages: {
    inStep:
      '`{{code}}` throws when it runs in the {{role}} `{{step}}`{{route}}. Call it in the workflow, and pass what it gives to the {{role}}.',
    moveOut: 'Call it in the workflow instead.',
  },
  schema: {
    methods: {
      description: 'The methods that are reported.',
      type: 'array',
      items: { type: 'string', enum: ['recv', 'getEvent', 'setEvent'] },
      uniqueItems: true,
    },
    checkTransactions: { description: 'Whether transactions are looked at like steps.', type: 'boolean' },
  },
  defaults: DEFAULTS,
  covers: ['workflow-constraints', 'comm-events', 'comm-messages'],
  listen: ({ model, options, show, routeOf }) => {
    const site: ReceiveSite = {
      isStepCall: (node) => {
        const call = model.calls.find((item) => item.node === node);
        const runs = call?.fact.kind === 'api' ? call.fact.spec.runs : undefined;
        return runs?.argument === 0 && (runs.role === 'step' || runs.role === 'transaction');
      },
      isForbidden: (node) =>
        model.calls.some(
          (item) => item.node === node && item.fact.kind === 'api' && item.fact.spec.family === 'communication',
        ),
    };
    return {
      *occurrence(occurrence) {
        const { fact, context, node, path, root } = occurrence;
        if (fact.kind !== 'api' || fact.spec.family !== 'communication') return;
        if (context.role !== 'step' && !(context.role === 'transaction' && options.checkTransactions)) return;
        if (fact.spec.at[context.role] !== 'throws' || !options.methods.includes(fact.name.path.at(-1) ?? '')) return;
        yield {
          node,
          message: 'inStep',
          data: { code: show(node), role: context.role, step: model.titleOf(root), route: routeOf(occurrence) },
          repair: path.length === 0 ? receiveRepair(node, site) : undefined,
          offer: { message: 'moveOut' },
        };
      },
    };
  },
});

import type { Name } from '../analysis/names.ts';
import { moveOutRepair, receiveFirstRepair, stepSite } from '../fixes/for-misplaced.ts';
import type { ApiSpec } from '../knowledge/vocabulary/apis.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag, someOf } from '../plugin/rule-options.ts';

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
    asStep: '`{{member}}` throws when `{{code}}` runs it as a {{role}}. Call it in the workflow.',
    moveOut: 'Call it in the workflow instead.',
    receiveFirst: 'Call it in the workflow before the step; choose a name for what it gives.',
  },
  options: {
    methods: someOf(['recv', 'getEvent', 'setEvent'], 'The methods that are reported.'),
    checkTransactions: flag(true, 'Whether transactions are looked at like steps.'),
  },
  covers: ['workflow-constraints', 'comm-events', 'comm-messages'],
  listen: ({ model, options, engine, facts, show, routeOf }) => {
    const site = stepSite(model.calls, ({ fact }) => fact.kind === 'api' && fact.spec.family === 'communication');
    const { text, scopeManager: scopes } = model.module.source;
    const roles = options.checkTransactions ? (['step', 'transaction'] as const) : (['step'] as const);
    /** The role that the method cannot be called in, if it is one of those looked at. */
    const forbidden = ({ path }: Name, { at }: ApiSpec, role: Role): string | undefined =>
      options.methods.includes(path.at(-1) ?? '')
        ? roles.find((one) => one === role && at[one] === 'throws')
        : undefined;
    return {
      *occurrence(occurrence) {
        const { fact, context, node, path, root } = occurrence;
        const role = fact.kind === 'api' ? forbidden(fact.name, fact.spec, context.role) : undefined;
        if (role === undefined) return;
        const [edge] = path;
        const repair = moveOutRepair(occurrence, site);
        const earlier = repair ? undefined : receiveFirstRepair(occurrence, site, { scopes, text });
        yield {
          node,
          message: 'inStep',
          data: {
            // Of a function that is handed over, the call around it does not throw.
            code: edge?.by ? edge.target.unit.name : show(node),
            role,
            step: model.wording.titleOf(root, occurrence.giver),
            route: routeOf(occurrence),
          },
          repair,
          offer: { message: 'moveOut' },
          suggestions: [{ message: 'receiveFirst', repair: earlier }],
        };
      },
      *file() {
        for (const { call, value, how, ...given } of model.callbacks.rolesGiven) {
          const spec = value.kind === 'named' ? engine.apis[facts.print(value.name)] : undefined;
          if (how !== 'runs' || value.kind !== 'named' || spec === undefined) continue;
          const { node } = call;
          const role = forbidden(value.name, spec, given.role);
          if (role !== undefined)
            yield { node, message: 'asStep', data: { member: value.name.path.join('.'), code: show(node), role } };
        }
      },
    };
  },
});

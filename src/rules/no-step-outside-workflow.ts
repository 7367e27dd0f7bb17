import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly tests: boolean;
}

const PLACES: ReadonlyMap<string, string> = new Map([
  ['module', 'when the file is loaded'],
  ['main', 'in the main function'],
  ['handler', 'in a request handler'],
  ['test', 'in a test'],
]);

/** The first version in which a step outside a workflow is a plain call. */
const SINCE = 5;

const defaults: Options = { tests: false };

export default defineRule({
  name: 'no-step-outside-workflow',
  category: 'step',
  levels: { recommended: 'warn', strict: 'error' },
  description: 'disallow steps outside workflows, and starting a step as if it were a workflow',
  messages: {
    plain:
      '`{{code}}` runs a step {{place}}{{route}}, outside a workflow: it is a plain call that is neither recorded nor retried. Call it in a workflow.',
    started: '`{{code}}` starts the step `{{step}}` as a workflow, and throws. Start a workflow that calls it.',
  },
  schema: { tests: { description: 'Whether steps that tests call are reported.', type: 'boolean' } },
  defaults,
  covers: ['step-basics', 'advanced-upgrading'],
  listen: ({ model, options, isTest, version, facts, show, routeOf }) => {
    if (version !== undefined && version.major < SINCE) return {};
    return {
      *occurrence(occurrence) {
        const { fact, node, unit } = occurrence;
        if (fact.kind === 'effect' || fact.spec?.family !== 'step' || facts.verdictOf(fact, 'outside') !== 'degrades')
          return;
        const role = model.outsideRoleOf(occurrence);
        const place = role && PLACES.get(isTest ? 'test' : role);
        if (place === undefined || (isTest && !options.tests)) return;
        // There it throws, and no-use-before-launch says so.
        if (model.beforeLaunch.reasonFor(node, unit)) return;
        yield { node, message: 'plain', data: { code: show(node), place, route: routeOf(occurrence) } };
      },
      *call({ fact, node }) {
        if (fact.kind !== 'api' || fact.spec.family !== 'start' || fact.spec.result !== 'promise') return;
        const [target, ...others] = fact.refers;
        if (target?.kind !== 'registered' || target.role !== 'step' || others.length > 0) return;
        const step = target.target.kind === 'function' ? model.titleOf(target.target.unit) : 'it';
        yield { node, message: 'started', data: { code: show(node), step } };
      },
    };
  },
});

import { workflowAround } from '../fixes/for-started-step.ts';
import { workflowSite } from '../fixes/migration-site.ts';
import { suggest } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

const PLACES: ReadonlyMap<string, string> = new Map([
  ['module', 'when the file is loaded'],
  ['main', 'where the program starts'],
  ['handler', 'in a request handler'],
  ['test', 'in a test'],
]);

/** The first version in which a step outside a workflow is a plain call, and a decorated one cannot be started. */
const SINCE = 5;

export default defineRule({
  name: 'no-step-outside-workflow',
  category: 'step',
  levels: { recommended: 'warn', strict: 'error' },
  description: 'disallow steps outside workflows, and starting a step as if it were a workflow',
  suggests: true,
  messages: {
    plain:
      '`{{code}}` runs a step {{place}}{{route}}, outside a workflow: it is a plain call that is neither recorded nor retried. Call it in a workflow.',
    started: '`{{code}}` starts the {{role}} `{{name}}` as a workflow, and throws. Start a workflow that calls it.',
    unregistered: '`{{code}}` starts `{{name}}`, which nothing registers as a workflow, and throws.',
    enqueued:
      '`{{name}}` is a {{role}}, and only workflows are looked up by their names: what is enqueued here is never run.',
    around: 'Start a workflow around it.',
  },
  options: {
    tests: flag(false, 'Whether steps that tests call are reported.'),
  },
  covers: ['step-basics', 'advanced-upgrading'],
  listen: ({ model, engine, options, isTest, version, facts, show, routeOf }) => {
    const isOld = version !== undefined && version.major < SINCE;
    return {
      *occurrence(occurrence) {
        if (isOld) return;
        const { fact, node, unit } = occurrence;
        if (fact.kind === 'effect' || fact.spec?.family !== 'step' || facts.verdictOf(fact, 'outside') !== 'degrades')
          return;
        const role = model.execution.outsideRoleOf(occurrence);
        const place = role && PLACES.get(isTest ? 'test' : role);
        if (place === undefined || (isTest && !options.tests)) return;
        // No-unwrapped-workflow-call says which call to change.
        if (!isTest && model.registry.isInOriginal(occurrence)) return;
        // There it throws, and no-use-before-launch says so.
        if (model.startup.beforeLaunch.reasonFor(node, unit)) return;
        yield { node, message: 'plain', data: { code: show(node), place, route: routeOf(occurrence) } };
      },
      *file() {
        for (const { node, name, role } of model.steps.enqueuedSteps)
          yield { node, message: 'enqueued', data: { name, role } };
        for (const start of model.steps.startedSteps) {
          const { kind, unit, node } = start;
          if (kind === 'decorated' && isOld) continue;
          const name = model.wording.titleOf(unit);
          const template = kind === 'unregistered' || unit.module !== model.module ? undefined : engine.workflowAround;
          const intents =
            template === undefined
              ? undefined
              : workflowAround({ ...start, step: unit.node }, workflowSite(model, template));
          yield {
            node,
            ...(kind === 'unregistered'
              ? { message: 'unregistered', data: { code: show(node), name } }
              : { message: 'started', data: { code: show(node), role: kind === 'transaction' ? kind : 'step', name } }),
            suggestions: [{ message: 'around', repair: intents && suggest(...intents) }],
          };
        }
      },
    };
  },
});

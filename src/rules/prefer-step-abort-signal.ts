/**
 * When the time of a step is over, the engine fails the attempt and looks no more at what the step does (dbos-executor.js callStepFunction): the
 * request goes on. The signal of the attempt ends it.
 */
import type { FunctionUnit } from '../analysis/units.ts';
import { signalRepair } from '../fixes/for-request.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'prefer-step-abort-signal',
  category: 'step',
  levels: { strict: 'error' },
  type: 'suggestion',
  description: 'enforce that requests of a step with a timeout end with it',
  suggests: true,
  messages: {
    goesOn:
      '`{{code}}` goes on{{route}} when the time of the step `{{step}}` is over: what the step has given up still happens.',
    missing: '`{{code}}` is `undefined` in the step `{{step}}`, which has no `{{key}}`.',
    outside: '`{{code}}` is `undefined` in the workflow `{{workflow}}`: only a step has it.',
    pass: 'Hand it the signal of the step.',
  },
  covers: ['step-timeouts'],
  listen: ({ model, engine: { attempt }, facts, show, textOf, routeOf }) => {
    const hasTimeout = (step: FunctionUnit): boolean =>
      model.steps.stepSettings(step, 'step-timeout').some(({ presence }) => presence === 'there');

    return {
      *occurrence(occurrence) {
        const { fact, context, node, path, root, at } = occurrence;
        if (fact.kind !== 'effect' || context.role !== 'step' || context.deferred || !hasTimeout(root)) return;
        const request = model.steps.requestOf(fact, at);
        if (request?.isEndless !== true) return;
        const repair =
          path.length === 0 && attempt && facts.has(attempt.since)
            ? signalRepair(fact, request, attempt.code)
            : undefined;
        yield {
          node,
          message: 'goesOn',
          data: { code: show(node), route: routeOf(occurrence), step: model.wording.titleOf(root, occurrence.giver) },
          suggestions: [{ message: 'pass', repair }],
        };
      },
      *file() {
        if (!attempt) return;
        for (const { node, unit, isLogged } of model.forms.fieldUses(new Set([attempt.status]))) {
          const isOnlyWorkflow = [...model.rolesOf(unit)].join(' ') === 'workflow' && !model.isOpen(unit);
          if (isLogged || !isOnlyWorkflow) continue;
          yield { node, message: 'outside', data: { code: textOf(node), workflow: model.wording.titleOf(unit) } };
        }
        for (const { node, unit } of model.steps.certainSignals(`${attempt.status}.${attempt.signal}`)) {
          const settings = model.steps.stepSettings(unit, 'step-timeout');
          const [first] = settings;
          if (!first || settings.some(({ presence }) => presence !== 'absent')) continue;
          yield {
            node,
            message: 'missing',
            data: { code: textOf(node), step: model.wording.titleOf(unit), key: first.key },
          };
        }
      },
    };
  },
});

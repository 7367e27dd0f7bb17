/**
 * The body of a recorded step does not run on a replay, so what it changes around itself is not changed then (measured: a captured total
 * of 5 on the first run is 0 on the replay, a list [1, 2, 3] is [], and nothing is logged).
 */
import { returnValueRepair } from '../fixes/for-lost-change.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'no-closure-mutation-in-step',
  category: 'step',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow steps to change variables and arguments of the workflow',
  suggests: true,
  messages: {
    captured:
      '`{{code}}` changes `{{variable}}` of the workflow{{route}}: a replay does not run the {{role}} `{{step}}` again, so the change is missing then. Return the value from the {{role}}.',
    argument:
      'The {{role}} `{{step}}` changes its argument `{{variable}}`: a replay does not run it again, so the change is missing then. Return the value from the {{role}}.',
    parameter:
      '`{{code}}`{{route}} changes an argument of the {{role}} `{{step}}`: a replay does not run it again, so its caller keeps the old value. Return the value from the {{role}}.',
    returnValue: 'Return the value from the step, and take it over in the workflow.',
  },
  options: {
    checkParams: flag(
      false,
      'Whether every change of an argument in a registered step is reported, also where no caller is known.',
    ),
  },
  presets: { strict: { checkParams: true } },
  covers: ['step-basics', 'workflow-constraints', 'workflow-determinism'],
  listen: ({ model, options, show, relative }) => {
    const { lostChanges } = model.changes;

    return {
      *file() {
        for (const change of lostChanges) {
          const { node, role, step, write } = change;
          const data = { role, step: model.wording.titleOf(step), variable: change.variables.join('`, `') };
          if (!write) {
            yield { node, message: 'argument', data };
            continue;
          }
          const route = model.wording.wayToWrite(write, relative);
          yield {
            node,
            message: 'captured',
            data: { ...data, code: show(node), route },
            repair: returnValueRepair(change),
            offer: { message: 'returnValue' },
          };
        }
      },
      *registration({ role, unit, node: registration }) {
        if (!options.checkParams || !unit || (role !== 'step' && role !== 'transaction')) return;
        // What a caller in this file loses is told there.
        if (lostChanges.some(({ step, write }) => step === unit && !write)) return;
        const isHere = unit.module === model.module;
        const changes = model.changes.changesOfArguments(unit);
        for (const { node } of isHere ? changes : changes.slice(0, 1)) {
          const route = isHere ? '' : ` (${model.wording.placeOf({ module: unit.module, node }, relative)})`;
          const data = { role, step: model.wording.titleOf(unit), code: show(node), route };
          yield { node: isHere ? node : registration, message: 'parameter', data };
        }
      },
    };
  },
});

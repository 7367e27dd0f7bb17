/**
 * The body of a recorded step does not run on a replay, so what it changes around itself is not changed then (measured: a captured total
 * of 5 on the first run is 0 on the replay, a list [1, 2, 3] is [], and nothing is logged).
 */
import type { LostChange } from '../analysis/lost-changes.ts';
import { suggest, type Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly checkParams: boolean;
}

const defaults: Options = { checkParams: false };

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
      '`{{code}}` changes an argument of the {{role}} `{{step}}`: a replay does not run it again, so its caller keeps the old value. Return the value from the {{role}}.',
    returnValue: 'Return the value from the step, and take it over in the workflow.',
  },
  schema: {
    checkParams: {
      description:
        'Whether every change of an argument in a registered step is reported, also where no caller is known.',
      type: 'boolean',
    },
  },
  defaults,
  presets: { strict: { checkParams: true } },
  covers: ['step-basics', 'workflow-constraints', 'workflow-determinism'],
  listen: ({ model, options, show, relative }) => {
    let lost: readonly LostChange[] | undefined;
    const lostChanges = (): readonly LostChange[] => (lost ??= model.changes.lostChanges);

    const repairOf = ({ write, step }: LostChange): Repair | undefined => {
      if (!write || write.path.length > 0 || write.mutation.how === 'received') return undefined;
      const others = model.changes.writes.filter((other) => other.root === step && other.outlives === 'captured');
      const { node } = write.mutation;
      const call = write.edge?.node;
      if (others.length > 1 || call?.type !== 'CallExpression') return undefined;
      if (node.type !== 'AssignmentExpression' && node.type !== 'CallExpression') return undefined;
      return suggest({ kind: 'return-from-step', call, write: node });
    };

    return {
      *file() {
        for (const [change, ...others] of alike(lostChanges())) {
          const { node, role, step, write } = change;
          const variable = [...new Set([change, ...others].map((item) => item.variable))].join('`, `');
          const data = { role, step: model.titleOf(step), variable };
          if (!write) {
            yield { node, message: 'argument', data };
            continue;
          }
          const route = write.path.length > 0 ? ` (${model.changes.routeOfWrite(write, relative)})` : '';
          const repair = others.length > 0 ? undefined : repairOf(change);
          yield {
            node,
            message: 'captured',
            data: { ...data, code: show(node), route },
            ...(repair && { repair, offer: { message: 'returnValue' } as const }),
          };
        }
      },
      *registration({ role, unit }) {
        if (!options.checkParams || !unit || (role !== 'step' && role !== 'transaction')) return;
        // What a caller in this file loses is told there.
        if (lostChanges().some(({ step, write }) => step === unit && !write)) return;
        for (const { place, node } of model.changes.mutationsOf(unit)) {
          const { holder } = place;
          if (holder.kind !== 'variable' || !place.inside || holder.home !== unit) continue;
          if (holder.variable.defs[0]?.type !== 'Parameter') continue;
          yield { node, message: 'parameter', data: { role, step: model.titleOf(unit), code: show(node) } };
        }
      },
    };
  },
});

/** What one assignment changes is told at once: `({ total, tax } = priced)`. */
function alike(changes: readonly LostChange[]): Iterable<readonly [LostChange, ...LostChange[]]> {
  const groups = new Map<string, [LostChange, ...LostChange[]]>();
  for (const change of changes) {
    const { node, step, write, variable } = change;
    const key = [...node.range, ...step.node.range, write ? '' : variable].join();
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return groups.values();
}

/** The second start of the program finds the schedule in the database: "Schedule 'x' already exists" (system_database.js createSchedule). */
import type { TSESTree } from '@typescript-eslint/types';

import { applyRepair } from '../fixes/for-schedule.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'prefer-apply-schedules',
  category: 'pattern',
  levels: { recommended: 'warn', strict: 'error' },
  description: 'enforce schedules that a program sets up at each start to be applied instead of created',
  suggests: true,
  files: 'production',
  messages: {
    create: '`{{code}}` throws when the program is started again, since the schedule is there then. Apply it instead.',
    apply: 'Apply the schedule, which replaces its definition at each start.',
  },
  defaults: {},
  covers: ['pattern-scheduled'],
  listen: ({ model, engine, nameOf, show }) => ({
    *call(call) {
      const { fact, node, unit } = call;
      const { schedules, recipes } = engine;
      if (fact.kind !== 'api' || nameOf(fact) !== schedules?.create || node.type !== 'CallExpression') return;
      const [argument] = node.arguments;
      const object = argument && model.unwrapped(argument);
      if (object?.type !== 'ObjectExpression' || !hasLiteral(object, recipes?.schedule.nameKey)) return;
      const { launchOrder, startup } = model;
      if (!startup.isUnguarded(node, unit)) return;
      if (!launchOrder.launchBefore(node, unit) && !launchOrder.isCalledAfterLaunch(unit)) return;
      // Whoever looks at the schedules, or deletes them, has thought of it.
      const isTended = model.calls.some(
        (other) =>
          other.fact.kind === 'api' &&
          other.fact.spec.family === 'schedule' &&
          other.unit === unit &&
          model.optionsAt(other, 'workflow-function').length === 0,
      );
      if (isTended) return;
      const repair = object === argument ? applyRepair(node, object, schedules) : undefined;
      yield {
        node,
        message: 'create',
        data: { code: show(node) },
        suggestions: repair ? [{ message: 'apply', repair }] : [],
      };

      function hasLiteral(literal: TSESTree.ObjectExpression, key: string | undefined): boolean {
        return literal.properties.some(
          (property) =>
            property.type === 'Property' &&
            property.key.type === 'Identifier' &&
            property.key.name === key &&
            typeof model.literalOf(property.value)?.value === 'string',
        );
      }
    },
  }),
});

/** The second start of the program finds the schedule in the database: "Schedule 'x' already exists" (system_database.js createSchedule). */
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
    create:
      '`{{code}}` throws when the program is started again{{route}}, since the schedule is there then. Apply it instead.',
    apply: 'Apply the schedule, which replaces its definition at each start.',
  },
  covers: ['pattern-scheduled'],
  calls: { families: ['schedule'] },
  listen: ({ model, engine, nameOf, show, routeOf }) => {
    const { schedules, recipes } = engine;
    const { launchOrder, startup } = model;
    if (!schedules || !recipes) return {};
    const words = { create: schedules.create, nameKey: recipes.schedule.nameKey };

    return {
      *call({ fact, node, unit }) {
        const object = startup.createdSchedule(fact, unit, words);
        if (!object || node.type !== 'CallExpression') return;
        if (!launchOrder.launchBefore(node, unit) && !launchOrder.isCalledAfterLaunch(unit)) return;
        const repair = object === node.arguments[0] ? applyRepair(node, object, schedules) : undefined;
        yield {
          node,
          message: 'create',
          data: { code: show(node), route: '' },
          suggestions: [{ message: 'apply', repair }],
        };
      },
      *file() {
        for (const use of startup.afterLaunch((fact) => fact.kind === 'api' && nameOf(fact) === schedules.create)) {
          const { fact, node, unit, at } = use;
          // In this file, the call itself is reported.
          if (at.module === model.module || !startup.isUnguarded(node, unit)) continue;
          if (!startup.createdSchedule(fact, at, words)) continue;
          yield { node, message: 'create', data: { code: show(node), route: routeOf(use) } };
        }
      },
    };
  },
});

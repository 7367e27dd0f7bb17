/** The second start of the program finds the schedule in the database: "Schedule 'x' already exists" (system_database.js createSchedule). */
import type { TSESTree } from '@typescript-eslint/types';

import type { ApiFact, DurableFact } from '../analysis/facts.ts';
import type { FunctionUnit } from '../analysis/units.ts';
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
  defaults: {},
  covers: ['pattern-scheduled'],
  listen: ({ model, engine, nameOf, show, routeOf }) => {
    const { schedules, recipes } = engine;
    const { launchOrder, startup } = model;

    /** The literal that a call of `unit` creates a schedule from, when its name is certain and nothing else looks after it. */
    const createdBy = (fact: ApiFact | DurableFact, unit: FunctionUnit): TSESTree.ObjectExpression | undefined => {
      if (fact.kind !== 'api' || nameOf(fact) !== schedules?.create || fact.node.type !== 'CallExpression') return;
      const [argument] = fact.node.arguments;
      const object = argument && model.expressions.unwrapped(argument);
      if (object?.type !== 'ObjectExpression' || !startup.isUnguarded(fact.node, unit)) return;
      const name = object.properties.find(
        (property) =>
          property.type === 'Property' &&
          property.key.type === 'Identifier' &&
          property.key.name === recipes?.schedule.nameKey,
      );
      if (name?.type !== 'Property' || typeof model.expressions.literalIn(unit, name.value)?.value !== 'string') return;
      // Whoever looks at the schedules, or deletes them, has thought of it.
      const isTended = startup
        .callsIn(unit)
        .some(({ spec }) => spec.family === 'schedule' && spec.refersToKey === undefined);
      return isTended ? undefined : object;
    };

    return {
      *call({ fact, node, unit }) {
        const object = createdBy(fact, unit);
        if (!object || node.type !== 'CallExpression') return;
        if (!launchOrder.launchBefore(node, unit) && !launchOrder.isCalledAfterLaunch(unit)) return;
        const repair = schedules && object === node.arguments[0] ? applyRepair(node, object, schedules) : undefined;
        yield {
          node,
          message: 'create',
          data: { code: show(node), route: '' },
          suggestions: [{ message: 'apply', repair }],
        };
      },
      *file() {
        for (const use of startup.afterLaunch((fact) => fact.kind === 'api' && nameOf(fact) === schedules?.create)) {
          const { fact, node, unit, at } = use;
          // In this file, the call itself is reported.
          if (at.module === model.module || !startup.isUnguarded(node, unit) || !createdBy(fact, at)) continue;
          yield { node, message: 'create', data: { code: show(node), route: routeOf(use) } };
        }
      },
    };
  },
});

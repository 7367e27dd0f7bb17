/**
 * Waits that do not survive a restart. `workflow-determinism` reports timers; this rule owns the loops that wait by looking at the clock,
 * and speaks of timers where that rule's group `timers` is turned off.
 */
import { determinismRepair } from '../fixes/for-determinism.ts';
import { busyLoopRepair } from '../fixes/for-sleep.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'prefer-durable-sleep',
  category: 'pattern',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce the durable sleep where a workflow waits',
  fixes: true,
  suggests: true,
  messages: {
    loop: '`{{code}}` keeps the process busy until it is late enough, and waits again when `{{workflow}}` is replayed. Use the durable sleep.',
    timer: '`{{code}}` waits for a timer{{route}}: the wait starts again when `{{workflow}}` is replayed.',
    sleep: 'Use the durable sleep.',
    step: 'Run it as a step.',
  },
  options: {
    timers: flag(
      false,
      'Whether waits for timers are reported, too: for projects that turn off the group `timers` of workflow-determinism.',
    ),
  },
  files: 'production',
  covers: ['pattern-sleep', 'workflow-determinism'],
  listen: ({ model, options, engine, nameOf, show, textOf, routeOf }) => ({
    *occurrence(occurrence) {
      const { fact, context, path, root } = occurrence;
      if (fact.kind !== 'effect' || context.role !== 'workflow' || context.deferred) return;
      const workflow = model.wording.titleOf(root, occurrence.giver);
      const busy = path.length === 0 ? model.replay.busyLoopAround(fact) : undefined;
      if (busy) {
        yield {
          node: busy.loop,
          message: 'loop',
          data: { code: show(busy.loop), workflow },
          suggestions: [{ message: 'sleep', repair: busyLoopRepair(busy, nameOf(fact), engine, textOf) }],
        };
        return;
      }
      if (!options.timers || fact.effect !== 'timer') return;
      const { node, repair, isStep } = determinismRepair({ ...occurrence, fact }, nameOf(fact), { model, engine });
      // A callback that runs later is no wait.
      if (path.length === 0 && fact.spec?.callbacks === 'deferred' && node === fact.node) return;
      yield {
        node,
        message: 'timer',
        data: { code: show(node), route: routeOf(occurrence), workflow },
        repair,
        offer: { message: isStep ? 'step' : 'sleep' },
      };
    },
  }),
});

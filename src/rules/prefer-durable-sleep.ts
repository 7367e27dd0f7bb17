/**
 * Waits that do not survive a restart. `workflow-determinism` reports timers; this rule owns the loops that wait by looking at the clock,
 * and speaks of timers where that rule's group `timers` is turned off.
 */
import type { EffectFact } from '../analysis/facts.ts';
import { effectSite } from '../fixes/effect-site.ts';
import { repairFor } from '../fixes/for-effect.ts';
import { helperRepair } from '../fixes/for-helper.ts';
import { busyLoopRepair, sleepHelperRepair } from '../fixes/for-sleep.ts';
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
  listen: ({ model, options, engine, nameOf, show, textOf, routeOf }) => {
    const sleep = engine.timerPromise?.replacement.code ?? '';
    /** The clock that the durable sleep counts in. */
    const isMilliseconds = (fact: EffectFact): boolean =>
      engine.replacements[nameOf(fact)]?.some(({ around }) => around === undefined) === true;

    return {
      *occurrence(occurrence) {
        const { fact, context, node, path, root } = occurrence;
        if (fact.kind !== 'effect' || context.role !== 'workflow' || context.deferred) return;
        const workflow = model.titleOf(root, occurrence.giver);
        const busy = path.length === 0 ? model.replay.busyLoopAround(fact) : undefined;
        if (busy) {
          const repair = isMilliseconds(fact) ? busyLoopRepair(busy, sleep, textOf) : undefined;
          yield {
            node: busy.loop,
            message: 'loop',
            data: { code: show(busy.loop), workflow },
            suggestions: [{ message: 'sleep', repair }],
          };
          return;
        }
        if (!options.timers || fact.effect !== 'timer') return;
        const site = effectSite(model, engine, root.node);
        if (path.length > 0) {
          const [edge] = path;
          const durable = edge ? sleepHelperRepair(node, edge, site) : undefined;
          const repair = durable ?? helperRepair(occurrence, (env) => model.isDurable(env));
          yield {
            node,
            message: 'timer',
            data: { code: show(node), route: routeOf(occurrence), workflow },
            suggestions: [{ message: durable ? 'sleep' : 'step', repair }],
          };
          return;
        }
        const found = repairFor(fact, nameOf(fact), site);
        // A callback that runs later is no wait.
        if (fact.spec?.callbacks === 'deferred' && found.node === fact.node) return;
        yield {
          node: found.node,
          message: 'timer',
          data: { code: show(found.node), route: '', workflow },
          repair: found.repair,
          offer: { message: 'sleep' },
        };
      },
    };
  },
});

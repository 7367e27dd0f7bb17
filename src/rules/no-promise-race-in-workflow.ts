/**
 * A race settles with whichever is first, and a replay reads recorded results in an order of its own: measured, `fast` on the first run and
 * `slow` on the replay. The loser's step keeps running.
 */
import type { Gathering } from '../analysis/flow/concurrent.ts';
import { raceRepairs, type RaceSite } from '../fixes/for-race.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-promise-race-in-workflow',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow races between recorded calls in a workflow',
  suggests: true,
  messages: {
    race: '`{{code}}` takes whichever is first{{route}}: another may be first when `{{workflow}}` is replayed.',
    waitFirst: 'Wait for the first workflow with a recorded call.',
    timeout: 'Limit the time of the step itself; it throws when the time is over.',
  },
  covers: ['workflow-determinism', 'workflow-constraints', 'queue-concurrency'],
  listen: ({ model, engine, facts, show, textOf, relative }) => {
    const { races } = engine;
    const siteOf = (gathering: Gathering): RaceSite | undefined =>
      races && { races, textOf, has: facts.has, nameOf: (node) => model.flow.nameOfBranchAt(node, gathering) };
    return {
      *file() {
        for (const { node, root } of model.flow.unknownRaces)
          yield { node, message: 'race', data: { code: show(node), workflow: model.wording.titleOf(root), route: '' } };
        for (const placed of model.flow.hazards) {
          const { found: hazard, node, root } = placed;
          if (hazard.kind !== 'race') continue;
          const site = hazard.gathering.node === node ? siteOf(hazard.gathering) : undefined;
          const repairs = site ? raceRepairs(node, site) : {};
          yield {
            node,
            message: 'race',
            data: {
              code: show(node),
              workflow: model.wording.titleOf(root),
              route: model.wording.wayTo(placed, relative),
            },
            suggestions: [
              { message: 'waitFirst', repair: repairs.waitFirst },
              { message: 'timeout', repair: repairs.timeout },
            ],
          };
        }
      },
    };
  },
});

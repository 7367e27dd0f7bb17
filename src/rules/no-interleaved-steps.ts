/**
 * A recorded call takes its number when it is made. Of several sequences side by side, the second calls are made in the order in which the
 * first ones end, which a replay does not repeat: measured, the results of two sequences with equal names swap without a word.
 */
import type { ApiFact } from '../analysis/facts.ts';
import { fanOutRepairs, fanOutSite } from '../fixes/for-fanout.ts';
import { loopRepair } from '../fixes/for-loop.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-interleaved-steps',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow sequences of recorded calls that run side by side in a workflow',
  suggests: true,
  messages: {
    late: '`{{code}}` takes its step number after an `await`, beside other branches{{route}}: they may go on in another order when `{{workflow}}` is replayed. Run each sequence as a workflow of its own.',
    uncalled: '`{{code}}` stands where a promise should: nobody calls it, so its steps never run in `{{workflow}}`.',
    oneCall: 'Start the workflow and wait for it in one call, which takes its numbers at once.',
    twoPhases: 'Start all workflows first, then wait for one after the other.',
    oneAfterTheOther: 'Run the branches one after the other.',
    untilOneFails: 'Run the branches one after the other; the first failure ends the loop.',
  },
  covers: ['workflow-constraints', 'workflow-determinism'],
  listen: ({ model, engine, facts, show, routeOf }) => {
    const isResult = ({ name }: ApiFact): boolean => engine.races?.results.includes(facts.print(name)) === true;
    return {
      *file() {
        for (const { found: hazard, node, route, root } of model.flow.hazards) {
          const data = { code: show(node), workflow: model.wording.titleOf(root) };
          if (hazard.kind === 'uncalled') yield { node, message: 'uncalled', data };
          if (hazard.kind !== 'interleaving') continue;
          const { branch } = hazard;
          const site = engine.timers && fanOutSite(hazard, model, engine.timers, isResult);
          const loop =
            site && hazard.node === node ? loopRepair(branch.node, (list) => model.callbacks.isMap(list)) : undefined;
          const { oneCall, twoPhases } = site ? fanOutRepairs(branch.node, site) : {};
          yield {
            node,
            message: 'late',
            data: { ...data, route: routeOf(route) },
            suggestions: [
              { message: 'oneCall', repair: oneCall },
              { message: 'twoPhases', repair: twoPhases },
              { message: site?.rejectsWithFirst === false ? 'untilOneFails' : 'oneAfterTheOther', repair: loop },
            ],
          };
        }
      },
    };
  },
});

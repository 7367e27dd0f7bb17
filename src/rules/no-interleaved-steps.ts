/**
 * A recorded call takes its number when it is made. Of several sequences side by side, the second calls are made in the order in which the
 * first ones end, which a replay does not repeat: measured, the results of two sequences with equal names swap without a word.
 */
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
    oneAfterTheOther: 'Run the branches one after the other.',
  },
  defaults: {},
  covers: ['workflow-constraints', 'workflow-determinism'],
  listen: ({ model, show, routeOf }) => ({
    *file() {
      for (const { found: hazard, node, route, root } of model.flow.hazards) {
        const data = { code: show(node), workflow: model.titleOf(root) };
        if (hazard.kind === 'uncalled') yield { node, message: 'uncalled', data };
        if (hazard.kind !== 'interleaving') continue;
        const repair =
          hazard.node === node && hazard.gathering.branches.length === 1 ? loopRepair(hazard.branch.node) : undefined;
        const isHere = hazard.operation.fact.node === node;
        yield {
          node,
          message: 'late',
          data: { ...data, route: isHere ? '' : routeOf(route) },
          suggestions: repair ? [{ message: 'oneAfterTheOther', repair }] : [],
        };
      }
    },
  }),
});

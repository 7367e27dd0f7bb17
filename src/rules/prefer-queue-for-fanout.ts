/** Workflows that are started without a queue all begin at once, in this process: nothing limits how many. */
import { offerOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { number } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'prefer-queue-for-fanout',
  category: 'queue',
  levels: { strict: 'error' },
  type: 'suggestion',
  description: 'enforce a queue for workflows that are started in a loop',
  suggests: true,
  messages: {
    loop: '`{{code}}` is started for each turn of a loop, without a queue: all of them run at once in this process, and after a crash all of them are recovered at once.',
    enqueue: 'Put them on the queue {{queue}}.',
  },
  options: {
    max: number(3, 'How many workflows may be started at once, where the number is written down.'),
  },
  files: 'production',
  covers: ['queue-basics'],
  calls: { families: ['start'] },
  listen: ({ model, options, show, version }) => ({
    *call(call) {
      const { fact, node } = call;
      if (fact.kind !== 'api' || fact.spec.refersTo === undefined) return;
      const [place, ...others] = model.optionsAt(call, 'queue-name');
      if (place?.presence !== 'absent' || others.length > 0 || model.starts.mayBeSetAround(call, 'queue-name')) return;
      const repetition = model.execution.repetitionAround(node);
      if (!repetition || (repetition.atMost ?? Infinity) <= options.max) return;
      if (model.starts.waitsInEachTurn(repetition.node)) return;
      // That a queue was meant is no-enqueue-options-without-queue's.
      const problems = model.forms.optionProblems(version).filter(({ site }) => site === call);
      if (problems.some(({ problem }) => problem.topic === 'without-queue')) return;
      const queue = model.onlyQueue;
      yield {
        node,
        message: 'loop',
        data: { code: show(node) },
        suggestions: queue && [
          { message: 'enqueue', data: { queue: `\`${queue.name}\`` }, repair: offerOption(node, place, queue.code) },
        ],
      };
    },
  }),
});

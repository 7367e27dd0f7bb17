import { keepRepair, soleAwaitOf } from '../fixes/for-handle.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-discarded-handle',
  category: 'workflow',
  levels: {},
  description: 'disallow starting a workflow without keeping its handle or giving it an ID',
  suggests: true,
  messages: {
    discarded: '`{{code}}` starts a workflow with a random ID that nobody keeps, so nobody can ask for it later.',
    keep: 'Keep the handle.',
  },
  covers: ['workflow-introspection'],
  calls: { families: ['start'] },
  listen: ({ model, show }) => ({
    *call(site) {
      const { fact, node } = site;
      if (fact.kind !== 'api' || fact.spec.result !== 'promise') return;
      const wait = soleAwaitOf(node);
      if (!wait) return;
      const start = model.starts.startBefore(site)?.site ?? site;
      const marks = ['workflow-id', 'deduplication'] as const;
      const options = marks.flatMap((mark) => model.optionsAt(start, mark));
      if (options.length === 0 || options.some(({ presence }) => presence !== 'absent')) return;
      if (model.starts.hasContextAround(node)) return;
      yield {
        node,
        message: 'discarded',
        data: { code: show(node) },
        repair: keepRepair(wait, (name) => model.scope.isNameFree(name)),
        offer: { message: 'keep' },
      };
    },
  }),
});

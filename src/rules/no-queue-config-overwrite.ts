import type { CallSite } from '../analysis/call-sites.ts';
import { offerOption } from '../fixes/write-option.ts';
import { defineRule } from '../plugin/define-rule.ts';

const KEEP = "'never_update'";

export default defineRule({
  name: 'no-queue-config-overwrite',
  category: 'queue',
  levels: { strict: 'error' },
  description: 'disallow registering a queue so that its settings of the running program are lost at the next start',
  suggests: true,
  messages: {
    overwrites: 'At the next start this takes back what `{{setter}}` changes for the queue `{{queue}}`.',
    keep: 'Keep the settings that the queue has.',
  },
  covers: ['queue-management'],
  listen: ({ model, show }) => {
    /** The name of the queue on which a setter is called. */
    const queueSetBy = ({ node, fact, unit }: CallSite): string | undefined => {
      if (fact.kind !== 'api' || fact.spec.setsQueue !== true) return undefined;
      const callee =
        node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node.callee : undefined;
      const origin = callee && model.originOf(callee.object);
      // What the same code registers and then sets, it sets again at the next start.
      if (origin?.unit === unit && model.queues.some(({ call }) => call.node === origin.node)) return undefined;
      const name = origin && model.argumentOf(origin, 0);
      return name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined;
    };
    return {
      *file() {
        for (const { name, call } of model.queues) {
          const [conflict] = model.optionsAt(call, 'conflict');
          if (conflict?.presence !== 'absent' || call.node.type !== 'CallExpression') continue;
          const setter = model.calls.find((item) => queueSetBy(item) === name);
          if (!setter) continue;
          // Settings that are not given are taken back as well.
          yield {
            node: call.node,
            message: 'overwrites',
            data: { setter: show(setter.node), queue: name },
            suggestions: [{ message: 'keep', repair: offerOption(call.node, conflict, KEEP) }],
          };
        }
      },
    };
  },
});

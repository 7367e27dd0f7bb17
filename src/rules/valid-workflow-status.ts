import type { Repair } from '../fixes/repair.ts';
import { defineOptionRule } from '../plugin/define-option-rule.ts';

export default defineOptionRule({
  name: 'valid-workflow-status',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce that workflows and schedules are asked for by states and filters that exist',
  fixes: true,
  topics: ['listing'],
  messages: {
    filter: '`{{value}}` is none of the states {{states}}, so nothing is found.',
    comparison: '`{{value}}` is none of the states {{states}}, so nothing is ever equal to it.',
    constant: '`{{value}}` is none of the states {{states}}: it is `undefined`.',
    replace: 'Write `{{state}}`.',
  },
  covers: ['workflow-introspection'],
  also: ({ model, engine, version, textOf }) => ({
    *file() {
      for (const { use, meant } of model.forms.unknownStatuses(engine.statuses ?? [])) {
        const { node, value, set, as, isHere } = use;
        const isRenamed = Object.hasOwn(set.renamed, value);
        // The old name was the right one before 5.0.
        if (isRenamed && version !== undefined && version.major < 5) continue;
        const data = { value, states: set.values.map((state) => `\`${state}\``).join(', ') };
        const code = meant && withQuotes(meant.value, textOf(node));
        const repair: Repair | undefined =
          code !== undefined && isHere
            ? {
                safety: meant?.isSame === true ? 'fix' : 'suggest',
                steps: 0,
                intents: [{ kind: 'replace', node, code }],
              }
            : undefined;
        yield { node, message: as, data, repair, offer: { message: 'replace', data: { state: meant?.value ?? '' } } };
      }
    },
  }),
});

/** The state in the quotes that the text before it has; none for the member of an object. */
function withQuotes(state: string, text: string): string {
  const [quote = ''] = /^['"`]/u.exec(text) ?? [];
  return `${quote}${state}${quote}`;
}

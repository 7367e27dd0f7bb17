/**
 * The portable format is JSON that any language reads (serialization.js DBOSPortableJSON). A workflow that is registered for it gets its arguments read
 * back on the first run already (dbos-executor.js internalWorkflow), and its callers get its result so; `inputSchema` makes others of the arguments.
 */
import type { PortableChange } from '../analysis/portable.ts';
import { formRepair, schemaRepair } from '../fixes/for-portable.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { strings } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'no-nonportable-type',
  category: 'advanced',
  levels: { strict: 'error' },
  description: 'disallow types that the portable format does not give back, where it is used',
  suggests: true,
  messages: {
    parameter:
      '`{{workflow}}` gets `{{what}}` as {{form}} and not as the `{{type}}` it is declared to be, on every run: its arguments are written in the portable format.',
    refused:
      '`{{what}}` is a `{{type}}` whose keys are no text, which the portable format cannot write: starting `{{workflow}}` throws.',
    result:
      'Callers of `{{workflow}}` get {{form}} and not the `{{type}}` that it gives{{where}}: its result is written in the portable format.',
    written: '`{{code}}` writes a `{{type}}` as {{form}}: readers get that. Write what they are to read.',
    schema: 'Make the values with `{{option}}`; it also refuses arguments of other types.',
    form: 'Write it as {{form}}, which is what is written anyway.',
  },
  options: {
    allow: strings([], 'Types whose written form is what the readers expect: `Date`, `bigint`, the name of a class.', {
      uniqueItems: true,
    }),
  },
  covers: ['advanced-serialization'],
  listen: ({ model, options, engine, show }) => {
    const library = engine.records?.portable.schemas;
    const isAllowed = ({ part }: PortableChange): boolean => options.allow.includes(part.type);
    return {
      *file() {
        const workflows = model.records.portableWorkflows;
        for (const portable of workflows) {
          const workflow = model.wording.titleOf(portable.unit);
          for (const change of portable.changes) {
            if (isAllowed(change)) continue;
            const { node, by } = change;
            const { form, type, path, isRefused } = change.part;
            if (by.kind !== 'parameter') {
              const where = path === '' ? '' : ` as \`${withoutDot(path)}\``;
              yield { node, message: 'result', data: { workflow, type, form: form.becomes, where } };
              continue;
            }
            const what = withoutDot(`${by.name}${path}`);
            if (isRefused) {
              yield { node, message: 'refused', data: { workflow, what, type } };
              continue;
            }
            const repair = schemaRepair(portable, library, model);
            yield {
              node,
              message: 'parameter',
              data: { workflow, what, type, form: form.becomes },
              suggestions: [{ message: 'schema', data: { option: library?.option ?? '' }, repair }],
            };
          }
        }
        for (const change of model.records.portableWrites(workflows)) {
          const { node, part, by } = change;
          if (isAllowed(change) || by.kind !== 'written') continue;
          const form = part.form.becomes;
          yield {
            node,
            message: 'written',
            data: { code: show(by.site.node), type: part.type, form },
            suggestions: [{ message: 'form', data: { form }, repair: formRepair(change, model) }],
          };
        }
      },
    };
  },
});

/** A path into a value as one writes it: `.items[]` is `items[]`. */
function withoutDot(path: string): string {
  return path.replace(/^\./u, '');
}

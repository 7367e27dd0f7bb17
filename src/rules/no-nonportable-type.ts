/**
 * The portable format is JSON that any language reads (serialization.js DBOSPortableJSON). A workflow that is registered for it gets its arguments read
 * back on the first run already (dbos-executor.js internalWorkflow), and its callers get its result so; `inputSchema` makes others of the arguments.
 */
import type { PortableChange, PortableWorkflow } from '../analysis/portable.ts';
import { formRepair, schemaRepair } from '../fixes/for-portable.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

interface Options {
  readonly allow: readonly string[];
}

const defaults: Options = { allow: [] };

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
  schema: {
    allow: {
      description: 'Types whose written form is what the readers expect: `Date`, `bigint`, the name of a class.',
      type: 'array',
      items: { type: 'string' },
      uniqueItems: true,
    },
  },
  defaults,
  covers: ['advanced-serialization'],
  listen: ({ model, options, engine, show }) => {
    const isAllowed = ({ part }: PortableChange): boolean => options.allow.includes(part.type);
    const library = engine.records?.portable.schemas;

    const schemaFor = ({ unit, schema, changes }: PortableWorkflow): Repair | undefined => {
      const name = library?.modules.map((module) => model.scope.libraryName(module, library.name)).find(Boolean);
      if (!library || name === undefined || unit.module !== model.module || !('params' in unit.node)) return undefined;
      const made = new Map<number, string>();
      for (const { part, by } of changes) {
        if (by.kind !== 'parameter') continue;
        if (part.path !== '' || part.form.schema === undefined) return undefined;
        made.set(by.index, part.form.schema);
      }
      return schemaRepair(schema, unit.node.params, { library, name, made });
    };

    return {
      *file() {
        const workflows = model.records.portableWorkflows;
        for (const workflow of workflows) {
          const title = model.titleOf(workflow.unit);
          for (const change of workflow.changes) {
            if (isAllowed(change)) continue;
            const { node, part, by } = change;
            const { form, type, path } = part;
            if (by.kind === 'parameter') {
              const what = `${by.name}${path}`.replace(/^\./u, '');
              if (part.isRefused) {
                yield { node, message: 'refused', data: { workflow: title, what, type } };
                continue;
              }
              const repair = schemaFor(workflow);
              yield {
                node,
                message: 'parameter',
                data: { workflow: title, what, type, form: form.becomes },
                suggestions: [{ message: 'schema', data: { option: library?.option ?? '' }, repair }],
              };
            } else {
              const where = path === '' ? '' : ` as \`${path.replace(/^\./u, '')}\``;
              yield { node, message: 'result', data: { workflow: title, type, form: form.becomes, where } };
            }
          }
        }
        for (const change of model.records.portableWrites(workflows)) {
          const { node, part, by } = change;
          if (isAllowed(change) || by.kind !== 'written') continue;
          const { form, type } = part;
          const repair =
            by.isWhole && form.code !== undefined
              ? formRepair(node, form.code, (name) => model.scope.isGlobalAt(name, node))
              : undefined;
          yield {
            node,
            message: 'written',
            data: { code: show(by.site.node), type, form: form.becomes },
            suggestions: [{ message: 'form', data: { form: form.becomes }, repair }],
          };
        }
      },
    };
  },
});

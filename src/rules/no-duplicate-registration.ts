/**
 * Names of workflows, classes and datasources are keys of maps, and a function has one role (decorators.js: registerOperationByName,
 * checkFuncTypeUnassigned, finalizeClassRegistrations, registerTransactionalDataSource). Measured: each throws `DBOSConflictingRegistrationError`.
 */
import { registeredNameRepair } from '../fixes/for-name.ts';
import { suggest } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-duplicate-registration',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow registering a name or a function twice',
  suggests: true,
  messages: {
    name: 'A {{role}} with the name `{{name}}` is registered in line {{line}} already: this throws when the program is loaded.',
    twice: '`{{code}}` is registered as a workflow already: this throws when the program is loaded.',
    stacked: '`{{method}}` is registered as a {{first}} and as a {{second}}: this throws when the class is loaded.',
    class: 'Another class has the name `{{name}}` already: the launch throws.',
    datasource: 'Another datasource has the name `{{name}}` already: this throws when the program is loaded.',
    nameAcross:
      'A workflow with the name `{{name}}` is registered in {{place}} too, which is loaded together with it: this throws when the program is loaded.',
    classAcross:
      'A class with the name `{{name}}` and durable methods is in {{place}} too, which is loaded together with it: the launch throws.',
    workflowsTogether:
      'This loads {{other}}, and the workflow `{{name}}` is registered in {{place}} as well: this throws when the program is loaded.',
    classesTogether:
      'This loads {{other}}, and a class with durable methods is called `{{name}}` in {{place}} as well: the launch throws.',
    rename: 'Give it the name of what keeps it.',
    remove: 'Take `{{code}}` away.',
  },
  files: 'production',
  covers: ['workflow-background', 'step-transactions'],
  listen: ({ model, textOf, relative }) => ({
    *file() {
      for (const duplicate of model.registry.duplicates) {
        switch (duplicate.kind) {
          case 'name': {
            const { of, first } = duplicate;
            yield {
              node: of.nameNode,
              message: 'name',
              data: { role: first.role, name: of.name ?? '', line: String(model.wording.lineOf(first.node)) },
              suggestions: [{ message: 'rename', repair: registeredNameRepair(of) }],
            };
            break;
          }
          case 'twice': {
            const node = duplicate.of.argument ?? duplicate.of.node;
            yield { node, message: 'twice', data: { code: textOf(node) } };
            break;
          }
          case 'stacked': {
            const { of, first } = duplicate;
            const { node } = of;
            const method = of.target?.kind === 'function' ? model.wording.titleOf(of.target.unit) : '';
            const repair = node.type === 'Decorator' ? suggest({ kind: 'remove-decorator', node }) : undefined;
            yield {
              node,
              message: 'stacked',
              data: { method, first: first.role, second: of.role },
              suggestions: [{ message: 'remove', data: { code: textOf(node) }, repair }],
            };
            break;
          }
          default:
            yield { node: duplicate.node, message: duplicate.kind, data: { name: duplicate.name } };
        }
      }
      for (const { node, of, first } of model.registry.duplicatesAcross) {
        const { name, kind, registration } = of;
        const place = model.wording.placeOf(first, relative);
        if (of.module !== model.module) {
          const message = kind === 'class' ? 'classesTogether' : 'workflowsTogether';
          yield { node, message, data: { name, place, other: model.wording.placeOf(of, relative) } };
          continue;
        }
        yield {
          node: registration?.nameNode ?? node,
          message: kind === 'class' ? 'classAcross' : 'nameAcross',
          data: { name, place },
          suggestions: [{ message: 'rename', repair: registration && registeredNameRepair(registration) }],
        };
      }
    },
  }),
});

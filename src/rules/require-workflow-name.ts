/**
 * A workflow is recorded under `options.name ?? fn.name` (dbos.js: registerWorkflow), which is '' for an anonymous function. Measured: a second one throws
 * `Operation (Name: .) is already registered`; what was recorded cannot be told apart after an edit.
 */
import { registeredNameRepair } from '../fixes/for-name.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'require-workflow-name',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require registered functions to have a name',
  files: 'production',
  suggests: true,
  messages: {
    unnamed:
      'This {{role}} has no name, so what it recorded is not found when another one without a name takes its place.',
    bound:
      'This {{role}} is recorded as `bound {{name}}`, so what it recorded is not found once it is registered without `bind`.',
    implicit:
      'This {{role}} is recorded under the name of its function, which a bundler or a rename changes: say it as `name`.',
    dynamic:
      'The name of this {{role}} is made when it is registered: after a restart that makes another, nothing is recovered.',
    addName: 'Give it a name; workflows that are running now recorded it without one.',
    renameBound: 'Give it a name; workflows that are running now recorded it as `bound {{name}}`.',
  },
  options: {
    explicitNames: flag(
      false,
      'Whether every registration by a call must have a name that is written down, a string or a constant.',
    ),
  },
  covers: ['workflow-background'],
  listen: ({ model, options }) => ({
    *file() {
      for (const registration of model.registry.registeredNames) {
        const { node, role, argument, name, bound, option } = registration;
        if (!argument || !option || node.type !== 'CallExpression') continue;
        const isAbsent = option.presence === 'absent';
        if (name === '') {
          yield {
            node: isAbsent ? node.callee : (option.value?.node ?? node),
            message: 'unnamed',
            data: { role },
            repair: registeredNameRepair(registration),
            offer: { message: 'addName' },
          };
        } else if (bound !== undefined && role === 'workflow') {
          const data = { role, name: bound };
          const repair = registeredNameRepair(registration);
          yield { node: argument, message: 'bound', data, repair, offer: { message: 'renameBound', data } };
        } else if (options.explicitNames && isAbsent) {
          yield { node: node.callee, message: 'implicit', data: { role } };
        } else if (options.explicitNames && name === undefined && option.value?.isHere === true) {
          yield { node: option.value.node, message: 'dynamic', data: { role } };
        }
      }
    },
  }),
});

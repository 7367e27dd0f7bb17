/** The SDK exports its error classes in a namespace that has the name of a global (index.js). Measured: `TypeError: Error is not a constructor`. */
import { namespaceRepair } from '../fixes/for-namespace.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-error-namespace-shadowing',
  category: 'advanced',
  levels: { strict: 'error' },
  description: 'disallow importing the namespace of error classes under the name of the global class',
  fixes: true,
  suggests: true,
  messages: {
    shadowed:
      '`{{name}}` of the SDK is a namespace and hides the global class: `new {{name}}(…)` and `instanceof {{name}}` throw in this file.',
    rename: 'Import it under another name.',
  },
  files: 'all',
  covers: ['advanced-upgrading', 'comm-streaming'],
  listen: ({ model, engine }) => ({
    *file() {
      if (!engine.errors) return;
      const found = model.scope.importOf(engine.errors.namespace);
      if (!found || found.specifier.type !== 'ImportSpecifier') return;
      const { specifier, references } = found;
      const name = specifier.local.name;
      // A module between may have given it another name already.
      if (!engine.errors.namespace.endsWith(`#${name}`)) return;
      yield {
        node: specifier,
        message: 'shadowed',
        data: { name },
        repair: namespaceRepair(
          specifier,
          references,
          (candidate) => model.scope.isNameFree(candidate),
          engine.errors.globalMembers,
        ),
        offer: { message: 'rename' },
      };
    },
  }),
});

/**
 * Registering a function gives back its durable version and leaves the function as it is (dbos.js: registerWorkflow, registerStep). Measured: the function
 * itself runs as a plain one, the steps in it are plain calls, and nothing is said.
 */
import { wrapperRepair } from '../fixes/for-wrapper.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-unwrapped-workflow-call',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow calling a registered function in place of its durable version',
  fixes: true,
  suggests: true,
  messages: {
    workflow:
      '`{{code}}` calls the function and not the workflow `{{wrapper}}`: nothing is recorded, so a crash in it is final.',
    step: '`{{code}}` calls the function and not the {{role}} `{{wrapper}}`: it is not recorded, and runs again at recovery.',
    call: 'Call `{{wrapper}}`.',
  },
  defaults: {},
  files: 'production',
  covers: ['workflow-background', 'step-basics'],
  listen: ({ model, show }) => ({
    *file() {
      for (const { original, node, unit } of model.unwrappedCalls) {
        const { role } = original;
        const wrapper = original.wrapper.name;
        const code = show(node);
        yield {
          node,
          ...(role === 'workflow'
            ? { message: 'workflow', data: { code, wrapper } }
            : { message: 'step', data: { code, wrapper, role } }),
          repair: wrapperRepair(node, original, {
            isVisible: original.module === model.module && model.isMeantAt(node, original.wrapper),
            runsLater: unit !== model.module.main,
          }),
          offer: { message: 'call', data: { wrapper } },
        };
      }
    },
  }),
});

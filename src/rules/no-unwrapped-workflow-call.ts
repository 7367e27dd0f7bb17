/**
 * Registering a function gives back its durable version and leaves the function as it is (dbos.js: registerWorkflow, registerStep). Measured: the function
 * itself runs as a plain one, the steps in it are plain calls, and nothing is said.
 */
import { stepSite } from '../fixes/for-misplaced.ts';
import { exportRepair, insteadOfStepRepair, outOfStepRepair, wrapperRepair } from '../fixes/for-wrapper.ts';
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
    part: '`{{code}}` runs the function of the workflow `{{wrapper}}` as part of a {{role}}: its own steps are not recorded, and what only a workflow may do throws.',
    exported:
      'What is exported as `{{name}}` is the function and not the workflow `{{wrapper}}`: whoever calls it gets no record, so a crash in it is final.',
    call: 'Call `{{wrapper}}`.',
    workflowInstead: 'Call the workflow `{{wrapper}}` from the workflow, not from a step.',
    exportWrapper: 'Export `{{wrapper}}`.',
  },
  files: 'production',
  covers: ['workflow-background', 'step-basics'],
  listen: ({ model, show }) => ({
    *file() {
      for (const { original, name, node } of model.registry.exportedOriginals) {
        const wrapper = original.wrapper.name;
        yield {
          node,
          message: 'exported',
          data: { name, wrapper },
          suggestions: [{ message: 'exportWrapper', data: { wrapper }, repair: exportRepair(node, name, original) }],
        };
      }
      const site = stepSite(model.calls, () => false);
      const results = new Set(model.callbacks.resultsForFunctions.map((result) => model.expressions.unwrapped(result)));
      for (const { original, node, unit, as, partOf, isInWorkflow } of model.registry.unwrappedCalls) {
        // `runStep(load(id))` is to become a function that makes the call, inside of the step.
        if (results.has(node)) continue;
        const { role } = original;
        const wrapper = original.wrapper.name;
        const code = show(node);
        const isVisible = original.module === model.module && model.scope.isMeantAt(node, original.wrapper);
        if (partOf) {
          const repair = as ? insteadOfStepRepair(node, original) : outOfStepRepair(node, original, site);
          yield {
            node,
            message: 'part',
            data: { code, wrapper, role: partOf },
            suggestions: isInWorkflow && isVisible ? [{ message: 'workflowInstead', data: { wrapper }, repair }] : [],
          };
          continue;
        }
        yield {
          node,
          ...(role === 'workflow'
            ? { message: 'workflow', data: { code, wrapper } }
            : { message: 'step', data: { code, wrapper, role } }),
          repair: wrapperRepair(node, original, { isVisible, runsLater: unit !== model.module.main }),
          offer: { message: 'call', data: { wrapper } },
        };
      }
    },
  }),
});

/**
 * What a workflow waits for comes from outside, as a rule, and is another value when it is replayed. A function that cannot be followed may be a
 * step; in code that should show where its steps are, it is wrapped or declared.
 */
import { unknownRepair } from '../fixes/for-unknown.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { strings } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'no-unknown-await-in-workflow',
  category: 'workflow',
  levels: { strict: 'error' },
  type: 'suggestion',
  description: 'disallow workflows to wait for functions of which nothing is known',
  suggests: true,
  messages: {
    unknown:
      'Nothing is known of `{{code}}`, which `{{workflow}}` waits for: unless it is a step, it is done again on a replay. Run it as a step, or say in the settings what it is.',
    step: 'Run it as a step.',
  },
  options: {
    ignore: strings(
      ['(?:[sS]tep|[wW]orkflow|[tT]ransaction|Tx)$'],
      'Regular expressions; functions whose last name matches one are taken to be steps.',
    ),
  },
  covers: ['step-basics', 'workflow-determinism'],
  listen: ({ model, options, show }) => {
    const ignored = options.ignore.map((pattern) => new RegExp(pattern, 'u'));
    return {
      *file() {
        for (const { node, name, root } of model.flow.unknownAwaits) {
          if (name !== undefined && ignored.some((pattern) => pattern.test(name))) continue;
          yield {
            node,
            message: 'unknown',
            data: { code: show(node), workflow: model.wording.titleOf(root) },
            suggestions: [{ message: 'step', repair: unknownRepair(node) }],
          };
        }
      },
    };
  },
});

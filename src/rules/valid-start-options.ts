import { defineOptionRule } from '../plugin/define-option-rule.ts';
import { suggest } from '../fixes/repair.ts';

export default defineOptionRule({
  name: 'valid-start-options',
  category: 'workflow',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce options of workflows and of their starts that the engine takes and that have an effect',
  fixes: true,
  topics: ['start'],
  guesses: true,
  messages: {
    swapped: 'The object with `{{keys}}` holds options of the start, and is passed to the workflow as an argument.',
    swap: 'Make it the options of the start.',
  },
  covers: ['workflow-timeout', 'workflow-control', 'pattern-idempotency'],
  also: ({ model }) => ({
    *call(call) {
      const start = model.starts.startBefore(call);
      const args = start && call.node.type === 'CallExpression' ? call.node.arguments : [];
      const last = args.length - 1;
      // A workflow may take an object with such keys.
      if (!start || args.some(({ type }) => type === 'SpreadElement') || start.takesNoObject(last) !== true) return;
      const argument = model.argumentOf(call, last);
      if (argument?.kind !== 'object' || !argument.literal || !argument.isWhole) return;
      const keys = [...argument.entries.keys()];
      const [target, ...others] = start.call.arguments;
      if (!target || others.length > 0 || keys.length === 0 || !keys.every((key) => start.keys.has(key))) return;
      const given = args.slice(0, last).flatMap((other, index) => (index === 0 ? [other] : [', ', other]));
      const parts = [start.call.callee, '(', target, ', ', argument.literal, ')(', ...given, ')'];
      yield {
        node: argument.literal,
        message: 'swapped',
        data: { keys: keys.join('`, `') },
        suggestions: [
          {
            message: 'swap',
            repair: suggest({ kind: 'compose', node: call.node, parts }),
          },
        ],
      };
    },
  }),
});

import { defineOptionRule } from '../plugin/define-option-rule.ts';
import { suggest } from '../fixes/repair.ts';

export default defineOptionRule({
  name: 'valid-debouncer',
  category: 'pattern',
  levels: { recommended: 'error', strict: 'error' },
  description: 'enforce options of debouncers that the engine takes and that have an effect',
  fixes: true,
  topics: ['debounce'],
  guesses: true,
  messages: {
    method:
      'A debouncer cannot start {{fn}}, a method of an instance: the debounced workflow runs without it. Make the method static.',
    unregistered: '{{fn}} is registered as no workflow, so each debounce throws.',
    limit: 'The period is longer than `{{limit}}`, so the workflow starts before the period is over.',
    swap: 'Swap the key and the period.',
  },
  covers: ['pattern-debouncing', 'pattern-classes'],
  suggests: ({ problem, site }, { textOf }) => {
    const args = site.node.type === 'CallExpression' ? site.node.arguments : [];
    const [key, period] = args;
    if (problem.isOrder !== true || !key || !period) return [];
    const intents = [
      { kind: 'replace', node: key, code: textOf(period) },
      { kind: 'replace', node: period, code: textOf(key) },
    ] as const;
    return [{ message: 'swap', repair: suggest(...intents) }];
  },
  calls: { families: ['debounce'] },
  also: ({ model, show }) => ({
    *call(call) {
      const { node } = call;
      for (const { value } of model.optionsAt(call, 'workflow-function')) {
        const startable = value?.isHere ? model.starts.startableAt(value.node) : undefined;
        if (!value || !startable || startable.kind === 'workflow') continue;
        const isInline = value.node.type === 'ArrowFunctionExpression' || value.node.type === 'FunctionExpression';
        const fn = isInline ? 'This function' : `\`${show(value.node)}\``;
        yield { node: value.node, message: startable.kind === 'method' ? 'method' : 'unregistered', data: { fn } };
      }
      const [period] = model.optionsAt(call, 'debounce-period');
      const made =
        node.type === 'CallExpression' && node.callee.type === 'MemberExpression'
          ? model.originOf(node.callee.object)
          : undefined;
      const [limit] = made ? model.optionsAt(made, 'debounce-limit') : [];
      if (period?.value?.kind !== 'literal' || limit?.value?.kind !== 'literal') return;
      const [milliseconds, most] = [period.value.value, limit.value.value];
      if (typeof milliseconds !== 'number' || typeof most !== 'number' || most <= 0 || milliseconds <= most) return;
      yield { node: period.value.node, message: 'limit', data: { limit: limit.key } };
    },
  }),
});

import { suggest } from '../fixes/repair.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import { defineRule } from '../plugin/define-rule.ts';

const DURABLE: ReadonlySet<Role> = new Set(['workflow', 'step', 'transaction']);

export default defineRule({
  name: 'prefer-dbos-logger',
  category: 'advanced',
  levels: {},
  type: 'suggestion',
  description: 'enforce the logger of the engine in workflows, steps and transactions',
  suggests: true,
  files: 'production',
  messages: {
    printed: '`{{code}}` prints a line that names neither the workflow nor the step, and a replay prints it again.',
    use: 'Use `{{logger}}`.',
  },
  covers: ['workflow-introspection'],
  listen: ({ model, engine, show }) => ({
    *file() {
      for (const { node, unit } of model.execution.callsOnlyIn(DURABLE)) {
        const name = model.expressions.nameIn(unit, node.callee);
        const member = name === undefined ? undefined : engine.loggers?.[name];
        if (member === undefined) continue;
        const local = model.scope.engineNameAt(node);
        const [entry, ...more] = node.arguments;
        const isOne = entry !== undefined && more.length === 0 && entry.type !== 'SpreadElement';
        const logger = `${local ?? engine.object.name}.${member}`;
        const repair =
          local !== undefined && isOne ? suggest({ kind: 'replace', node: node.callee, code: logger }) : undefined;
        yield {
          node,
          message: 'printed',
          data: { code: show(node) },
          suggestions: [{ message: 'use', data: { logger }, repair }],
        };
      }
    },
  }),
});

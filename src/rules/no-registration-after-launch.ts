import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../knowledge/vocabulary/roles.ts';
import { moveBefore } from '../fixes/move-past.ts';
import { defineRule } from '../plugin/define-rule.ts';

const ROLES: ReadonlyMap<Role, string> = new Map([
  ['workflow', 'workflow'],
  ['step', 'step'],
  ['transaction', 'transaction'],
  ['handler', 'request handler'],
]);

export default defineRule({
  name: 'no-registration-after-launch',
  category: 'lifecycle',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow registering functions, classes, datasources and instances after the engine is launched',
  suggests: true,
  files: 'production',
  messages: {
    throws: '`{{code}}` throws: it registers after `{{launch}}`.',
    ignored: '`{{code}}` comes after `{{launch}}`, too late to count: what needs it is not recovered.',
    running:
      '`{{code}}` throws{{route}}: it registers while the {{role}} `{{name}}` runs, after the launch. Register when the file is loaded.',
    moveBefore: 'Register before the launch.',
  },
  defaults: {},
  covers: ['lifecycle-config', 'pattern-classes', 'advanced-serialization'],
  listen: ({ model, facts, show, routeOf }) => {
    const { launchOrder, module } = model;
    /** Of the decorators of a class, the first that runs throws. */
    const classes = new Set<TSESTree.Node>();
    return {
      *call({ fact, node, unit }) {
        if (fact.kind !== 'api' || fact.spec.family !== 'registration') return;
        const verdict = facts.verdictOf(fact, 'outside');
        const launch =
          verdict === 'throws' || verdict === 'degrades' ? launchOrder.launchBefore(node, unit) : undefined;
        if (!launch) return;
        const cls = decoratedClass(node);
        if (cls && classes.has(cls)) return;
        if (cls) classes.add(cls);
        yield {
          node,
          message: verdict === 'throws' ? 'throws' : 'ignored',
          data: { code: show(node), launch: show(launch.node) },
          repair: moveBefore([cls ?? node], launch.node, module.source.scopeManager, 'suggest'),
          offer: { message: 'moveBefore' },
        };
      },
      *occurrence(occurrence) {
        const { fact, context, node, root } = occurrence;
        const role = ROLES.get(context.role);
        if (fact.kind !== 'api' || fact.spec.family !== 'registration' || role === undefined || context.assumed) return;
        if (facts.verdictOf(fact, 'outside') !== 'throws' || !model.isUnconditional(occurrence)) return;
        yield {
          node,
          message: 'running',
          data: { code: show(node), role, name: model.titleOf(root), route: routeOf(occurrence) },
        };
      },
    };
  },
});

function decoratedClass(node: TSESTree.Node): TSESTree.Node | undefined {
  let current: TSESTree.Node | undefined = node;
  while (current && current.type !== 'Decorator') current = current.parent;
  while (current && current.type !== 'ClassDeclaration' && current.type !== 'ClassExpression') current = current.parent;
  return current;
}

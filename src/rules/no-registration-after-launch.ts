import type { TSESTree } from '@typescript-eslint/types';

import type { ApiFact, Fact } from '../analysis/facts.ts';
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
    throws: '`{{code}}` throws{{route}}: it registers after `{{launch}}`.',
    ignored: '`{{code}}` comes after `{{launch}}`{{route}}, too late to count: what needs it is not recovered.',
    running:
      '`{{code}}` throws{{route}}: it registers while the {{role}} `{{name}}` runs, after the launch. Register when the file is loaded.',
    moveBefore: 'Register before the launch.',
  },
  covers: ['lifecycle-config', 'pattern-classes', 'advanced-serialization'],
  listen: ({ model, facts, show, routeOf }) => {
    /** Of the decorators of a class, the first that runs throws; of what a call leads to, the first as well. */
    const seen = new Set<TSESTree.Node>();
    return {
      *file() {
        for (const use of model.startup.afterLaunch(isRegistration)) {
          const { fact, node, path, launch } = use;
          const verdict = facts.verdictOf(fact, 'outside');
          const registering = model.registry.classDecoratedBy(node) ?? node;
          if ((verdict !== 'throws' && (verdict !== 'degrades' || path.length > 0)) || seen.has(registering)) continue;
          seen.add(registering);
          yield {
            node,
            message: verdict === 'throws' ? 'throws' : 'ignored',
            data: { code: show(node), launch: show(launch.node), route: routeOf(use) },
            repair:
              path.length === 0
                ? moveBefore([registering], launch.node, model.module.source.scopeManager, 'suggest')
                : undefined,
            offer: { message: 'moveBefore' },
          };
        }
      },
      *occurrence(occurrence) {
        const { fact, context, node, root } = occurrence;
        const role = ROLES.get(context.role);
        if (!isRegistration(fact) || role === undefined || context.assumed) return;
        if (facts.verdictOf(fact, 'outside') !== 'throws' || !model.execution.isUnconditional(occurrence)) return;
        yield {
          node,
          message: 'running',
          data: {
            code: show(node),
            role,
            name: model.wording.titleOf(root, occurrence.giver),
            route: routeOf(occurrence),
          },
        };
      },
    };
  },
});

function isRegistration(fact: Fact): fact is ApiFact {
  return fact.kind === 'api' && fact.spec.family === 'registration';
}

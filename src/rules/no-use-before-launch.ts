import type { TSESTree } from '@typescript-eslint/types';

import type { EarlyUse } from '../analysis/before-launch.ts';
import type { Node } from '../analysis/nodes.ts';
import { waitForChainRepair } from '../fixes/for-floating.ts';
import { moveAfter, moveInto, statementOfCall } from '../fixes/move-past.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-use-before-launch',
  category: 'lifecycle',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow queues, schedules, workflows and steps before the engine is launched',
  fixes: true,
  suggests: true,
  files: 'production',
  messages: {
    order: '`{{code}}` throws{{route}}: it runs before `{{launch}}`.',
    unfinished: '`{{code}}` may fail{{route}}: nothing waits for `{{launch}}`, so the engine may not be ready.',
    loading:
      '`{{code}}` throws{{route}}: it runs when this file is loaded, before the engine is launched. Call it after the launch.',
    constructor:
      '`{{code}}` throws{{route}}: a durable instance must be made before the launch. Call it in `initialize`.',
    moveAfter: 'Call it after the launch.',
    wait: 'Wait for the launch.',
  },
  defaults: {},
  covers: ['lifecycle-config', 'lifecycle-express', 'queue-basics', 'pattern-scheduled'],
  listen: ({ model, show, relative }) => {
    const { module } = model;
    const scopes = module.source.scopeManager;

    /** Statements `await use();` move together, so that they stay in their order; the first of them brings the repair. */
    const repairFor = (use: EarlyUse, uses: readonly EarlyUse[]): Repair | undefined => {
      const { reason, node, path } = use;
      if (path.length > 0 || reason.why === 'unfinished') return undefined;
      if (reason.why !== 'order') {
        const launch = reason.why === 'loading' ? launchElsewhere() : undefined;
        return launch && moveInto(node, launch, scopes);
      }
      if (!reason.launch.awaited) return undefined;
      const isAlike = (other: EarlyUse): boolean =>
        other.path.length === 0 &&
        other.reason.why === 'order' &&
        other.reason.launch === reason.launch &&
        isAwaitedStatement(other.node);
      if (!isAwaitedStatement(node)) return moveAfter([node], reason.launch.node, scopes, 'suggest');
      const alike = uses.filter(isAlike).map((other) => other.node);
      return alike[0] === node ? moveAfter(alike, reason.launch.node, scopes, 'fix') : undefined;
    };

    const launchElsewhere = (): Node | undefined =>
      model.startup.launches.find(({ event, unit }) => unit !== module.main && event.awaited)?.event.node;

    return {
      *file() {
        const uses = model.startup.earlyUses;
        for (const use of uses) {
          const { reason, node, path } = use;
          const data = { code: show(node), route: path.length > 0 ? ` (${model.routeOf(use, relative)})` : '' };
          const wait = reason.why === 'unfinished' ? waitForChainRepair(reason.launch.node) : undefined;
          yield {
            node,
            ...(reason.why === 'order' || reason.why === 'unfinished'
              ? { message: reason.why, data: { ...data, launch: show(reason.launch.node) } }
              : { message: reason.why, data }),
            repair: repairFor(use, uses),
            offer: { message: 'moveAfter' },
            suggestions: wait && [{ message: 'wait', repair: wait }],
          };
        }
      },
    };
  },
});

function isAwaitedStatement(node: TSESTree.Node): boolean {
  const statement = statementOfCall(node);
  return (
    statement?.type === 'ExpressionStatement' &&
    statement.expression.type === 'AwaitExpression' &&
    statement.expression.argument === node
  );
}

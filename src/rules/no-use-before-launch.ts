import { earlyUseRepair } from '../fixes/for-early-use.ts';
import { waitForChainRepair } from '../fixes/for-floating.ts';
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
  covers: ['lifecycle-config', 'lifecycle-express', 'queue-basics', 'pattern-scheduled'],
  listen: ({ model, show, routeOf }) => ({
    *file() {
      const uses = model.startup.earlyUses;
      const site = { scopes: model.module.source.scopeManager, uses, launchInFunction: model.startup.launchInFunction };
      for (const use of uses) {
        const { reason, node } = use;
        const data = { code: show(node), route: routeOf(use) };
        const wait = reason.why === 'unfinished' ? waitForChainRepair(reason.launch.node) : undefined;
        yield {
          node,
          ...(reason.why === 'order' || reason.why === 'unfinished'
            ? { message: reason.why, data: { ...data, launch: show(reason.launch.node) } }
            : { message: reason.why, data }),
          repair: earlyUseRepair(use, site),
          offer: { message: 'moveAfter' },
          suggestions: [{ message: 'wait', repair: wait }],
        };
      }
    },
  }),
});

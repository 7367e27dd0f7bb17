import type { Node } from '../analysis/nodes.ts';
import { waitForChainRepair } from '../fixes/for-floating.ts';
import { moveBefore, moveInto } from '../fixes/move-past.ts';
import type { Repair } from '../fixes/repair.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'launch-before-listen',
  category: 'lifecycle',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require the engine to be launched before a server takes requests',
  suggests: true,
  files: 'production',
  messages: {
    order: '`{{code}}` takes requests before `{{launch}}`: a request that comes in between fails.',
    loading:
      '`{{code}}` takes requests when this file is loaded, before `{{launch}}` is done: a request that comes in between fails.',
    unfinished: '`{{code}}` takes requests while nobody waits for `{{launch}}`: a request that comes in between fails.',
    launchFirst: 'Launch before.',
    listenLater: 'Call it after the launch.',
    wait: 'Wait for the launch.',
  },
  covers: ['lifecycle-express'],
  listen: ({ model, show }) => {
    const scopes = model.module.source.scopeManager;

    /** At the top level, the server goes behind the launch that a function of the file makes. */
    const intoLaunching = (server: Node): Repair | undefined => {
      const [launch] = model.startup.launches;
      return launch?.event.awaited === true ? moveInto(server, launch.event.node, scopes) : undefined;
    };

    return {
      *file() {
        for (const { node, why, launch, setUp } of model.startup.earlyServers) {
          const found = { node, message: why, data: { code: show(node), launch: show(launch.node) } } as const;
          if (why === 'unfinished')
            yield { ...found, repair: waitForChainRepair(launch.node), offer: { message: 'wait' } };
          else if (setUp)
            yield { ...found, repair: moveBefore(setUp, node, scopes, 'suggest'), offer: { message: 'launchFirst' } };
          else yield { ...found, repair: intoLaunching(node), offer: { message: 'listenLater' } };
        }
      },
    };
  },
});

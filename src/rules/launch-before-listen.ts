import type { LifecycleEvent } from '../analysis/launch-order.ts';
import type { FunctionUnit } from '../analysis/units.ts';
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
  defaults: {},
  covers: ['lifecycle-express'],
  listen: ({ model, show }) => {
    const { launchOrder, module } = model;
    const scopes = module.source.scopeManager;

    /** Configuring goes along with the launch. */
    const launchWithConfig = (listen: Node, launch: LifecycleEvent, unit: FunctionUnit): readonly Node[] =>
      launchOrder
        .eventsOf(unit)
        .filter((event) => event.kind === 'config' && event.direct && listen.range[1] <= event.node.range[0])
        .map((event) => event.node)
        .filter((node) => node.range[1] <= launch.node.range[0])
        .concat(launch.node);

    const launches = (): readonly LifecycleEvent[] =>
      module.units
        .flatMap((unit) => launchOrder.eventsOf(unit))
        .filter((event) => event.kind === 'launch' && event.direct);

    /** At the top level, the server goes behind the launch that a function of the file makes. */
    const intoLaunching = (node: Node): Repair | undefined => {
      const [launch] = launches();
      return launch?.awaited === true ? moveInto(node, launch.node, scopes) : undefined;
    };

    return {
      *file() {
        for (const { node, unit } of model.startup.serving) {
          const later = launchOrder.launchAfter(node, unit);
          if (later) {
            const found = { node, message: 'order', data: { code: show(node), launch: show(later.node) } } as const;
            // `app.listen(3000)` above `main()`
            if (unit === module.main && !later.direct)
              yield { ...found, repair: intoLaunching(node), offer: { message: 'listenLater' } };
            else {
              const repair = moveBefore(launchWithConfig(node, later, unit), node, scopes, 'suggest');
              yield { ...found, repair, offer: { message: 'launchFirst' } };
            }
            continue;
          }
          // At the top level, the server goes into the function that launches.
          const unfinished = unit === module.main ? undefined : launchOrder.launchUnfinished(node, unit);
          if (unfinished && !model.startup.isFloating(unfinished.node)) {
            const data = { code: show(node), launch: show(unfinished.node) };
            const wait = waitForChainRepair(unfinished.node);
            yield { node, message: 'unfinished', data, repair: wait, offer: { message: 'wait' } };
            continue;
          }
          const [launch] = launches();
          if (unit !== module.main || !launch) continue;
          const isLaunched = launchOrder
            .eventsOf(unit)
            .some((event) => event.kind === 'launch' && event.awaited && event.node.range[0] < node.range[1]);
          if (isLaunched) continue;
          yield {
            node,
            message: 'loading',
            data: { code: show(node), launch: show(launch.node) },
            repair: intoLaunching(node),
            offer: { message: 'listenLater' },
          };
        }
      },
    };
  },
});

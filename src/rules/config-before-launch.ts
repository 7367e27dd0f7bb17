import type { CallSite } from '../analysis/call-sites.ts';
import type { LifecycleEvent } from '../analysis/launch-order.ts';
import { areNeighbours, moveAfter, moveBefore } from '../fixes/move-past.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'config-before-launch',
  category: 'lifecycle',
  levels: { recommended: 'error', strict: 'error' },
  description: 'require the engine to be configured before it is launched',
  fixes: true,
  suggests: true,
  files: 'production',
  messages: {
    late: '`{{config}}` comes after `{{launch}}`: the launch throws without a configuration, and the configuration throws after a launch.',
    missing: '`{{launch}}` throws: nothing in this file configures the engine.',
    moveBefore: 'Configure before the launch.',
    launchLater: 'Launch after the configuration.',
  },
  options: {
    requireInFile: flag(false, 'Whether a file that launches, and imports no other file, must also configure.'),
  },
  covers: ['lifecycle-config'],
  calls: { families: ['config', 'launch'] },
  listen: ({ model, options, show }) => {
    const { launchOrder, module } = model;
    const configures = ({ fact }: CallSite): boolean =>
      fact.kind === 'api' && fact.spec.family === 'config' && fact.spec.at.outside === 'throws';

    /** A launch that is not awaited fails on the spot when there is no configuration yet. */
    const failedLaunch = ({ node, unit }: CallSite): LifecycleEvent | undefined => {
      const [first] = launchOrder.eventsOf(unit);
      const isFirst = first?.kind === 'launch' && first.direct;
      return isFirst && areNeighbours(first.node, node) ? first : undefined;
    };

    return {
      *call(site) {
        const { fact, node, unit } = site;
        if (configures(site)) {
          const launch = launchOrder.launchBefore(node, unit) ?? failedLaunch(site);
          if (!launch) return;
          const scopes = module.source.scopeManager;
          const safety = areNeighbours(launch.node, node) ? 'fix' : 'suggest';
          const repair = moveBefore([node], launch.node, scopes, safety);
          // What the configuration is made of stands in between.
          const launchLater = repair ? undefined : moveAfter([launch.node], node, scopes, 'suggest');
          yield {
            node,
            message: 'late',
            data: { config: show(node), launch: show(launch.node) },
            repair,
            offer: { message: 'moveBefore' },
            suggestions: launchLater && [{ message: 'launchLater', repair: launchLater }],
          };
        } else if (options.requireInFile && fact.kind === 'api' && fact.spec.family === 'launch') {
          const isAlone = module.specifiers.loaded.every((specifier) => !/^[./]/u.test(specifier));
          if (isAlone && !model.calls.some(configures))
            yield { node, message: 'missing', data: { launch: show(node) } };
        }
      },
    };
  },
});

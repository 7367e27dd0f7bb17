import { moveBehindLaunch } from '../fixes/for-tests.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'register-queues-after-each-launch',
  category: 'test',
  levels: { strict: 'error' },
  description: 'require tests that launch the engine anew to register their queues and schedules anew',
  suggests: true,
  files: 'tests',
  messages: {
    once: '`{{code}}` runs {{when}}, but `{{launch}}` before each test: later tests, and any on a fresh database, run without it.',
    move: 'Call it after each launch.',
  },
  covers: ['test-setup', 'queue-basics', 'pattern-scheduled'],
  listen: ({ model, show }) => {
    const registrations = model.calls.filter(
      (call) =>
        call.fact.kind === 'api' &&
        (model.optionsAt(call, 'conflict').length > 0 || model.optionsAt(call, 'workflow-function').length > 0) &&
        (call.fact.spec.family === 'queue' || call.fact.spec.family === 'schedule'),
    );
    return {
      *file() {
        if (registrations.length === 0) return;
        const bodies = model.tests.testBodies;
        const launches = model.tests.hookLaunches.filter(({ hook }) => hook.part === 'before-each');
        for (const { node, unit } of registrations) {
          const hook = bodies.find((body) => body.unit === unit);
          const isOnce = hook ? hook.part === 'before-all' || hook.part === 'suite' : unit === model.module.main;
          if (!isOnce) continue;
          const suite = hook?.part === 'before-all' ? hook.suite : unit;
          const launch = launches.find(
            (item) => model.tests.isInSuite(item.hook.suite, suite) || model.tests.isInSuite(suite, item.hook.suite),
          );
          const isRepeated = registrations.some(
            (other) =>
              bodies.some((body) => body.part === 'before-each' && body.unit === other.unit) &&
              show(other.node) === show(node),
          );
          if (!launch || isRepeated) continue;
          const repair = moveBehindLaunch(node, launch.launch.node);
          yield {
            node,
            message: 'once',
            data: {
              code: show(node),
              when: hook?.part === 'before-all' ? 'once' : 'when the file is loaded',
              launch: show(launch.launch.node),
            },
            suggestions: [{ message: 'move', repair }],
          };
        }
      },
    };
  },
});

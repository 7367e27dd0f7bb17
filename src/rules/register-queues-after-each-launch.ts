import type { Node } from '../analysis/nodes.ts';
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
  listen: ({ model, show, textOf }) => {
    /** The name of the queue, or the schedule. */
    const subjectOf = (node: Node): string =>
      (node.type === 'CallExpression' ? node.arguments.slice(0, 1) : []).map(textOf).join('');
    const registrations = model.calls.filter(
      (call) =>
        call.fact.kind === 'api' &&
        (model.optionsAt(call, 'conflict').length > 0 || model.optionsAt(call, 'workflow-function').length > 0) &&
        (call.fact.spec.family === 'queue' || call.fact.spec.family === 'schedule'),
    );
    return {
      *file() {
        for (const { node, launch, byHook } of model.tests.madeOnce(registrations, subjectOf)) {
          yield {
            node,
            message: 'once',
            data: {
              code: show(node),
              when: byHook ? 'once' : 'when the file is loaded',
              launch: show(launch.node),
            },
            suggestions: [{ message: 'move', repair: moveBehindLaunch(node, launch.node) }],
          };
        }
      },
    };
  },
});

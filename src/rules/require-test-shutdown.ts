/** A launch while the engine runs returns without a word (dbos.js launch), so a second test runs with the configuration of the first. */
import { endingHookRepair } from '../fixes/for-tests.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'require-test-shutdown',
  category: 'test',
  levels: { strict: 'error' },
  description: 'require tests that launch the engine to shut it down',
  suggests: true,
  files: 'tests',
  messages: {
    missing:
      '`{{launch}}` is followed by no shutdown: the next launch of this process does nothing, and later tests run with this configuration.',
    add: 'Shut the engine down in `{{hook}}`.',
  },
  options: {
    allowLeadingShutdown: flag(
      true,
      'Whether a hook before each test may shut down what the test before it left running.',
    ),
  },
  covers: ['test-setup'],
  listen: ({ model, options, engine, show, textOf }) => ({
    *file() {
      for (const { hook, launch, isLeading, isEnded } of model.tests.hookLaunches) {
        // What launches only when nobody has is meant to be there for all tests of the process.
        if (isEnded !== false || launch.conditional || (isLeading && options.allowLeadingShutdown)) continue;
        const { node } = hook;
        const text = node.type === 'CallExpression' ? textOf(node.callee) : '';
        const entry = model.module.imports.get(text);
        const repair = endingHookRepair(node, text, engine.tests?.shutdown ?? '', entry?.specifier);
        yield {
          node: launch.node,
          message: 'missing',
          data: { launch: show(launch.node) },
          suggestions: [{ message: 'add', data: { hook: text.replace(/before(?=\w*$)/u, 'after') }, repair }],
        };
      }
    },
  }),
});

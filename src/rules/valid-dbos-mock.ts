/**
 * A mock of the engine takes part in loading the module under test: what `registerWorkflow` gives is what that module exports, and a
 * decorator that is no function throws (`TypeError`).
 */
import type { MockedMember } from '../analysis/mocks.ts';
import { fix } from '../fixes/repair.ts';
import type { MockResult } from '../knowledge/vocabulary/engine.ts';
import { defineRule } from '../plugin/define-rule.ts';
import { flag } from '../plugin/rule-options.ts';

export default defineRule({
  name: 'valid-dbos-mock',
  category: 'test',
  levels: { recommended: 'warn', strict: 'error' },
  description: 'enforce mocks of the engine that give back what the module under test needs',
  fixes: true,
  files: 'tests',
  readsMocks: true,
  messages: {
    argument:
      '`{{key}}` of the mock gives back nothing, so the module under test has `undefined` in place of its function.',
    result: '`{{key}}` of the mock runs nothing: the steps of the test are never called, and give `undefined`.',
    decorator: '`{{key}}` of the mock gives back no decorator: the module under test throws when it is loaded.',
    function: '`{{key}}` of the mock gives back nothing, so the call of what it gives throws. Say what it returns.',
    missing: 'The mock has no `{{key}}`, which this file calls: that throws.',
    automock:
      'A mock without a factory gives back nothing from any function, so what the module under test registers is `undefined`. Give it a factory.',
  },
  options: {
    startWorkflow: flag(false, 'Whether a start of workflows must be told what it gives.'),
    automocks: flag(false, 'Whether mocks without a factory are reported.'),
  },
  covers: ['test-setup'],
  listen: ({ model, options, engine, path }) => {
    const known = engine.tests?.mocks ?? {};
    const isWrong = ({ empty, givesNothing }: MockedMember, gives: MockResult): boolean => {
      if (gives === 'function') return options.startWorkflow && empty !== undefined;
      return empty !== undefined || (givesNothing && gives !== 'result');
    };
    return {
      *file() {
        for (const mock of model.tests.engineMocks) {
          if (!mock.object) {
            if (options.automocks) yield { node: mock.node, message: 'automock' };
            continue;
          }
          for (const member of mock.members) {
            const { key, property, empty } = member;
            const row = Object.hasOwn(known, key) ? known[key] : undefined;
            if (!row || !isWrong(member, row.gives)) continue;
            const code = /\.[cm]?tsx?$/u.test(path) ? row.typed : row.code;
            const repair =
              empty && row.gives !== 'function' ? fix({ kind: 'add-argument', call: empty, code }) : undefined;
            yield { node: property, message: row.gives, data: { key }, repair };
          }
          for (const key of model.tests.missingMembers(mock))
            if (Object.hasOwn(known, key)) yield { node: mock.object, message: 'missing', data: { key } };
        }
      },
    };
  },
});

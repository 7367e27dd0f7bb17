import type { TestAdvice } from '../vocabulary/engine.ts';

const PASSES_ON = { gives: 'argument', code: '(fn) => fn', typed: '(fn: unknown) => fn' } as const;
const DECORATES = { gives: 'decorator', code: '() => () => {}', typed: '() => () => {}' } as const;

/** Testing: the engine mocked, and the engine itself. */
export const tests = {
  shutdown: '$E.shutdown()',
  forget: '@dbos-inc/dbos-sdk#DBOS.clearRegistry',
  mocks: {
    registerWorkflow: PASSES_ON,
    registerStep: PASSES_ON,
    runStep: { gives: 'result', code: '(fn) => fn()', typed: '(fn: () => unknown) => fn()' },
    workflow: DECORATES,
    step: DECORATES,
    // `startWorkflow(place)` is called in turn.
    startWorkflow: { gives: 'function', code: '() => async () => ({})', typed: '() => async () => ({})' },
  },
} satisfies TestAdvice;

/**
 * `runStep(f(x))` runs `f` before the step and outside of it, and hands its result over where a function is wanted
 * (dbos-executor.js: `sf.call` of what it was given; measured: `TypeError: sf.call is not a function` after the effect happened).
 */
import { eagerRepair } from '../fixes/for-callback.ts';
import { defineRule } from '../plugin/define-rule.ts';

export default defineRule({
  name: 'no-eager-step-call',
  category: 'step',
  levels: { recommended: 'error', strict: 'error' },
  description: 'disallow the result of a call where a step or a workflow wants a function',
  fixes: true,
  suggests: true,
  messages: {
    eager:
      '`{{code}}` runs before `{{api}}` and outside of it; `{{api}}` then throws, since the result is no function.',
    registered:
      '`{{code}}` runs before `{{api}}`; what that gives throws when it is called, since the result is no function.',
    callLater: 'Hand over a function that makes the call.',
  },
  covers: ['step-basics', 'step-transactions'],
  listen: ({ model, show }) => ({
    *call({ fact, node }) {
      if (fact.kind !== 'api' || node.type !== 'CallExpression') return;
      const wanted = fact.spec.runs ?? fact.spec.registers;
      const argument = wanted && node.arguments[wanted.argument];
      if (!argument || argument.type === 'SpreadElement') return;
      const call = model.callbacks.callForData(argument);
      if (!call) return;
      // `runStep(save(await DBOS.recv('t')))`: what the call is given would be asked for in the step, too.
      const isFed = call.arguments.some((given) => model.callsEngineIn(given));
      yield {
        node: argument,
        message: fact.spec.runs ? 'eager' : 'registered',
        data: { code: show(call), api: fact.name.path.at(-1) ?? '' },
        // What is registered takes arguments of its own, so a function around the call may not be what is meant.
        repair: isFed ? undefined : eagerRepair(argument, fact.spec.runs ? 'fix' : 'suggest'),
        offer: { message: 'callLater' },
      };
    },
  }),
});

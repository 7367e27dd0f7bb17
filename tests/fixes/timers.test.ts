import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';

import type { Intent, Part } from '../../src/fixes/repair.ts';
import { constantNumber, cronOf, secondsCode } from '../../src/syntax/durations.ts';
import { soleCallOf } from '../../src/syntax/sole-call.ts';
import { timerPromise, type TimerWords } from '../../src/syntax/timer-promise.ts';
import { apply, bodyOf, file, IMPORT, plan, repaired, workflow, type File } from './harness.ts';

const isNamed = (name: string) => (callee: TSESTree.Expression) => callee.type === 'Identifier' && callee.name === name;
const WORDS: TimerWords = { isPromiseClass: isNamed('Promise'), isTimer: isNamed('setTimeout') };
const SLEEP = { code: '$E.sleep($1)', awaited: true, steps: 1, safety: 'fix' } as const;

describe('a promise that waits for a timer', () => {
  const sleep = (on: File): Intent | undefined => {
    const node = on.node('NewExpression');
    const found = timerPromise(node, WORDS);
    return found && { kind: 'call-instead', node, replacement: SLEEP, arguments: [found.ms ?? '0'], promise: true };
  };

  it.each([
    ['await new Promise((r) => setTimeout(r, 60000));', 'await DBOS.sleep(60000);'],
    ['await new Promise<void>((r) => setTimeout(r, a * 1000));', 'await DBOS.sleep(a * 1000);'],
    ['await new Promise((resolve) => { setTimeout(resolve, a); });', 'await DBOS.sleep(a);'],
    ['await new Promise((resolve, reject) => { setTimeout(resolve, a); });', 'await DBOS.sleep(a);'],
    ['await new Promise((r) => { return setTimeout(r, a); });', 'await DBOS.sleep(a);'],
    ['await new Promise((r) => void setTimeout(r, a));', 'await DBOS.sleep(a);'],
    ['await new Promise((r) => setTimeout(() => r(), a));', 'await DBOS.sleep(a);'],
    ['await new Promise((r) => setTimeout(() => { r(undefined); }, a));', 'await DBOS.sleep(a);'],
    ['await new Promise(function (r) { setTimeout(function () { r(); }, a); });', 'await DBOS.sleep(a);'],
    ['await new Promise((r) => setTimeout(r));', 'await DBOS.sleep(0);'],
    ['return new Promise((r) => setTimeout(r, a));', 'return DBOS.sleep(a);'],
    ['await new Promise((r) => setTimeout(r, a)).then(f);', 'await DBOS.sleep(a).then(f);'],
    ['await Promise.all([new Promise((r) => setTimeout(r, a)), f()]);', 'await Promise.all([DBOS.sleep(a), f()]);'],
    ['const f = () => new Promise((r) => setTimeout(r, a));', 'const f = () => DBOS.sleep(a);'],
    ['await new Promise((r) => setTimeout(r, /* ms */ a /* a */));', 'await /* ms */ /* a */ DBOS.sleep(a);'],
  ])('%s', (before, after) => {
    const on = file(workflow(before));
    const intent = sleep(on);
    expect(intent && bodyOf(repaired(on, [intent]))).toBe(after);
  });

  it.each([
    'await new Promise((r) => setTimeout(r, a, 1));',
    'await new Promise((r) => setTimeout(() => r(1), a));',
    'await new Promise((r) => setTimeout(() => { log(1); r(); }, a));',
    'await new Promise((r) => { log(1); setTimeout(r, a); });',
    'await new Promise((r) => { const t = setTimeout(r, a); });',
    'await new Promise((r) => setTimeout(r, a).unref());',
    'await new Promise((r) => setTimeout(r, r.length));',
    'await new Promise(async (r) => setTimeout(r, await f()));',
    'await new Promise(function (r) { setTimeout(r, this.ms); });',
    'await new Promise((resolve, reject) => setTimeout(reject, a));',
    'await new Promise((r) => setTimeout(r, ...a));',
    'await new Promise((r) => setInterval(r, a));',
    'await new Promise(({ r }) => setTimeout(r, a));',
    'await new Promise(f);',
    'await new Other((r) => setTimeout(r, a));',
  ])('is not: %s', (body) => {
    expect(sleep(file(workflow(body)))).toBeUndefined();
  });
});

describe('a workflow started by a timer', () => {
  const START = '$E.startWorkflow($1)($R)';

  /** What a rule does: a callback that is one call of a workflow, a start written out, or the workflow itself. */
  const start = (on: File, more: { code?: string; values?: Record<string, string> } = {}): Intent => {
    const node = timerCall(on);
    const callback = node.arguments[0];
    const call = callback === undefined ? undefined : soleCallOf(callback);
    if (callback?.type === 'Identifier') {
      return {
        kind: 'start-instead',
        node,
        code: more.code ?? START,
        arguments: [callback, ...node.arguments.slice(2)],
        ...(more.values ? { values: more.values } : {}),
      };
    }
    if (call === undefined) throw new Error('no sole call');
    const isStart = call.callee.type === 'CallExpression';
    const parts: readonly Part[] = isStart ? [call] : [call.callee, ...call.arguments];
    return {
      kind: 'start-instead',
      node,
      code: isStart ? '$1' : (more.code ?? START),
      arguments: parts,
      ...(more.values ? { values: more.values } : {}),
    };
  };

  const timerCall = (on: File): TSESTree.CallExpression => {
    for (let nth = 0; ; nth += 1) {
      const call = on.node('CallExpression', nth);
      if (/^(?:set|process|queue)/.test(on.text.slice(...call.range)) && call.callee.range[1] - call.range[0] < 17)
        return call;
    }
  };

  it.each([
    ['setImmediate(() => other(a));', 'await DBOS.startWorkflow(other)(a);'],
    ['setImmediate(async () => { await other(a, b); });', 'await DBOS.startWorkflow(other)(a, b);'],
    ['process.nextTick(() => void other(a));', 'await DBOS.startWorkflow(other)(a);'],
    ['queueMicrotask(() => { void DBOS.startWorkflow(other)(a); });', 'await DBOS.startWorkflow(other)(a);'],
    ['setTimeout(() => { void DBOS.startWorkflow(other)(a); }, 0);', 'await DBOS.startWorkflow(other)(a);'],
    ['setTimeout(other, 0, a, b);', 'await DBOS.startWorkflow(other)(a, b);'],
    ['setTimeout(other, 0);', 'await DBOS.startWorkflow(other)();'],
    ['void setTimeout(other, 0);', 'await DBOS.startWorkflow(other)();'],
    ['setImmediate(() => other(...[a]));', 'await DBOS.startWorkflow(other)(...[a]);'],
    ['setImmediate(() => other(a)); // soon', 'await DBOS.startWorkflow(other)(a); // soon'],
    [
      '  setImmediate(() => {\n    // the rest\n    void other(a);\n  });',
      '  // the rest\n  await DBOS.startWorkflow(other)(a);',
    ],
    ['const f = () => { setImmediate(() => other(a)); };', 'const f = () => { void DBOS.startWorkflow(other)(a); };'],
    [
      'class C { go() { setImmediate(() => this.run(this.id)); } }',
      'class C { go() { void DBOS.startWorkflow(this.run)(this.id); } }',
    ],
  ])('%s', (before, after) => {
    const on = file(workflow(before));
    expect(bodyOf(repaired(on, [start(on)]))).toBe(after);
  });

  it.each([
    ['the handle is kept', 'const t = setTimeout(other, 0);'],
    ['the handle is returned', 'return setTimeout(other, 0);'],
    ['the handle is a callback’s result', 'const f = () => setTimeout(other, 0);'],
    ['the handle is used', 'setTimeout(other, 0).unref();'],
    ['an argument is the callback’s own', 'setImmediate((x) => other(x));'],
    ['`this` of the callback', 'setImmediate(function () { other(this.x); });'],
    ['an `await` where none can be', 'const f = () => { setImmediate(async () => { await other(await g()); }); };'],
  ])('is refused: %s', (_, body) => {
    const on = file(workflow(body));
    expect(plan(on, [start(on)])).toBeUndefined();
  });

  it('is a suggestion when the value of an argument may change until the timer fires', () => {
    const on = file(workflow('let v: unknown = a; v = b; setImmediate(() => other(v));'));
    expect(plan(on, [start(on)])?.safety).toBe('suggest');
  });

  it('can become a delayed start on a queue', () => {
    const on = file(workflow('setTimeout(async () => { await other(a); }, 3600 * 1000);'));
    const seconds = secondsCode(on.text, on.expression('3600 * 1000'));
    const code = '$E.startWorkflow($1, { queueName: $Q, enqueueOptions: { delaySeconds: $D } })($R)';
    const made = plan(on, [start(on, { code, values: { $Q: `'reminders'`, $D: seconds } })], { safety: 'suggest' });
    expect(made?.safety).toBe('suggest');
    expect(bodyOf(apply(on, made))).toBe(
      `await DBOS.startWorkflow(other, { queueName: 'reminders', enqueueOptions: { delaySeconds: 3600 } })(a);`,
    );
  });

  it('can become a schedule', () => {
    const on = file(`${IMPORT}setInterval(() => { void sync(); }, 60_000);\n`);
    const cron = cronOf(constantNumber(on.expression('60_000')) ?? 0);
    const code = '$E.applySchedules([{ scheduleName: $N, workflowFn: $1, schedule: $C }])';
    const made = plan(on, [start(on, { code, values: { $N: `'sync'`, $C: `'${String(cron)}'` } })], {
      safety: 'suggest',
    });
    expect(apply(on, made)).toBe(
      `${IMPORT}await DBOS.applySchedules([{ scheduleName: 'sync', workflowFn: sync, schedule: '* * * * *' }]);\n`,
    );
  });
});

describe('durations', () => {
  it.each([
    ['1500', '1.5'],
    ['60 * 60 * 1000', '3600'],
    ['ms', 'ms / 1000'],
    ['config.delay', 'config.delay / 1000'],
    ['a + b', '(a + b) / 1000'],
    ['x ? 1 : 2', '(x ? 1 : 2) / 1000'],
  ])('%s milliseconds are %s seconds', (ms, seconds) => {
    const on = file(`f(${ms});`);
    expect(secondsCode(on.text, on.expression(ms))).toBe(seconds);
  });

  it.each([
    [60_000, '* * * * *'],
    [300_000, '*/5 * * * *'],
    [3_600_000, '0 * * * *'],
    [7_200_000, '0 */2 * * *'],
    [86_400_000, '0 0 * * *'],
    [1000, '* * * * * *'],
    [15_000, '*/15 * * * * *'],
    [7 * 60_000, undefined],
    [5 * 3_600_000, undefined],
    [90_000, undefined],
    [7000, undefined],
    [1500, undefined],
    [172_800_000, undefined],
    [0, undefined],
    [Number.NaN, undefined],
  ])('%d milliseconds are the cron line %s', (ms, cron) => {
    expect(cronOf(ms)).toBe(cron);
  });
});

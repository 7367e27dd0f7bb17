/** The durable sleep in place of other ways to wait: a loop over the clock, and a helper that only waits for a timer. */
import type { TSESTree } from '@typescript-eslint/types';

import type { BusyLoop } from '../analysis/busy-loops.ts';
import type { CallEdge } from '../analysis/facts.ts';
import type { FunctionUnit } from '../analysis/units.ts';
import type { Engine, ReplacementSpec } from '../knowledge/vocabulary/engine.ts';
import { isOptionalParameter } from '../syntax/optional-parameter.ts';
import { timerPromise } from '../syntax/timer-promise.ts';
import type { Repair } from './repair.ts';

/**
 * Of a loop whose duration is written down, and whose clock counts in the unit of the durable sleep.
 *
 * @param clock the qualified name of what the loop reads
 */
export function busyLoopRepair(
  { loop, duration, mark }: BusyLoop,
  clock: string,
  { timerPromise: sleep, replacements }: Pick<Engine, 'timerPromise' | 'replacements'>,
  textOf: (node: TSESTree.Node) => string,
): Repair | undefined {
  const isMilliseconds = replacements[clock]?.some(({ around }) => around === undefined) === true;
  if (!sleep || !duration || !isMilliseconds) return undefined;
  const code = `await ${sleep.replacement.code.replace('$1', () => textOf(duration))};`;
  return {
    safety: 'suggest',
    steps: 1,
    intents: [
      { kind: 'replace', node: loop, code },
      ...(mark ? [{ kind: 'remove-statement', node: mark } as const] : []),
    ],
  };
}

/** A timer without a duration waits for no time; the engine refuses to wait for one that is not there. */
export function waitFor(ms: TSESTree.Node, replacement: ReplacementSpec): ReplacementSpec {
  return isOptionalParameter(ms) ? { ...replacement, code: replacement.code.replace('$1', '$1 ?? 0') } : replacement;
}

export interface SleepSite {
  readonly engine: Pick<Engine, 'timerPromise'>;
  /** The qualified name that an expression of a function certainly has. */
  readonly nameIn: (unit: FunctionUnit, node: TSESTree.Node) => string | undefined;
}

/** Of the call of a helper that is `(ms) => new Promise((resolve) => setTimeout(resolve, ms))`: the sleep itself. */
export function sleepHelperRepair(
  node: TSESTree.Node,
  { target: { unit: helper }, by, isHandedOver }: CallEdge,
  { engine, nameIn }: SleepSite,
): Repair | undefined {
  const spec = engine.timerPromise;
  const [promise, ...others] = helper.returns;
  if (!spec || !promise || others.length > 0 || node.type !== 'CallExpression') return undefined;
  // `delays.map(sleep)`: another one calls it.
  if (by !== undefined || isHandedOver) return undefined;
  const inner = promise.type === 'AwaitExpression' ? promise.argument : promise;
  const found = timerPromise(inner, {
    isPromiseClass: (callee) => nameIn(helper, callee) === spec.promise,
    isTimer: (callee) => spec.timers.some((timer) => timer === nameIn(helper, callee)),
  });
  const [parameter] = 'params' in helper.node ? helper.node.params : [];
  const [ms] = node.arguments;
  if (!found?.ms || !ms || ms.type === 'SpreadElement' || node.arguments.length > 1 || helper.invocations.length > 1)
    return undefined;
  if (parameter?.type !== 'Identifier' || found.ms.type !== 'Identifier' || found.ms.name !== parameter.name)
    return undefined;
  const replacement = waitFor(ms, spec.replacement);
  return {
    safety: 'suggest',
    steps: replacement.steps,
    intents: [{ kind: 'call-instead', node, replacement, arguments: [ms], promise: true }],
  };
}

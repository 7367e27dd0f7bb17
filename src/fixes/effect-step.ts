/** A step around the smallest piece of code that has the effect and whose value can be recorded. */
import type { TSESTree } from '@typescript-eslint/types';

import type { EffectFact } from '../analysis/facts.ts';
import type { Effect } from '../knowledge/vocabulary/effects.ts';
import { isFunction } from '../syntax/walk.ts';
import type { EffectSite } from './for-effect.ts';
import { matches } from './live-results.ts';
import { chainFrom, isGoneOnFrom, partUsed } from './member-chain.ts';
import type { Intent, Repair } from './repair.ts';
import { stepName } from './step-name.ts';
import { isWaitedTogether } from './waited-together.ts';

/** Nothing but a value: what is called on it needs no promise. */
const GIVES_VALUES: ReadonlySet<Effect> = new Set(['clock', 'random', 'id', 'host']);

const NEVER_IN_STEPS: ReadonlySet<Effect> = new Set(['timer', 'thread', 'iteration', 'environment', 'module-state']);

/** A step around the smallest piece of code whose value can be recorded: `(await pool.query(q)).rows`. */
export function stepRepair(
  { effect }: EffectFact,
  node: TSESTree.Expression,
  name: string,
  site: EffectSite,
): Repair | undefined {
  const { engine } = site;
  if (NEVER_IN_STEPS.has(effect) || matches(engine.ends, name)) return undefined;
  // What answers through a callback is not done when the call is: `fs.writeFile(path, text, done);`
  if (!GIVES_VALUES.has(effect) && handsOverFunction(node)) return undefined;
  const suggest = (intent: Intent): Repair => ({ safety: 'suggest', steps: 1, intents: [intent] });
  const wrap = (whole: TSESTree.Expression): Repair | undefined => {
    if (site.isDurable(whole)) return undefined;
    const isPromise =
      whole.parent.type !== 'AwaitExpression' && (isWaitedTogether(whole, site.waitsForAll) || isGoneOnFrom(whole));
    return suggest({ kind: 'wrap-in-step', node: whole, name: stepName(node), ...(isPromise && { promise: true }) });
  };
  const isResponse = engine.responses?.requests.includes(name) === true;
  if (!isResponse && !matches(engine.liveResults, name) && !matches(engine.unfinished, name))
    return wrap(partUsed(node));

  const chain = chainFrom(node);
  const isAwaited = chain.parent.type === 'AwaitExpression';
  if (matches(engine.unfinished, name))
    return isAwaited || isWaitedTogether(chain, site.waitsForAll) ? wrap(partUsed(chain)) : undefined;
  if (chain !== node)
    return GIVES_VALUES.has(effect) || isAwaited || isWaitedTogether(chain, site.waitsForAll)
      ? wrap(partUsed(chain))
      : undefined;
  if (!isAwaited) return undefined;
  const part = partUsed(node);
  if (part !== node) return isResponse ? undefined : wrap(part);
  const user = node.parent.parent;
  if (user?.type === 'ExpressionStatement') {
    return suggest({ kind: 'wrap-in-step', node, name: stepName(node), discards: true });
  }
  return user?.type === 'VariableDeclarator' && !isResponse
    ? suggest({ kind: 'pick-in-step', node, name: stepName(node) })
    : undefined;
}

/** `read(path, (error, text) => …)`, not awaited and without a use of what it gives. */
function handsOverFunction(node: TSESTree.Expression): boolean {
  return (
    node.type === 'CallExpression' &&
    node.parent.type === 'ExpressionStatement' &&
    node.arguments.some((argument) => isFunction(argument))
  );
}

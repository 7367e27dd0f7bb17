/**
 * Calls that put something under a key, `on('mail', send)` of `(name, f) => { handlers[name] = f }`: what stands under one key was given by the calls
 * with that key. Knows the calls that `callers.ts` knows; with many whose key is not written down, nothing is told apart.
 */
import { bindCall } from './function-calls.ts';
import { callsFor, type CallOf } from './callers.ts';
import { evaluate } from './evaluate.ts';
import { asKey, parameterAt } from './key-parameters.ts';
import { functionValue, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import { literalText, unwrap, type Node } from './nodes.ts';
import { envOfCall } from './sites.ts';
import type { FunctionUnit } from './units.ts';
import type { Env, Values } from './values.ts';
import type { World } from './world.ts';

/** Calls of a function, by the text that one of their arguments is. */
export interface KeyedCalls {
  readonly byText: ReadonlyMap<string, readonly CallOf[]>;
  readonly others: readonly CallOf[];
}

/** Calls whose key has to be found out for each key that is asked for. */
const MAX_OTHERS = 60;

/** An expression that puts a value under a key. */
interface Put {
  readonly key: Node;
  readonly value: Node;
  readonly unit: FunctionUnit;
}

/** What the expression puts under the key, by the calls of its function; undefined: they do not tell. @param env that of the function when no call is known */
export function valuesPut(world: World, put: Put, key: string, env: Env): Values | undefined {
  const index = parameterAt(world, put.unit, put.key);
  if (index === undefined) {
    const own = asKey(evaluate(world, put.key, env));
    return own && textOf(own) !== key ? NOTHING : undefined;
  }
  const { byText, others } = keyedCalls(world, callsFor(world, put.unit, env), index);
  if ((byText.size === 0 && others.length === 0) || others.length > MAX_OTHERS) return undefined;
  const values = [...(byText.get(key) ?? []), ...others].map((call) => {
    const there = envOfCall(world, put.unit, call, env);
    if (!there) return NOTHING;
    const args = call.args.some(({ type }) => type === 'SpreadElement')
      ? undefined
      : call.args.map((argument) => evaluate(world, argument, there));
    const own = args && asKey(args[index] ?? NOTHING);
    if (own && textOf(own) !== key) return NOTHING;
    const self = put.unit.owner ? env.self : undefined;
    const called = functionValue(put.unit, env.parent, self);
    return evaluate(world, put.value, args ? bindCall(world, called, args, 0) : env);
  });
  return values.length > 0 ? union(...values) : UNKNOWN_VALUES;
}

function textOf([value]: Values): string | undefined {
  return value?.kind === 'literal' ? String(value.value) : undefined;
}

function keyedCalls(world: World, calls: readonly CallOf[], index: number): KeyedCalls {
  let positions = world.keyedCalls.get(calls);
  if (!positions) world.keyedCalls.set(calls, (positions = new Map<number, KeyedCalls>()));
  let known = positions.get(index);
  if (!known) positions.set(index, (known = sortedByKey(calls, index)));
  return known;
}

function sortedByKey(calls: readonly CallOf[], index: number): KeyedCalls {
  const byText = new Map<string, CallOf[]>();
  const others: CallOf[] = [];
  for (const call of calls) {
    const argument = call.args[index];
    const text = argument && literalText(unwrap(argument));
    const same = text === undefined ? others : byText.get(text);
    if (same) same.push(call);
    else if (text !== undefined) byText.set(text, [call]);
  }
  return { byText, others };
}

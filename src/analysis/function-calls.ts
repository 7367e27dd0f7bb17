/** Calls of functions of the program: the environment in which the body runs, and what it gives back. Bounded. */
import { valuesOfType } from './annotations.ts';
import { isGivenCode } from './callers.ts';
import { dataParameters, promisesData } from './data-types.ts';
import { codeArguments, forgetData } from './data.ts';
import type { Arguments } from './arguments.ts';
import { baseEnv, canGoDeeper, evaluate, genericSelf } from './evaluate.ts';
import { asKey, keyParameters } from './key-parameters.ts';
import { DATA_VALUES, functionValue, NOTHING, union, unionOf, UNKNOWN_VALUES } from './make-values.ts';
import type { Env, FunctionValue, Site, Value, Values } from './values.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';

/** The function as it is called on an object; without one, on the object that it was taken from. */
export function withReceiver(value: FunctionValue, self: Value | undefined): FunctionValue {
  return self ? functionValue(value.unit, value.env, self, value.bound) : value;
}

/** What calling a function of the program gives; a generator's result is unknown. */
export function callFunction(
  world: World,
  value: FunctionValue,
  args: readonly Values[],
  depth: number,
  site?: Site,
): Values {
  const { node, returns } = value.unit;
  if ('generator' in node && node.generator) return UNKNOWN_VALUES;
  if (returns.length === 0) return NOTHING;
  const env = bindCall(world, value, args, depth, site);
  if (env.result) return env.result;
  const before = world.search.enter();
  const values = orTyped(world, value, unionOf(returns.map((expression) => evaluate(world, expression, env))));
  if (world.search.isComplete) env.result = values;
  world.search.leave(before);
  return values;
}

/** `(): Client` says what is given when the code does not. */
function orTyped(world: World, { unit }: FunctionValue, values: Values): Values {
  if (values.some(({ kind }) => kind !== 'unknown' && kind !== 'literal')) return values;
  const type = 'returnType' in unit.node ? unit.node.returnType?.typeAnnotation : undefined;
  return type ? union(valuesOfType(world, type, unit.module), values) : values;
}

/** What the type of an asynchronous function says of its result, when that is data. */
export function settledByType(world: World, { unit }: FunctionValue): Values | undefined {
  return promisesData(world, unit) ? DATA_VALUES : undefined;
}

/** The arguments as far as they can make a difference to the function: those that its types call data are not looked at. */
export function argumentsFor(world: World, { unit, bound }: FunctionValue, args: Arguments): readonly Values[] {
  const isData = bound.length > 0 ? undefined : dataParameters(world, unit);
  if (!isData) return args.all;
  return isData.slice(0, args.count).map((data, index) => (data ? UNKNOWN_VALUES : (args.at(index) ?? UNKNOWN_VALUES)));
}

/**
 * The environment in which the function's body runs for this call.
 *
 * @param site the place of the call, when what one call makes is another thing than what others make
 */
export function bindCall(world: World, value: FunctionValue, args: readonly Values[], depth: number, site?: Site): Env {
  const { unit } = value;
  const base = baseEnv(world, unit);
  const parent = value.env ?? base.parent;
  const all = [...value.bound, ...args];
  // Which default values are evaluated depends on which arguments are there.
  // Which code the other calls of the file give is nothing to this one.
  const isTold = unit.defaults.length > 0 || isGivenCode(world, unit);
  const keys = keysAmong(world, unit, all);
  const coded = codeArguments(world, all) ?? (isTold || keys ? all.map(forgetData) : undefined);
  // Which properties an object has decides which of their default values are evaluated.
  const given = coded?.map(
    (values, index) => keys?.[index] ?? (hasInnerDefault(unit, index) ? (all[index] ?? values) : values),
  );
  const self = value.self && value.self.key !== base.self?.key ? value.self : undefined;
  const deepest = Math.max(
    depth,
    parent?.depth ?? 0,
    self?.kind === 'instance' ? self.depth : 0,
    ...argumentDepths(given),
  );
  if (!canGoDeeper(deepest) || !world.hasRoom) return base;
  if (!given && !self && !site && parent === base.parent) return base;
  return world.environments.intern(unit, given, self ?? genericSelf(unit, parent), parent, deepest + 1, site);
}

/** The arguments that say under which key code is looked for; undefined: there is none. */
function keysAmong(
  world: World,
  unit: FunctionUnit,
  args: readonly Values[],
): readonly (Values | undefined)[] | undefined {
  const positions = keyParameters(world, unit);
  if (positions.size === 0) return undefined;
  const keys = args.map((values, index) => (positions.has(index) ? asKey(values) : undefined));
  return keys.some((key) => key !== undefined) ? keys : undefined;
}

function hasInnerDefault({ defaults }: FunctionUnit, index: number): boolean {
  return defaults.some(({ parameter, key }) => parameter === index && key !== undefined);
}

function argumentDepths(args: readonly Values[] | undefined): readonly number[] {
  return (args ?? []).flatMap((values) => values.map(depthOf));
}

function depthOf(value: Value): number {
  switch (value.kind) {
    case 'function':
    case 'class':
      return value.env?.depth ?? 0;
    case 'object':
      return value.env.depth;
    case 'instance':
      return value.depth;
    case 'registered':
      return depthOf(value.target);
    case 'list':
      return Math.max(0, ...argumentDepths([...value.elements, value.rest]));
    default:
      return 0;
  }
}

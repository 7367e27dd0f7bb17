/**
 * From a call to what it gives back: functions of the program by their returns (bounded), constructions, the engine's
 * registrations, package calls by their rows, `bind`, `call`, `apply` and `require`.
 */
import { certain } from './certain.ts';
import { valuesOfType } from './annotations.ts';
import { isGivenCode } from './callers.ts';
import { dataParameters, promisesData } from './data-types.ts';
import { codeArguments, forgetData } from './data.ts';
import { madeCollection } from './collections.ts';
import { argumentsIn, givenArguments, type Arguments } from './arguments.ts';
import { baseEnv, canGoDeeper, evaluate, genericSelf } from './evaluate.ts';
import { propertySets } from './members.ts';
import { listMethod, settledValues } from './method-results.ts';
import { specifierValues } from './modules.ts';
import { GLOBAL, parse, print, result } from './names.ts';
import { argumentsOf, calleeOf, literalText, memberKey, unwrap, type InvocationNode } from './nodes.ts';
import { recorderAmong } from './recording.ts';
import { symbolOf } from './symbols.ts';
import {
  boundValue,
  DATA_VALUES,
  functionValue,
  instanceValue,
  listValue,
  named,
  NOTHING,
  registeredValue,
  union,
  unionOf,
  UNKNOWN,
  UNKNOWN_VALUES,
  type Env,
  type FunctionValue,
  type NamedValue,
  type Value,
  type Values,
} from './values.ts';
import type { FunctionUnit } from './units.ts';
import type { World } from './world.ts';
import type { Use } from './knowledge.ts';

const REFLECT = print({ module: GLOBAL, path: ['Reflect'] });

/** A call with `bind`, `call` and `apply` taken apart. */
export interface Call {
  readonly callees: Values;
  readonly args: Arguments;
  /** `bind`: nothing runs yet. */
  readonly binds: boolean;
  /** The object given as `this` by `bind`, `call`, `apply`. */
  readonly self: Value | undefined;
}

/** Which values are called with which arguments. */
export function callOf(world: World, node: InvocationNode, callees: Values, env: Env): Call {
  const args = argumentsIn(world, argumentsOf(node), env);
  const callee = unwrap(calleeOf(node));
  if (node.type === 'CallExpression' && callee.type === 'MemberExpression') {
    const key = memberKey(callee);
    if (key === 'bind' || key === 'call' || key === 'apply') {
      const targets = evaluate(world, callee.object, env).filter(
        (value) => value.kind === 'function' || value.kind === 'registered' || value.kind === 'named',
      );
      if (targets.length > 0) {
        // `Reflect.apply(charge, orders, [1])` is `charge.apply(orders, [1])`.
        const isReflected = targets.every((target) => target.kind === 'named' && print(target.name) === REFLECT);
        const [called = targets, ...given] = isReflected ? args.all : [targets, ...args.all];
        const [self] = given[0] ?? [];
        const known = self && self.kind !== 'unknown' && self.kind !== 'literal' ? self : undefined;
        const rest = key === 'apply' ? listArguments(given[1]) : given.slice(1);
        return { callees: called, args: givenArguments(rest), binds: key === 'bind', self: known };
      }
    }
  }
  return { callees, args, binds: false, self: undefined };
}

function listArguments(values: Values | undefined): readonly Values[] {
  const only = certain(values ?? [], 'list');
  return only ? only.elements : [];
}

/** What the invocation gives back. */
export function applyValues(world: World, node: InvocationNode, callees: Values, env: Env): Values {
  const required = requiredModule(world, node, callees, env);
  if (required) return required;
  const listed = listMethod(world, node, env);
  if (listed) return listed;
  const settled = settledValues(world, node, callees, env);
  if (settled) return settled;
  const call = callOf(world, node, callees, env);
  return union(...callableAmong(call.callees).map((callee) => applyOne(world, node, callee, call, env)));
}

/** A function or a class may have a namespace, or other exports of its module, beside it. */
function callableAmong(values: Values): Values {
  const callable = values.filter(({ kind }) => kind !== 'module' && kind !== 'namespace');
  return callable.length > 0 ? callable : values;
}

function applyOne(world: World, node: InvocationNode, callee: Value, call: Call, env: Env): Values {
  switch (callee.kind) {
    case 'unknown':
      return [callee];
    case 'function': {
      const target = withReceiver(callee, call.self);
      if (call.binds) return [functionValue(target.unit, target.env, target.self, [...target.bound, ...call.args.all])];
      return (
        settledByType(world, target) ?? callFunction(world, target, argumentsFor(world, target, call.args), env.depth)
      );
    }
    case 'registered':
      return call.binds ? [boundValue(callee)] : UNKNOWN_VALUES;
    case 'class':
      return node.type === 'NewExpression'
        ? [instanceValue(callee.cls, callee.env, codeArguments(world, call.args.all), env.depth)]
        : UNKNOWN_VALUES;
    case 'named':
      return call.binds ? [callee] : applyNamed(world, node, callee, call.args, env);
    default:
      return UNKNOWN_VALUES;
  }
}

export function withReceiver(value: FunctionValue, self: Value | undefined): FunctionValue {
  return self ? functionValue(value.unit, value.env, self, value.bound) : value;
}

/** What calling a function of the program gives; a generator's result is unknown. */
export function callFunction(world: World, value: FunctionValue, args: readonly Values[], depth: number): Values {
  const { node, returns } = value.unit;
  if ('generator' in node && node.generator) return UNKNOWN_VALUES;
  if (returns.length === 0) return NOTHING;
  const env = bindCall(world, value, args, depth);
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
function settledByType(world: World, { unit }: FunctionValue): Values | undefined {
  return promisesData(world, unit) ? DATA_VALUES : undefined;
}

/** The arguments as far as they can make a difference to the function: those that its types call data are not looked at. */
export function argumentsFor(world: World, { unit, bound }: FunctionValue, args: Arguments): readonly Values[] {
  const isData = bound.length > 0 ? undefined : dataParameters(world, unit);
  if (!isData) return args.all;
  return isData.slice(0, args.count).map((data, index) => (data ? UNKNOWN_VALUES : (args.at(index) ?? UNKNOWN_VALUES)));
}

/** The environment in which the function's body runs for this call. */
export function bindCall(world: World, value: FunctionValue, args: readonly Values[], depth: number): Env {
  const { unit } = value;
  const base = baseEnv(world, unit);
  const parent = value.env ?? base.parent;
  const all = [...value.bound, ...args];
  // Which default values are evaluated depends on which arguments are there.
  // Which code the other calls of the file give is nothing to this one.
  const isTold = unit.defaults.length > 0 || isGivenCode(world, unit);
  const coded = codeArguments(world, all) ?? (isTold ? all.map(forgetData) : undefined);
  // Which properties an object has decides which of their default values are evaluated.
  const given = coded?.map((values, index) => (hasInnerDefault(unit, index) ? (all[index] ?? values) : values));
  const self = value.self && value.self.key !== genericSelf(unit)?.key ? value.self : undefined;
  const deepest = Math.max(
    depth,
    parent?.depth ?? 0,
    self?.kind === 'instance' ? self.depth : 0,
    ...argumentDepths(given),
  );
  if (!canGoDeeper(deepest) || !world.hasRoom) return base;
  if (!given && !self && parent === base.parent) return base;
  return world.environments.intern(unit, given, self ?? base.self, parent, deepest + 1);
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

export function useOf(node: InvocationNode): Use {
  return { form: node.type === 'NewExpression' ? 'new' : 'call', arguments: argumentsOf(node).length };
}

function applyNamed(world: World, node: InvocationNode, callee: NamedValue, args: Arguments, env: Env): Values {
  const api = world.knowledge.api(callee.name);
  if (api?.registers) {
    const { role, argument } = api.registers;
    if (role === 'inherit') return UNKNOWN_VALUES;
    const targets = args.at(argument) ?? UNKNOWN_VALUES;
    return targets.map((target) => registeredValue(role, target, node, env.unit.module));
  }
  if (api?.refersTo !== undefined) {
    return [named(result(callee.name), args.at(api.refersTo) ?? NOTHING)];
  }
  const kept = (api?.keeps === undefined ? undefined : args.at(api.keeps)) ?? NOTHING;
  if (api?.returns !== undefined) return [named(parse(api.returns), kept)];
  if (api?.keeps !== undefined) return [named(result(callee.name), kept)];
  if (api?.lists !== undefined) return [listValue([], [named(parse(api.lists))])];
  const spec = api ? undefined : world.knowledge.effect(callee.name, useOf(node));
  if (spec?.gives === 'map' || spec?.gives === 'set') {
    return node.type === 'NewExpression' ? [madeCollection(world, spec.gives, node, args.all, env)] : UNKNOWN_VALUES;
  }
  if (spec?.gives) {
    const first = args.at(0) ?? NOTHING;
    if (spec.gives === 'argument') return first;
    if (spec.gives === 'any-argument') return union(...args.all);
    if (spec.gives === 'called') return union(...first.map((value) => resultOf(world, value, env)));
    if (spec.gives === 'instance') return instanceOf(world, node, first, env);
    if (spec.gives === 'symbol') return [symbolOf(`${env.unit.module.tag}@${String(node.range[0])}`)];
    if (spec.gives === 'symbol-of-text')
      return first.map((text) => (text.kind === 'literal' ? symbolOf(text.key) : UNKNOWN));
    if (spec.gives === 'promised') return first.map((value) => promisedForm(world, value));
    return first.map((value) => listOfProperties(world, value, spec.gives === 'entries'));
  }
  const recorder = spec && recorderAmong(world, spec, args);
  if (recorder) return [recorder];
  if (spec?.result !== undefined) return [named(parse(spec.result))];
  return [named(result(callee.name), callee.carries)];
}

function resultOf(world: World, value: Value, env: Env): Values {
  return value.kind === 'function' ? callFunction(world, value, [], env.depth) : UNKNOWN_VALUES;
}

/** An instance of the class, or of the type that is written for the call. */
function instanceOf(world: World, node: InvocationNode, classes: Values, env: Env): Values {
  const instances = classes.flatMap((value): Values => {
    if (value.kind === 'class') return [instanceValue(value.cls, value.env, undefined, 0)];
    return value.kind === 'named' ? [named(result(value.name))] : NOTHING;
  });
  if (instances.length > 0) return instances;
  const [type] = node.typeArguments?.params ?? [];
  const typed = type ? valuesOfType(world, type, env.unit.module) : NOTHING;
  return typed.length > 0 ? typed : UNKNOWN_VALUES;
}

/** `promisify(setTimeout)` is the timer that gives a promise; any other function does what it did. */
function promisedForm(world: World, value: Value): Value {
  if (value.kind !== 'named') return value;
  const spec = world.knowledge.effect(value.name, { form: 'call', arguments: 1 });
  return spec?.promised === undefined ? value : named(parse(spec.promised));
}

function listOfProperties(world: World, value: Value, pairs: boolean): Value {
  if (value.kind !== 'object') return UNKNOWN;
  const sets = propertySets(world, value);
  return listValue(pairs ? sets.map((set) => [listValue([UNKNOWN_VALUES, set], NOTHING)]) : sets, NOTHING);
}

function requiredModule(world: World, node: InvocationNode, callees: Values, env: Env): Values | undefined {
  const [first] = argumentsOf(node);
  const [only] = callees;
  if (node.type !== 'CallExpression' || !first || only?.kind !== 'named') return undefined;
  if (only.name.module !== 'global' || only.name.path.length !== 1 || only.name.path[0] !== 'require') return undefined;
  const specifier = literalText(first);
  return specifier === undefined ? UNKNOWN_VALUES : specifierValues(world, specifier, env.unit.module);
}

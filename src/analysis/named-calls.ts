/** What calls give back of the engine, of packages and of the host, by their rows in the tables. */
import type { EffectSpec } from '../knowledge/vocabulary/effects.ts';
import { storedValues } from './ambient-values.ts';
import { valuesOfType } from './annotations.ts';
import { certain } from './certain.ts';
import { contentsOf, elementsIn, furtherElements, madeCollection, pairsOfMap } from './collections.ts';
import type { Arguments } from './arguments.ts';
import { standingFor } from './injected.ts';
import { project, propertySets } from './members.ts';
import { parse, result } from './names.ts';
import type { InvocationNode } from './nodes.ts';
import { proxiedValues } from './proxies.ts';
import { recorderAmong } from './recording.ts';
import { symbolOf } from './symbols.ts';
import {
  instanceValue,
  listValue,
  named,
  NOTHING,
  recordValue,
  registeredValue,
  union,
  UNKNOWN,
  UNKNOWN_VALUES,
} from './make-values.ts';
import type { Env, NamedValue, Value, Values } from './values.ts';
import type { World } from './world.ts';
import { useOf } from './calls.ts';
import { callFunction } from './function-calls.ts';
import { keeping, keptIn } from './given-functions.ts';

/** What calling something of the engine, of a package or of the host gives back. */
export function applyNamed(world: World, node: InvocationNode, callee: NamedValue, args: Arguments, env: Env): Values {
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
    const mappers = spec.mapper === undefined ? undefined : args.at(spec.mapper);
    if (mappers) return mappedElements(world, first, mappers, env);
    if (spec.gives === 'argument') return spec.result === undefined ? first : union([named(parse(spec.result))], first);
    if (spec.gives === 'any-argument') return union(...args.all);
    if (spec.gives === 'called') return union(...first.map((value) => resultOf(world, value, env)));
    if (spec.gives === 'instance') return instanceOf(world, node, first, env);
    if (spec.gives === 'symbol') return [symbolOf(`${env.unit.module.tag}@${String(node.range[0])}`)];
    if (spec.gives === 'symbol-of-text')
      return first.map((text) => (text.kind === 'literal' ? symbolOf(text.key) : UNKNOWN));
    if (spec.gives === 'stored') return storedValues(world, env.unit.module, node);
    if (spec.gives === 'proxied') return proxiedValues(world, node, args, env);
    if (spec.gives === 'property') return propertyOf(world, first, args.at(1) ?? NOTHING);
    if (spec.gives === 'arguments') return [listValue(args.all, NOTHING)];
    if (spec.gives === 'record') return recordOf(world, first) ?? [named(result(callee.name))];
    if (spec.gives === 'promised') return first.map((value) => promisedForm(world, value));
    return first.map((value) => listOfProperties(world, value, spec.gives === 'entries'));
  }
  const recorder = spec && recorderAmong(world, spec, args);
  if (recorder) return [recorder];
  if (spec?.result !== undefined) return [named(parse(spec.result))];
  return [named(result(callee.name), carriesOn(world, spec, callee, args))];
}

/** What the result of a call carries on: what its callee carries, and with that what it keeps itself. */
function carriesOn(world: World, spec: EffectSpec | undefined, callee: NamedValue, args: Arguments): Values {
  switch (keeping(spec, callee.name)) {
    case 'keeps':
      return union(callee.carries, keptIn(world, args.all));
    case 'runs':
      return NOTHING;
    case undefined:
      return callee.carries;
  }
}

function propertyOf(world: World, objects: Values, keys: Values): Values {
  const key = certain(keys, 'literal');
  return key ? union(...objects.map((object) => project(world, object, String(key.value)))) : UNKNOWN_VALUES;
}

function mappedElements(world: World, given: Values, mappers: Values, env: Env): Values {
  const elements = elementsIn(world, given);
  const results = mappers.map((value) =>
    value.kind === 'function' ? callFunction(world, value, [elements], env.depth) : UNKNOWN_VALUES,
  );
  return [listValue([], union(...results))];
}

function resultOf(world: World, value: Value, env: Env): Values {
  return value.kind === 'function' ? callFunction(world, value, [], env.depth) : UNKNOWN_VALUES;
}

/** An instance of the class, or of the type that is written for the call. */
function instanceOf(world: World, node: InvocationNode, classes: Values, env: Env): Values {
  const bound = standingFor(world, classes, env.unit.module);
  if (bound.length > 0) return bound;
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

/** Where it is not known which pair has which key, only what all of them have in common counts. */
function recordOf(world: World, lists: Values): Values | undefined {
  const list = certain(lists, 'list');
  const isWrittenOut = list?.shape === 'array' && furtherElements(world, list).length === 0;
  const inPlace = isWrittenOut ? list.elements : ((list && pairsOfMap(world, list)) ?? []);
  if (inPlace.length > 0 && inPlace.every(hasKey)) return [recordValue(inPlace, NOTHING)];
  const pairs = lists.flatMap((value) => (value.kind === 'list' ? contentsOf(world, value) : UNKNOWN_VALUES));
  const values = pairs.flatMap((pair) => (pair.kind === 'list' ? (pair.elements[1] ?? NOTHING) : UNKNOWN_VALUES));
  const isDurable = values.length > 0 && values.every(({ kind }) => kind === 'registered');
  return isDurable ? [recordValue([], union(values))] : undefined;
}

function hasKey(values: Values): boolean {
  const [key = NOTHING] = certain(values, 'list')?.elements ?? [];
  return certain(key, 'literal') !== undefined;
}

function listOfProperties(world: World, value: Value, pairs: boolean): Value {
  if (value.kind !== 'object') return UNKNOWN;
  const sets = propertySets(world, value);
  return listValue(pairs ? sets.map((set) => [listValue([UNKNOWN_VALUES, set], NOTHING)]) : sets, NOTHING);
}

/**
 * What is in arrays, maps and sets: what they were made with, and what the file that makes them puts in later (`push`, `add`,
 * `set`). Every element counts wherever it is; what other files put in is not known.
 */
import type { MethodSpec } from '../knowledge/vocabulary/effects.ts';
import { certain } from './certain.ts';
import { argumentsIn } from './arguments.ts';
import { baseEnv, evaluate } from './evaluate.ts';
import { valuesPut } from './keyed-calls.ts';
import { memberKey, unwrap, type Node } from './nodes.ts';
import { lineageOf } from './base-classes.ts';
import { envOn } from './instance-sites.ts';
import { collectionOf, givenToCollection } from './own-collections.ts';
import { envBeside, isToldApart } from './sites.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import { listValue, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import type { Env, InstanceValue, ListOrigin, ListValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** What any element of the value can be, when it is iterated: of a map, a pair. */
export function iterated(world: World, value: Value): Values {
  const list = collectionOf(world, value);
  if (!list) return value.kind === 'named' ? NOTHING : UNKNOWN_VALUES;
  const contents = contentsOf(world, list);
  return list.shape === 'map' && contents.length > 0 ? [listValue([UNKNOWN_VALUES, contents], NOTHING)] : contents;
}

/** What any element can be; of a map, any value. */
export function contentsOf(world: World, value: ListValue): Values {
  if (value.shape === 'record')
    return union(...pairsAmong(value.elements).map(([, held]) => held ?? NOTHING), value.rest);
  return union(...value.elements, furtherElements(world, value));
}

/** What any element can be that has no place in it yet. */
export function furtherElements(world: World, value: ListValue): Values {
  if (!value.origin) return value.rest;
  return union(value.rest, ...begunWith(world, value), ...filled(world, value));
}

/** What a collection of a class of the program is made with. */
function begunWith(world: World, { shape, origin }: ListValue): readonly Values[] {
  if (!origin?.self) return [];
  const given = givenToCollection(world, origin);
  const [first = NOTHING] = given;
  if (shape === 'array') return given;
  return shape === 'set' ? [elementsIn(world, first)] : heldBy(world, first);
}

/** What `map.get(key)` can be: the values that were put there under this key, and those whose key is not known. */
export function valuesAt(world: World, map: ListValue, key: Values): Values {
  const only = certain(key, 'literal');
  const { origin } = map;
  if (origin?.node.type !== 'NewExpression' || !only) return contentsOf(world, map);
  const isThere = (known: Values = NOTHING): boolean =>
    known.length === 0 || known.some((value) => value.kind !== 'literal' || value.key === only.key);
  const [given = NOTHING] = givenToCollection(world, origin);
  const put = fillsFor(world, origin).filter(({ takes }) => takes === 'second');
  return union(
    ...given.map((value) => (isMap(value) ? valuesAt(world, value, key) : NOTHING)),
    ...pairsOf(world, given).map(([at, value]) => (isThere(at) ? (value ?? NOTHING) : NOTHING)),
    ...put.map(({ fill, env, values: [at, value] }) => {
      if (!isThere(at)) return NOTHING;
      return putUnder(world, fill, String(only.value), env) ?? value ?? NOTHING;
    }),
  );
}

/** The pairs that a map is made of, when nothing else is put into it and all are written down; undefined: it is not known. */
export function pairsOfMap(world: World, { origin, shape }: ListValue): readonly Values[] | undefined {
  if (shape !== 'map' || !origin || fillsFor(world, origin).length > 0) return undefined;
  const given = certain(givenToCollection(world, origin)[0] ?? NOTHING, 'list');
  if (given?.shape !== 'array' || furtherElements(world, given).length > 0) return undefined;
  return given.elements;
}

/** What `map.set(key, value)` puts under a key, when the calls of its function tell. */
function putUnder(world: World, { args: [key, value], unit }: Fill, text: string, env: Env): Values | undefined {
  return key && value ? valuesPut(world, { key, value, unit }, text, env) : undefined;
}

/** Which parameter of its callback a method that walks a list hands an element: `reduce` hands what it has so far first. */
export function elementPosition({ results }: MethodSpec): number {
  return results === 'last' ? 1 : 0;
}

function filled(world: World, { origin }: ListValue): readonly Values[] {
  if (!origin) return [];
  return fillsFor(world, origin).flatMap(({ takes, values }) => (takes === 'all' ? values : values.slice(1, 2)));
}

/** What is put into a collection, by what made it. */
function fillsFor(world: World, origin: ListOrigin): readonly Filled[] {
  const { node, env, self } = origin;
  const isIn = (value: Value): boolean => {
    const list = collectionOf(world, value);
    return list?.origin?.node === node && !isToldApart(list.origin.env, env);
  };
  const fromOutside = fillsAround(world, env.unit.module).flatMap((fill) =>
    evaluate(world, fill.object, baseEnv(world, fill.unit)).some(isIn)
      ? [filledBy(world, fill, envBeside(world, fill.unit, env))]
      : [],
  );
  if (!self) return fromOutside;
  return [...fromOutside, ...ownFills(world, self).map((fill) => filledBy(world, fill, envOn(world, fill.unit, self)))];
}

function filledBy(world: World, fill: Fill, env: Env): Filled {
  return { fill, takes: fill.takes, env, values: argumentsIn(world, fill.args, env).all };
}

/** What the methods of an instance put into it: `this.set(key, handler)`, `super.push(job)`. */
function ownFills(world: World, { cls }: InstanceValue): readonly Fill[] {
  return [...lineageOf(world, cls)].flatMap((item) =>
    fillsOf(world, item.module).filter(({ object, unit }) => {
      const { type } = unwrap(object);
      return (type === 'ThisExpression' || type === 'Super') && ownerOf(unit) === item;
    }),
  );
}

function ownerOf(unit: FunctionUnit): ClassUnit | undefined {
  for (let current: FunctionUnit | undefined = unit; current; current = current.parent)
    if (current.owner) return current.owner;
  return undefined;
}

/** A call that fills the collection in question, and what it puts in when no more is known of its function. */
interface Filled {
  readonly fill: Fill;
  readonly takes: Fill['takes'];
  readonly env: Env;
  readonly values: readonly Values[];
}

/** A call that puts something into a collection. */
export interface Fill {
  readonly object: Node;
  readonly args: readonly Node[];
  readonly unit: FunctionUnit;
  /** Every argument is an element, or the second one is. */
  readonly takes: 'all' | 'second';
}

/** Methods of ECMAScript's collections that put something in. */
export const FILLS: ReadonlyMap<string, Fill['takes']> = new Map([
  ['push', 'all'],
  ['unshift', 'all'],
  ['add', 'all'],
  ['set', 'second'],
]);

/** Those of the module, and of the linted one when the module is seen in its light. */
function fillsAround(world: World, module: ModuleUnit): readonly Fill[] {
  const { root } = world;
  return root && world.modules.isLit(module)
    ? [...fillsOf(world, module), ...fillsOf(world, root)]
    : fillsOf(world, module);
}

/** What the module puts into collections. */
export function fillsOf(world: World, module: ModuleUnit): readonly Fill[] {
  const known = world.fills.get(module);
  if (known) return known;
  const fills = module.units.flatMap((unit) =>
    unit.invocations.flatMap((node): readonly Fill[] => {
      const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
      if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return [];
      const takes = FILLS.get(memberKey(callee) ?? '');
      return takes ? [{ object: callee.object, args: node.arguments, unit, takes }] : [];
    }),
  );
  world.fills.set(module, fills);
  return fills;
}

/** A map or a set as `new Map(entries)` makes it, of a list or of another map or set. */
export function madeCollection(
  world: World,
  shape: 'map' | 'set',
  node: Node,
  [given = NOTHING]: readonly Values[],
  env: Env,
): Value {
  const contents = shape === 'set' ? elementsIn(world, given) : union(...heldBy(world, given));
  return listValue([], contents, { shape, origin: { node, env } });
}

function heldBy(world: World, given: Values): readonly Values[] {
  const maps = given.map((value) => (isMap(value) ? contentsOf(world, value) : NOTHING));
  return [...maps, ...pairsOf(world, given).map(([, value]) => value ?? NOTHING)];
}

function isMap(value: Value): value is ListValue & { readonly shape: 'map' } {
  return value.kind === 'list' && value.shape === 'map';
}

/** What any element of the lists among the values can be. */
export function elementsIn(world: World, given: Values): Values {
  return given.flatMap((value) => {
    const list = collectionOf(world, value);
    return list ? contentsOf(world, list) : NOTHING;
  });
}

/** The keys and values of the pairs in lists. */
function pairsOf(world: World, given: Values): readonly (readonly Values[])[] {
  return pairsAmong(
    given.map((value) => (value.kind === 'list' && !isMap(value) ? contentsOf(world, value) : NOTHING)),
  );
}

function pairsAmong(sets: readonly Values[]): readonly (readonly Values[])[] {
  return sets.flatMap((values) => values.flatMap((pair) => (pair.kind === 'list' ? [pair.elements] : [])));
}

/** What a record holds under a key. */
export function heldUnder(record: ListValue, key: string): Values {
  const under = pairsAmong(record.elements).filter(([at = NOTHING]) => {
    const only = certain(at, 'literal');
    return only && String(only.value) === key;
  });
  return union(...under.map(([, value]) => value ?? NOTHING), record.rest);
}

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
import { envBeside, isToldApart } from './sites.ts';
import type { FunctionUnit, ModuleUnit } from './units.ts';
import { listValue, NOTHING, union, UNKNOWN_VALUES } from './make-values.ts';
import type { Env, ListValue, Value, Values } from './values.ts';
import type { World } from './world.ts';

/** What any element of the value can be, when it is iterated: of a map, a pair. */
export function iterated(world: World, value: Value): Values {
  if (value.kind !== 'list') return value.kind === 'named' ? NOTHING : UNKNOWN_VALUES;
  const contents = contentsOf(world, value);
  return value.shape === 'map' && contents.length > 0 ? [listValue([UNKNOWN_VALUES, contents], NOTHING)] : contents;
}

/** What any element can be; of a map, any value. */
export function contentsOf(world: World, value: ListValue): Values {
  const made = union(...value.elements, value.rest);
  if (!value.origin) return made;
  return union(made, ...filled(world, value));
}

/** What `map.get(key)` can be: the values that were put there under this key, and those whose key is not known. */
export function valuesAt(world: World, map: ListValue, key: Values): Values {
  const only = certain(key, 'literal');
  const { origin } = map;
  if (origin?.node.type !== 'NewExpression' || !only) return contentsOf(world, map);
  const isThere = (known: Values = NOTHING): boolean =>
    known.length === 0 || known.some((value) => value.kind !== 'literal' || value.key === only.key);
  const made = pairsOf(world, argumentsIn(world, origin.node.arguments, origin.env).all);
  const put = fillsFor(world, origin).filter(({ takes }) => takes === 'second');
  return union(
    ...made.map(({ values: [at, value] }) => (isThere(at) ? (value ?? NOTHING) : NOTHING)),
    ...put.map(({ fill, env, values: [at, value] }) => {
      if (!isThere(at)) return NOTHING;
      return putUnder(world, fill, String(only.value), env) ?? value ?? NOTHING;
    }),
  );
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
function fillsFor(world: World, { node, env }: NonNullable<ListValue['origin']>): readonly Filled[] {
  return fillsAround(world, env.unit.module).flatMap((fill) => {
    const { object, args, unit, takes } = fill;
    const isIn = (list: Value): boolean =>
      list.kind === 'list' && list.origin?.node === node && !isToldApart(list.origin.env, env);
    if (!evaluate(world, object, baseEnv(world, unit)).some(isIn)) return [];
    const there = envBeside(world, unit, env);
    return [{ fill, takes, env: there, values: argumentsIn(world, args, there).all }];
  });
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

function fillsOf(world: World, module: ModuleUnit): readonly Fill[] {
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

/** A map or a set as `new Map(entries)` makes it. */
export function madeCollection(
  world: World,
  shape: 'map' | 'set',
  node: Node,
  args: readonly Values[],
  env: Env,
): Value {
  const contents =
    shape === 'set'
      ? givenElements(world, args)
      : pairsOf(world, args).flatMap(({ values: [, value] }) => value ?? NOTHING);
  return listValue([], contents, { shape, origin: { node, env } });
}

function givenElements(world: World, [given]: readonly Values[]): Values {
  return (given ?? NOTHING).flatMap((value) => (value.kind === 'list' ? contentsOf(world, value) : NOTHING));
}

/** The keys and values that a map is made with. */
function pairsOf(world: World, args: readonly Values[]): readonly { readonly values: readonly Values[] }[] {
  return givenElements(world, args).flatMap((pair) => (pair.kind === 'list' ? [{ values: pair.elements }] : []));
}

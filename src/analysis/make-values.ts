/**
 * Abstract values, made so that equal ones have equal keys and none is too heavy to walk over; and the sets of them. Leaves out which
 * expression has which value.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../knowledge/vocabulary/roles.ts';
import { print, type Name } from './names.ts';
import type { Node } from './nodes.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';
import type {
  BoundTypes,
  ClassValue,
  Env,
  EnumValue,
  FunctionValue,
  InstanceValue,
  ListValue,
  LiteralValue,
  ModuleValue,
  NamedValue,
  NamespaceValue,
  ObjectValue,
  RegisteredValue,
  ShapeValue,
  Site,
  UnknownValue,
  Value,
  Values,
} from './values.ts';

/** Anything at all. */
export const UNKNOWN: UnknownValue = { kind: 'unknown', key: '?', open: false };
/** An object without code, of which nothing else is kept. */
export const DATA: UnknownValue = { kind: 'unknown', key: '?data', open: false, isData: true };
/** Depends on who calls. */
export const OPEN: UnknownValue = { kind: 'unknown', key: '?open', open: true };
/** Not found to be anything. */
export const NOTHING: Values = [];
/** An object without code, and nothing else. */
export const DATA_VALUES: Values = [DATA];
/** Anything at all, as a set. */
export const UNKNOWN_VALUES: Values = [UNKNOWN];
/** What depends on who calls, as a set. */
export const OPEN_VALUES: Values = [OPEN];

/**
 * Values that a value may be made of. Each can stand in another several times, so without a bound a few lines (`b = [a, a]; c = [b, b]; …`)
 * would make one that takes for ever to walk over. What would be heavier is not known.
 */
const MAX_WEIGHT = 500;

function weightOf(value: Value): number {
  if ('weight' in value) return value.weight;
  return value.kind === 'registered' ? weightOf(value.target) : 1;
}

function weigh(sets: readonly Values[]): number {
  let weight = 1;
  for (const values of sets) for (const value of values) weight += weightOf(value);
  return weight;
}

/** Something that has a name outside of the program. */
export function named(name: Name, carries: Values = NOTHING): NamedValue {
  const weight = weigh([carries]);
  if (weight > MAX_WEIGHT) return named(name, UNKNOWN_VALUES);
  return { kind: 'named', key: `n:${print(name)}${listKey(carries)}`, weight, name, carries };
}

/** A function of the program, in the environment in which it was made. */
export function functionValue(
  unit: FunctionUnit,
  env: Env | undefined,
  self?: Value,
  bound: readonly Values[] = [],
): FunctionValue {
  // What stands behind the bound arguments keeps its place.
  if (weigh(bound) > MAX_WEIGHT)
    return functionValue(
      unit,
      env,
      self,
      bound.slice(0, MAX_WEIGHT - 1).map(() => UNKNOWN_VALUES),
    );
  const weight = weigh(bound) + (self ? weightOf(self) : 0);
  const key = `f:${unit.key}^${envKey(env)}${self ? `@${self.key}` : ''}${bound.map(listKey).join('|')}`;
  return { kind: 'function', key, weight, unit, env, self, bound };
}

/** A class of the program. */
export function classValue(cls: ClassUnit, env: Env | undefined): ClassValue {
  return { kind: 'class', key: `c:${cls.key}^${envKey(env)}`, cls, env };
}

/** An instance of a class; without arguments, of whichever construction. */
export function instanceValue(
  cls: ClassUnit,
  env: Env | undefined,
  args: readonly Values[] | undefined,
  depth: number,
  site?: InstanceValue['site'],
): InstanceValue {
  const weight = weigh(args ?? []);
  if (weight > MAX_WEIGHT) return instanceValue(cls, env, undefined, depth, site);
  const place = site ? `@${siteKey(site)}` : '';
  const key = `i:${cls.key}^${envKey(env)}${args ? `(${args.map(listKey).join('|')})` : ''}${place}`;
  return { kind: 'instance', key, weight, cls, env, args, depth, site, from: undefined, bound: undefined };
}

/** An instance of which only the type is known. */
export function typedInstance(cls: ClassUnit, bound: BoundTypes | undefined, from: ModuleUnit): InstanceValue {
  const value = instanceValue(cls, undefined, undefined, 0);
  const isFromElsewhere = cls.node.abstract && from !== cls.module;
  if (!bound && !isFromElsewhere) return value;
  const key = `${value.key}${boundKey(bound)}${isFromElsewhere ? fromKey(from) : ''}`;
  return { ...value, key, bound, from: isFromElsewhere ? from : undefined };
}

function fromKey({ tag }: ModuleUnit): string {
  return `/${tag}`;
}

function boundKey(bound: BoundTypes | undefined): string {
  return bound ? `<${bound.key}>` : '';
}

/** Equal for equal places. */
export function siteKey({ node, module, around }: Site): string {
  return `${module.tag}.${String(node.range[0])}${around ? `^${envKey(around)}` : ''}`;
}

/** What an object literal makes. */
export function objectValue(node: TSESTree.ObjectExpression, env: Env): ObjectValue {
  return { kind: 'object', key: `o:${env.unit.module.tag}@${String(node.range[0])}^${envKey(env)}`, node, env };
}

/** A list, a map or a set; `made`: by which expression, when it can be filled later. */
export function listValue(
  elements: readonly Values[],
  rest: Values,
  made?: { readonly shape: ListValue['shape']; readonly origin?: NonNullable<ListValue['origin']> },
): ListValue {
  const weight = weigh(elements) + weigh([rest]);
  if (weight > MAX_WEIGHT)
    return listValue([], elements.length > 0 ? unionOf([...elements, rest]) : UNKNOWN_VALUES, made);
  const origin = made?.origin
    ? `${made.origin.env.unit.module.tag}@${String(made.origin.node.range[0])}^${envKey(made.origin.env)}`
    : '';
  const key = `l:${origin || (made?.shape ?? '')}[${elements.map(listKey).join('|')}..${listKey(rest)}]`;
  return { kind: 'list', key, weight, elements, rest, shape: made?.shape ?? 'array', origin: made?.origin };
}

/** An object that holds the pairs of key and value, and the values under other keys. */
export function recordValue(pairs: readonly Values[], others: Values): ListValue {
  const list = listValue(pairs, others);
  return { ...list, key: `${list.key}:record`, shape: 'record' };
}

/** The namespace object of a module. */
export function moduleValue(module: ModuleUnit): ModuleValue {
  return { kind: 'module', key: `m:${module.tag}`, module };
}

/** A namespace, or the part of it below the names in front. */
export function namespaceValue(
  node: NamespaceValue['node'],
  module: ModuleUnit,
  inner: NamespaceValue['inner'] = [],
): NamespaceValue {
  const key = `n:${module.tag}@${String(node.range[0])}${inner.length > 0 ? `-${String(inner.length)}` : ''}`;
  return { kind: 'namespace', key, node, module, inner };
}

/** An enum. */
export function enumValue(node: EnumValue['node'], env: Env): EnumValue {
  return { kind: 'enum', key: `e:${env.unit.module.tag}@${String(node.range[0])}`, node, env };
}

/** The durable version of a function. */
export function registeredValue(role: Role, target: Value, node: Node, module: ModuleUnit): RegisteredValue {
  return { kind: 'registered', key: `r:${role}:${target.key}`, role, target, node, module };
}

/** What `bind` makes of a durable function: it is the same one, with a `this` of its own. */
export function boundValue(value: RegisteredValue): RegisteredValue {
  return value.isBound ? value : { ...value, key: `${value.key}:bound`, isBound: true };
}

/** Something that has a written type. */
export function shapeValue(
  node: ShapeValue['node'],
  module: ModuleUnit,
  { bound, from = module }: { readonly bound?: BoundTypes | undefined; readonly from?: ModuleUnit } = {},
): ShapeValue {
  const key = `s:${module.tag}@${String(node.range[0])}${boundKey(bound)}${from === module ? '' : fromKey(from)}`;
  return { kind: 'shape', key, node, module, bound, from };
}

/** A plain value. */
export function literalValue(value: LiteralValue['value']): LiteralValue {
  return { kind: 'literal', key: `v:${typeof value}:${String(value)}`, value };
}

function envKey(env: Env | undefined): string {
  return env === undefined ? '' : String(env.id);
}

function listKey(values: Values): string {
  return values.length === 0 ? '' : `{${values.map((value) => value.key).join(',')}}`;
}

/** More possibilities than this make a set unknown. */
const MAX_VALUES = 64;

/** Everything that one of the sets can be. */
export function union(...sets: readonly Values[]): Values {
  return unionOf(sets);
}

/** The union of sets; the sets themselves where nothing has to be added to one of them. */
export function unionOf(sets: readonly Values[]): Values {
  let all: Values = NOTHING;
  /** The sum, once it is a list of its own. */
  let sum: Value[] | undefined;
  for (const set of sets) {
    if (all.length === 0) all = set;
    else if (set !== all) {
      for (const value of set) {
        if (all.some(({ key }) => key === value.key)) continue;
        if (all.length >= MAX_VALUES) return UNKNOWN_VALUES;
        if (sum === undefined) all = sum = [...all];
        sum.push(value);
      }
    }
  }
  return all;
}

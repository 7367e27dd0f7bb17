/**
 * What an expression can be: a small set of abstract values, each with a key that is equal for equal values. Unknown is one of
 * them. Types and constructors only; `evaluate.ts` finds them.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../knowledge/vocabulary/roles.ts';
import type { Facts } from './facts.ts';
import { print, type Name } from './names.ts';
import type { Node } from './nodes.ts';
import type { Summary } from './summaries.ts';
import type { ClassUnit, FunctionUnit, ModuleUnit } from './units.ts';

/** The variables that a piece of code sees: its parameters' values, its `this`, and the same of the code around it. */
export interface Env {
  /** Unique in a world. */
  readonly id: number;
  readonly unit: FunctionUnit;
  /** Values of the arguments; undefined when the call is not known (then parameters are what their types and defaults say). */
  readonly args: readonly Values[] | undefined;
  readonly self: Value | undefined;
  readonly parent: Env | undefined;
  /** How many known calls led here. Bounded. */
  readonly depth: number;
  readonly memo: Map<Node, Values>;
  /** Holds code of the file that is linted, so it is forgotten with that file. */
  readonly isLocal: boolean;
  /** What the function gives back, once that was found without taking part of it for granted. */
  result: Values | undefined;
  /** What the function does in it, once that was asked. */
  facts: Facts | undefined;
  /** What the function exposes its callers to, once that was asked. */
  summary: Summary | undefined;
}

/** Those that hold other values have a `weight`: how many values they are made of, themselves included. Bounded. */
export type Value =
  | UnknownValue
  | NamedValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ObjectValue
  | ListValue
  | ModuleValue
  | NamespaceValue
  | EnumValue
  | RegisteredValue
  | ShapeValue
  | LiteralValue;

/** A set; empty means *not found to be anything yet* (a variable that nobody writes). */
export type Values = readonly Value[];

/** Anything. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly key: string;
  /** Comes from a parameter that no known call binds, or from what such a thing gives. */
  readonly open: boolean;
  /** Stands for an object that is known to hold data only, so that no written type has anything to add. */
  readonly isData?: true;
}
/** Something of a package, of the engine's SDK, or of the host. */
export interface NamedValue {
  readonly kind: 'named';
  readonly key: string;
  readonly weight: number;
  readonly name: Name;
  /** Arguments of the calls on its path that carry functions, for the APIs that refer to a function: `startWorkflow(fn)`. */
  readonly carries: Values;
}
/** A function of the program. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly key: string;
  readonly weight: number;
  readonly unit: FunctionUnit;
  /** The environment it was made in; undefined at the top level. */
  readonly env: Env | undefined;
  /** The object it was taken from or bound to. */
  readonly self: Value | undefined;
  /** Arguments bound in front. */
  readonly bound: readonly Values[];
}
/** A class of the program. */
export interface ClassValue {
  readonly kind: 'class';
  readonly key: string;
  readonly cls: ClassUnit;
  readonly env: Env | undefined;
}
/** An instance of a class of the program. */
export interface InstanceValue {
  readonly kind: 'instance';
  readonly key: string;
  readonly weight: number;
  readonly cls: ClassUnit;
  readonly env: Env | undefined;
  /** Arguments of the constructor, when the construction is known. */
  readonly args: readonly Values[] | undefined;
  readonly depth: number;
}
/** What an object literal makes. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly key: string;
  readonly node: TSESTree.ObjectExpression;
  readonly env: Env;
}
/** An array, a map or a set of the language. */
export interface ListValue {
  readonly kind: 'list';
  readonly key: string;
  readonly weight: number;
  readonly elements: readonly Values[];
  /** What any further element can be. */
  readonly rest: Values;
  readonly shape: 'array' | 'map' | 'set';
  /** The expression that made it, by which what is put in later is found; absent when many made it. */
  readonly origin: { readonly node: Node; readonly env: Env } | undefined;
}
/** The namespace object of a module of the program. */
export interface ModuleValue {
  readonly kind: 'module';
  readonly key: string;
  readonly module: ModuleUnit;
}
/** What `namespace time { … }` makes, and each part of `namespace time.zones { … }`. */
export interface NamespaceValue {
  readonly kind: 'namespace';
  readonly key: string;
  readonly node: TSESTree.TSModuleDeclaration;
  /** The names between this one and what the braces hold. */
  readonly inner: readonly string[];
  readonly module: ModuleUnit;
}
/** What `enum Key { Lines = 'lines' }` makes. */
export interface EnumValue {
  readonly kind: 'enum';
  readonly key: string;
  readonly node: TSESTree.TSEnumDeclaration;
  readonly env: Env;
}
/** A durable function: what registering `target` gave back. */
export interface RegisteredValue {
  readonly kind: 'registered';
  readonly key: string;
  readonly role: Role;
  readonly target: Value;
  /** The call or the decorator that registers it. */
  readonly node: Node;
  readonly module: ModuleUnit;
  /** `bind` has settled its `this`. */
  readonly isBound?: true;
}
/** Something of which only the written type is known: an interface, or the literal of an object type. */
export interface ShapeValue {
  readonly kind: 'shape';
  readonly key: string;
  readonly node: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeLiteral;
  readonly module: ModuleUnit;
}
/** A text, a number, or another plain value. */
export interface LiteralValue {
  readonly kind: 'literal';
  readonly key: string;
  readonly value: string | number | boolean | bigint | null | undefined;
}

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
): InstanceValue {
  const weight = weigh(args ?? []);
  if (weight > MAX_WEIGHT) return instanceValue(cls, env, undefined, depth);
  const key = `i:${cls.key}^${envKey(env)}${args ? `(${args.map(listKey).join('|')})` : ''}`;
  return { kind: 'instance', key, weight, cls, env, args, depth };
}

/** What an object literal makes. */
export function objectValue(node: TSESTree.ObjectExpression, env: Env): ObjectValue {
  return { kind: 'object', key: `o:${env.unit.module.tag}@${String(node.range[0])}^${envKey(env)}`, node, env };
}

/** A list, a map or a set; `made`: by which expression, when it can be filled later. */
export function listValue(
  elements: readonly Values[],
  rest: Values,
  made?: { readonly shape: ListValue['shape']; readonly origin: NonNullable<ListValue['origin']> },
): ListValue {
  const weight = weigh(elements) + weigh([rest]);
  if (weight > MAX_WEIGHT)
    return listValue([], elements.length > 0 ? unionOf([...elements, rest]) : UNKNOWN_VALUES, made);
  const origin = made
    ? `${made.origin.env.unit.module.tag}@${String(made.origin.node.range[0])}^${envKey(made.origin.env)}`
    : '';
  const key = `l:${origin}[${elements.map(listKey).join('|')}..${listKey(rest)}]`;
  return { kind: 'list', key, weight, elements, rest, shape: made?.shape ?? 'array', origin: made?.origin };
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
export function shapeValue(node: ShapeValue['node'], module: ModuleUnit): ShapeValue {
  return { kind: 'shape', key: `s:${module.tag}@${String(node.range[0])}`, node, module };
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
const MAX_VALUES = 16;

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

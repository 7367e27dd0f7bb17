/**
 * What an expression can be: a small set of abstract values, each with a key that is equal for equal values. Unknown is one of
 * them. Types only; `make-values.ts` makes them, and `evaluate.ts` finds them.
 */
import type { TSESTree } from '@typescript-eslint/types';

import type { Role } from '../knowledge/vocabulary/roles.ts';
import type { Facts } from './facts.ts';
import type { Name } from './names.ts';
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
  /** The call that runs it, when what it makes keeps what it is given: what another call makes keeps other things. */
  readonly site: Site | undefined;
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

/** Where something was made: a `new`, or the call of a factory. */
export interface Site {
  readonly node: Node;
  readonly module: ModuleUnit;
  /** The run of a factory in which that stands; undefined: it stands in none. */
  readonly around: Env | undefined;
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

/** What a parameter of a type stands for. */
export interface BoundType {
  readonly type: TSESTree.TypeNode;
  /** Where its names mean what they mean. */
  readonly module: ModuleUnit;
  readonly bound: BoundTypes | undefined;
  readonly values: Values;
}

/** What the parameters of a type stand for, by their names. */
export interface BoundTypes {
  readonly key: string;
  readonly types: ReadonlyMap<string, BoundType>;
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
  /** Where it was made, when that makes a difference. */
  readonly site: Site | undefined;
  /** What the parameters of its class stand for, when its type says so. */
  readonly bound: BoundTypes | undefined;
  /** Of an abstract class, the file that names it as a type. */
  readonly from: ModuleUnit | undefined;
}

/** What an object literal makes. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly key: string;
  readonly node: TSESTree.ObjectExpression;
  readonly env: Env;
}

/** The expression that made a list, and the instance of a class of the program that it is. */
export interface ListOrigin {
  readonly node: Node;
  readonly env: Env;
  readonly self?: InstanceValue;
}

/** An array, a map or a set of the language. */
export interface ListValue {
  readonly kind: 'list';
  readonly key: string;
  readonly weight: number;
  readonly elements: readonly Values[];
  /** What any further element can be. */
  readonly rest: Values;
  readonly shape: 'array' | 'map' | 'set' | 'record';
  /** The expression that made it, by which what is put in later is found; absent when many made it, or only its type is known. */
  readonly origin: ListOrigin | undefined;
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

/** Something of which only the written type is known: an interface, the literal of an object type, a mapped type, or a `Record`. */
export interface ShapeValue {
  readonly kind: 'shape';
  readonly key: string;
  readonly node:
    TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeLiteral | TSESTree.TSMappedType | TSESTree.TSTypeReference;
  readonly module: ModuleUnit;
  readonly bound: BoundTypes | undefined;
  /** The file that names the type: what stands behind an interface is sought in what this file reaches, too. */
  readonly from: ModuleUnit;
}

/** A text, a number, or another plain value. */
export interface LiteralValue {
  readonly kind: 'literal';
  readonly key: string;
  readonly value: string | number | boolean | bigint | null | undefined;
}

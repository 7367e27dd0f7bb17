/**
 * What one function does by itself in one environment: the engine calls, the effects, and the functions it runs, each with the
 * node where it stands. `collect-facts.ts` finds them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiSpec } from '../knowledge/vocabulary/apis.ts';
import type { CallbackTiming, Effect, EffectSpec } from '../knowledge/vocabulary/effects.ts';
import type { Role } from '../knowledge/vocabulary/roles.ts';
import type { Fate } from './fate.ts';
import type { Places } from './place-questions.ts';
import type { Arguments } from './arguments.ts';
import { print, type Name } from './names.ts';
import type { InvocationNode, Node } from './nodes.ts';
import type { Setter } from './state-changes.ts';
import type { Part } from './parts.ts';
import type { FunctionUnit } from './units.ts';
import type { Env, RegisteredValue, Value, Values } from './values.ts';

/** All have the `places` in which the code can be, when it asks the engine where it is; absent: anywhere. */
export interface EffectFact {
  readonly kind: 'effect';
  readonly effect: Effect;
  /** What has the effect: `global#Date.now`. */
  readonly name: Name;
  /** The row; absent for effects that no table row names (module state, iteration). */
  readonly spec: EffectSpec | undefined;
  readonly node: Node;
  /** How the thing is used at `node`; `passed`: handed to another function that calls it. */
  readonly use: 'call' | 'new' | 'read' | 'passed';
  /** What becomes of the value, for effects that are nothing but a value; `used` for effects on the world. */
  readonly fate: Fate;
  /** Where it lies in what the function gives back, when that is its fate. */
  readonly part: Part;
  /** What is called may be something else, too. */
  readonly unsure?: true;
  /** Of state of a module: what changes it, if anybody calls it; absent: it certainly changes. */
  readonly setters?: readonly Setter[];
  /** Of state that functions share: the function around them, each call of which makes a new one. */
  readonly home?: FunctionUnit;
  readonly places?: Places;
}

/** An engine call, or the reading of a property of the engine. */
export interface ApiFact {
  readonly kind: 'api';
  readonly name: Name;
  readonly spec: ApiSpec;
  /** The call; for a property, where it is read: `source.client`, or `client` of `const { client } = source`. */
  readonly node: InvocationNode | TSESTree.MemberExpression | TSESTree.Property;
  /** The durable functions that the call refers to: of `startWorkflow(place)(order)`, `place`. */
  readonly refers: Values;
  readonly args: Arguments;
  /** What is called at `node` is another function, which calls this one: the arguments there are not its own. */
  readonly passed?: true;
  readonly places?: Places;
}

/** A registered function is called. */
export interface DurableFact {
  readonly kind: 'durable';
  readonly role: Role;
  readonly value: RegisteredValue;
  readonly spec: ApiSpec | undefined;
  readonly node: Node;
  /** As of an `ApiFact`: `ids.map(place)`. */
  readonly passed?: true;
  readonly places?: Places;
}

/** One thing that a function does by itself. */
export type Fact = EffectFact | ApiFact | DurableFact;

/** Code of the program runs from here, in the same role. */
export interface CallEdge {
  readonly kind: 'call';
  readonly node: Node;
  readonly target: Env;
  readonly timing: CallbackTiming;
  /** The API that runs it, when it was handed over as a callback. */
  readonly by: Name | undefined;
  /** The function is not what is called at the node, but was handed to it. */
  readonly isHandedOver?: true;
  /** Nothing is known of the one that it was handed to: that it runs, and runs now, is an assumption. */
  readonly assumed?: true;
  readonly places?: Places;
}

/** A function gets a role here. */
export interface RoleEdge {
  readonly kind: 'role';
  readonly node: Node;
  readonly role: Role;
  readonly target: Value;
  /** `runs`: during the call, inside the caller's workflow; `registers`: whenever the engine says; `handles`: from outside. */
  readonly how: 'runs' | 'registers' | 'handles';
  readonly by: Name | undefined;
  /** What the target gives is taken as it is, a promise too. */
  readonly isUnawaited?: true;
}

/** Where a function runs other code, or gives it a role. */
export type Edge = CallEdge | RoleEdge;

/** What a function does by itself. */
export interface Facts {
  readonly facts: readonly Fact[];
  readonly edges: readonly Edge[];
  /** Calls of which nothing is known. */
  readonly unknown: readonly Node[];
}

const READINGS: ReadonlySet<Effect> = new Set([
  'clock',
  'random',
  'id',
  'process',
  'environment',
  'host',
  'module-state',
]);

/** Whether the effect is nothing but the value it gives: where that value goes decides whether it matters. */
export function isReading(effect: Effect): boolean {
  return READINGS.has(effect);
}

/** One word for what a fact is, equal for facts that one sentence describes. */
export function factKey(fact: Fact): string {
  switch (fact.kind) {
    case 'effect':
      return `effect:${fact.effect}${fact.fate === 'logged' || fact.fate === 'deadline' ? `:${fact.fate}` : ''}`;
    case 'api':
      return `api:${print(fact.name)}`;
    case 'durable':
      return `durable:${fact.role}`;
  }
}

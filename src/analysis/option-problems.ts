/** What is found wrong with options, as data. `option-checks.ts` finds it, rules speak of it. */
import type { TSESTree } from '@typescript-eslint/types';

import type { OptionTopic, Outcome } from '../knowledge/facts/options.ts';
import type { QualifiedName } from '../knowledge/vocabulary/names.ts';
import type { Node } from './nodes.ts';
import type { Version } from './option-versions.ts';
import type { ObjectSetting } from './settings.ts';

/** What the checks need to know of the call and of the file. */
export interface OptionSite {
  /** How a person writes what is called: `DBOS.runStep`. */
  readonly call: string;
  /** Undefined: the newest. */
  readonly version: Version | undefined;
  readonly isTimeZone: (name: string) => boolean;
  /** Whether the call may run in the callback of such a call. */
  mayRunInside(name: QualifiedName): boolean;
  textOf(node: Node): string;
}

/** Something wrong with an option. */
export interface OptionProblem {
  readonly topic: OptionTopic;
  readonly kind: 'value' | 'missing' | 'wrong-key' | 'relation' | 'repeated';
  /** The option with dots (`enqueueOptions.priority`); empty for an argument itself. */
  readonly key: string;
  readonly node: Node;
  readonly outcome: Outcome;
  /** It is legal, and may be meant: only for those who asked for guesses. */
  readonly isGuess: boolean;
  /** A sentence without its full stop. */
  readonly says: string;
  /** The object literal in which it is, when that stands in the file. */
  readonly object: TSESTree.ObjectExpression | undefined;
  readonly hints: readonly OptionHint[];
  /** The arguments of the call are in the wrong order. */
  readonly isOrder?: true;
}

/** How it could be put right. */
export type OptionHint = { readonly safety: 'fix' | 'suggest' } & (
  | { readonly kind: 'rename'; readonly property: TSESTree.Property; readonly to: string; readonly code?: string }
  /** Into the object under the key `into` of the same object, which is made when it is not there. */
  | {
      readonly kind: 'move';
      readonly properties: readonly MovedProperty[];
      readonly object: TSESTree.ObjectExpression;
      readonly into: string;
    }
  /** The keys of the object that is its value belong beside it. */
  | { readonly kind: 'lift'; readonly property: TSESTree.Property }
  | { readonly kind: 'remove'; readonly properties: readonly TSESTree.Property[]; readonly keys: readonly string[] }
  | { readonly kind: 'add'; readonly object: TSESTree.ObjectExpression; readonly key: string; readonly code: string }
  /** `$1` is the value as written. */
  | { readonly kind: 'value'; readonly node: Node; readonly code: string }
);

/** A property that belongs into another object. */
export interface MovedProperty {
  readonly property: TSESTree.Property;
  /** Its key in the new place. */
  readonly key: string;
}

/** A table's words begin with a capital or with code when they are a whole sentence. */
export function sentence(says: string, subject: string): string {
  return /^[A-Z`]/u.test(says) ? says : `${subject} ${says}`;
}

/** Where a check stands: the option, and the object that holds it. */
export interface Spot {
  readonly path: string;
  readonly topic: OptionTopic;
  readonly holder: ObjectSetting | undefined;
}

/** A path without the number of the list's element it begins with. */
export function shown(path: string): string {
  return path.replace(/^\[\d+\]\.?/u, '');
}

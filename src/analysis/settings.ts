/** Values of options as they were read, and what can be said of each by itself. */
import type { TSESTree } from '@typescript-eslint/types';

import type { LiteralType } from '../knowledge/facts/options.ts';
import type { Node } from './nodes.ts';
import type { LiteralValue } from './values.ts';

/** Where the value of an option stands. */
export interface Place {
  /** Where to report: the expression, or for one of another file the nearest expression of this file. */
  readonly node: Node;
  /** `node` is the expression itself, so it can be changed. */
  readonly isHere: boolean;
}

/** The value of an option, as far as it is known. */
export type Setting = UnknownSetting | LiteralSetting | OpaqueSetting | ObjectSetting | ListSetting;

/** Nothing is known of it. */
export interface UnknownSetting extends Place {
  readonly kind: 'unknown';
  /** What it is in some runs: the branches of a condition, the default value of a parameter. */
  readonly alternatives?: readonly Setting[];
}
/** It certainly is this value. */
export interface LiteralSetting extends Place {
  readonly kind: 'literal';
  readonly value: LiteralValue['value'];
}
/** Only its type is known. */
export interface OpaqueSetting extends Place {
  readonly kind: 'opaque';
  readonly type: LiteralType;
}
/** It is an object, of which these keys are known. */
export interface ObjectSetting extends Place {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, OptionEntry>;
  /** There are no keys besides `entries`. */
  readonly isWhole: boolean;
  /** The literal, when it stands in this file. */
  readonly literal: TSESTree.ObjectExpression | undefined;
  /** Where it is used, when it is written down elsewhere. */
  readonly use?: Place;
}
/** It is a list, of which these elements are known. */
export interface ListSetting extends Place {
  readonly kind: 'list';
  readonly elements: readonly Setting[];
  readonly isWhole: boolean;
}

/** A key of an options object, and its value. */
export interface OptionEntry {
  readonly key: string;
  readonly value: Setting;
  /** The property that says so, when it stands in this file. */
  readonly property: TSESTree.Property | undefined;
  /** The key is there whatever happens, and with this value. */
  readonly isCertain: boolean;
}

/** The keys of an object while it is read from left to right. */
export class Entries {
  readonly entries = new Map<string, OptionEntry>();
  isWhole = true;

  set(entry: OptionEntry): void {
    const known = this.entries.get(entry.key);
    // Perhaps the one, perhaps the other: the key is there as surely as before.
    const either = known && { ...known, value: { kind: 'unknown', node: known.value.node, isHere: false } as const };
    this.entries.set(entry.key, either && !entry.isCertain ? either : entry);
  }

  /** Something unknown may add keys, and may write over those that are there. */
  blur(): void {
    this.isWhole = false;
    for (const [key, entry] of this.entries) this.entries.set(key, { ...entry, isCertain: false });
  }
}

/** The type of a value, as far as it is known. */
export function typeOfSetting(setting: Setting): LiteralType | undefined {
  switch (setting.kind) {
    case 'unknown':
      return undefined;
    case 'object':
      return 'object';
    case 'list':
      return 'array';
    case 'opaque':
      return setting.type;
    case 'literal':
      return setting.value === null ? 'null' : TYPES.find((type) => type === typeof setting.value);
  }
}

/** The text that a setting certainly is. */
export function textOfSetting(setting: Setting | undefined): string | undefined {
  return setting?.kind === 'literal' && typeof setting.value === 'string' ? setting.value : undefined;
}

/** `undefined` is as good as no value. */
export function isNothing(setting: Setting): boolean {
  return setting.kind === 'literal' && typeOfSetting(setting) === 'undefined';
}

const TYPES: readonly LiteralType[] = ['string', 'number', 'boolean', 'undefined'];

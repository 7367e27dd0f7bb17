/** Combinations of options that do not go together, or of which one needs another. */
import type { TSESTree } from '@typescript-eslint/types';

import type { OptionRelation, OptionTopic } from '../knowledge/facts/options.ts';
import { sentence, type OptionHint, type OptionProblem, type OptionSite } from './option-problems.ts';
import { isNothing, type ObjectSetting, type OptionEntry } from './settings.ts';

interface Around {
  readonly topic: OptionTopic;
  /** The path of the object. */
  readonly prefix: string;
  readonly site: OptionSite;
  /** Keys that other keys of the object are meant to be: of `queue: 'mail'`, `queueName`. */
  readonly meant: ReadonlySet<string>;
}

/** Whether a key is in an object: perhaps, when a condition or something unknown decides. */
type Presence =
  | { readonly is: 'there' | 'perhaps'; readonly entry: OptionEntry; readonly holder: ObjectSetting }
  | { readonly is: 'absent' | 'unknown' };

const UNKNOWN: Presence = { is: 'unknown' };

/** The relations between options that what is written certainly breaks. */
export function* brokenRelations(
  relations: readonly OptionRelation[],
  object: ObjectSetting,
  around: Around,
): Iterable<OptionProblem> {
  const told = new Set<string>();
  for (const relation of relations) {
    // What one key lacks is told once.
    const broken = brokenKeys(relation, object, around)?.filter((key) => !told.has(key));
    if (!broken || broken.length === 0) continue;
    for (const key of broken) told.add(key);
    yield problemOf(relation, object, broken, around);
  }
}

/** The keys that break the relation; those of `some-of` are not there. Undefined: none does, or it is not certain. */
function brokenKeys(
  relation: OptionRelation,
  object: ObjectSetting,
  { site, meant }: Around,
): readonly string[] | undefined {
  switch (relation.kind) {
    case 'some-of':
      return relation.keys.every((key) => find(object, key).is === 'absent') ? relation.keys : undefined;
    case 'excludes': {
      const [first = '', ...others] = relation.keys;
      const one = find(object, first);
      if (!isWritten(one) || (relation.when !== undefined && !hasValue(one.entry, relation.when))) return undefined;
      const both = others.some((key) => {
        const other = find(object, key);
        return isWritten(other) && (one.is === 'there' || other.is === 'there');
      });
      return both ? [first] : undefined;
    }
    case 'at-most': {
      const number = numberAt(object, relation.key);
      const isOver = relation.bounds.some((bound) => number > numberAt(object, bound));
      return isOver ? [relation.key] : undefined;
    }
    case 'needs': {
      // Of one that is misspelt, or stands on the level of what needs it, that is what is told.
      if (meant.has(relation.other) || !isUnmet(find(object, relation.other), relation.equals)) return undefined;
      if (relation.ambient !== undefined && site.mayRunInside(relation.ambient)) return undefined;
      const keys = relation.keys.filter((key) => {
        const found = find(object, key);
        const beside = besideOf(key, relation.other);
        if (beside !== relation.other && isWritten(find(object, beside))) return false;
        return isWritten(found) && (relation.when === undefined || hasValue(found.entry, relation.when));
      });
      return keys.length > 0 ? keys : undefined;
    }
  }
}

/** `enqueueOptions.queueName` for `enqueueOptions.priority` and `queueName`. */
function besideOf(key: string, other: string): string {
  return key.slice(0, key.lastIndexOf('.') + 1) + other;
}

function isUnmet(other: Presence, equals: string | boolean | undefined): boolean {
  if (other.is === 'absent') return true;
  if (equals === undefined || other.is !== 'there') return false;
  const { value } = other.entry;
  return value.kind === 'literal' && value.value !== equals;
}

function isWritten(presence: Presence): presence is Extract<Presence, { readonly entry: OptionEntry }> {
  return presence.is === 'there' || presence.is === 'perhaps';
}

function hasValue({ value }: OptionEntry, wanted: string | boolean): boolean {
  return value.kind === 'literal' && value.value === wanted;
}

/** The number under a key that is certain; otherwise one that no comparison holds for. */
function numberAt(object: ObjectSetting, key: string): number {
  const found = find(object, key);
  if (found.is !== 'there' || found.entry.value.kind !== 'literal') return NaN;
  const { value } = found.entry.value;
  return typeof value === 'number' ? value : NaN;
}

function find(object: ObjectSetting, dotted: string): Presence {
  const [key = '', ...rest] = dotted.split('.');
  const entry = object.entries.get(key);
  if (!entry) return { is: object.isWhole ? 'absent' : 'unknown' };
  if (isNothing(entry.value)) return entry.isCertain ? { is: 'absent' } : UNKNOWN;
  if (rest.length === 0) return { is: entry.isCertain ? 'there' : 'perhaps', entry, holder: object };
  if (entry.value.kind !== 'object') return UNKNOWN;
  const inner = find(entry.value, rest.join('.'));
  if (entry.isCertain) return inner;
  return isWritten(inner) ? { ...inner, is: 'perhaps' } : UNKNOWN;
}

function problemOf(
  relation: OptionRelation,
  object: ObjectSetting,
  keys: readonly string[],
  { topic, prefix, site }: Around,
): OptionProblem {
  const written = keys.map((key) => find(object, key)).filter(isWritten);
  const own = written.find(({ entry, holder }) => entry.property && entry.property.parent === holder.literal);
  const named = keys.map((key) => (prefix === '' ? key : `${prefix}.${key}`));
  return {
    kind: 'relation',
    topic: relation.topic ?? topic,
    key: named[0] ?? '',
    node: own?.entry.property?.key ?? object.node,
    outcome: relation.outcome,
    isGuess: relation.strict === true,
    says: words(relation, named, site),
    object: object.literal,
    hints: [...additions(relation, object), ...removals(relation, keys, written, object)],
  };
}

function words(relation: OptionRelation, keys: readonly string[], { call }: OptionSite): string {
  const subject = keys[0] ?? call;
  if (keys.length < 2 || relation.kind !== 'needs') return sentence(relation.says, `\`${subject}\``);
  const each = keys.map((key) => `\`${key}\``).join(', ');
  return /^[A-Z`]/u.test(relation.says) ? relation.says : `Each of ${each} ${relation.says}`;
}

/** The key that is needed, or the value that it must have. */
function additions(relation: OptionRelation, object: ObjectSetting): readonly OptionHint[] {
  if (relation.kind !== 'needs' || relation.add === undefined || relation.other.includes('.')) return [];
  const entry = object.entries.get(relation.other);
  if (entry && !isNothing(entry.value)) {
    const { node, isHere } = entry.value;
    return isHere ? [{ kind: 'value', node, code: relation.add, safety: 'suggest' }] : [];
  }
  if (entry || !object.literal) return [];
  return [{ kind: 'add', object: object.literal, key: relation.other, code: relation.add, safety: 'suggest' }];
}

/** Options without an effect, and the first of two that exclude each other, can go. */
function removals(
  relation: OptionRelation,
  keys: readonly string[],
  written: readonly { readonly entry: OptionEntry }[],
  object: ObjectSetting,
): readonly OptionHint[] {
  if (relation.kind === 'at-most' || relation.kind === 'some-of') return [];
  if (relation.kind === 'needs' && relation.outcome !== 'silent') return [];
  // A property of a spread object may serve other calls, which have what is missing here.
  const properties = written.flatMap(({ entry: { property } }): readonly TSESTree.Property[] =>
    property && property.parent === object.literal ? [property] : [],
  );
  return properties.length === keys.length ? [{ kind: 'remove', properties, keys, safety: 'suggest' }] : [];
}

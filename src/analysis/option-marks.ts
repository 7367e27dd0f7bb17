/**
 * Options by what they are to a rule, wherever a call has them: the name of the queue, the timeout of a workflow. Finds them by the
 * marks of the tables, in an argument or at any depth of an options object.
 */
import type { OptionMark, OptionSpec } from '../knowledge/facts/options.ts';
import { isNothing, type ObjectSetting, type OptionEntry, type Setting } from './settings.ts';

/** A place for an option, and what is written there. */
export interface MarkedOption {
  /** The key with dots; empty when it is an argument itself. */
  readonly key: string;
  /** Position of the argument in which it is. */
  readonly argument: number;
  /** The value; undefined: nothing is written, or it is not known what. */
  readonly value: Setting | undefined;
  readonly entry: OptionEntry | undefined;
  /** `absent`: certainly not there. `unknown`: something that is not known may have it. */
  readonly presence: 'there' | 'perhaps' | 'absent' | 'unknown';
  /** The innermost object of those that lead to it. */
  readonly holder: ObjectSetting | undefined;
}

export function markedOptions(
  specs: Readonly<Record<number, OptionSpec>>,
  mark: OptionMark,
  settingAt: (position: number) => Setting | 'unknown' | undefined,
): readonly MarkedOption[] {
  return Object.entries(specs).flatMap(([position, spec]) => {
    const argument = Number(position);
    if (!mentions(spec, mark)) return [];
    const setting = settingAt(argument);
    const presence = setting === undefined ? 'absent' : setting === 'unknown' ? 'unknown' : 'there';
    const value = typeof setting === 'object' ? setting : undefined;
    return [...inSpec(spec, mark, { key: '', argument, value, entry: undefined, presence, holder: undefined })];
  });
}

/** Every mark that the places of a call have. */
export function marksOf(specs: Readonly<Record<number, OptionSpec>>): ReadonlySet<OptionMark> {
  const marks = new Set<OptionMark>();
  const open = Object.values(specs);
  for (let spec = open.pop(); spec; spec = open.pop()) {
    if (spec.mark) marks.add(spec.mark);
    if (spec.each) open.push(spec.each);
    open.push(...Object.values(spec.shape?.keys ?? {}));
  }
  return marks;
}

function mentions(spec: OptionSpec, mark: OptionMark): boolean {
  if (spec.mark === mark || (spec.each && mentions(spec.each, mark))) return true;
  return Object.values(spec.shape?.keys ?? {}).some((inner) => mentions(inner, mark));
}

function* inSpec(spec: OptionSpec, mark: OptionMark, at: MarkedOption): Iterable<MarkedOption> {
  if (spec.mark === mark) yield at;
  if (spec.each && at.value?.kind === 'list') {
    for (const value of at.value.elements) yield* inSpec(spec.each, mark, { ...at, value, holder: undefined });
  }
  for (const [key, inner] of Object.entries(spec.shape?.keys ?? {})) {
    if (mentions(inner, mark)) yield* inSpec(inner, mark, below(at, key));
  }
}

function below(at: MarkedOption, key: string): MarkedOption {
  const path = at.key === '' ? key : `${at.key}.${key}`;
  const common = { argument: at.argument, key: path };
  if (at.value?.kind !== 'object') {
    const presence = at.presence === 'absent' ? 'absent' : 'unknown';
    return { ...common, value: undefined, entry: undefined, presence, holder: at.holder };
  }
  const holder = at.value;
  const entry = holder.entries.get(key);
  if (!entry) {
    const presence = !holder.isWhole ? 'unknown' : 'absent';
    return { ...common, value: undefined, entry, presence, holder };
  }
  if (isNothing(entry.value))
    return { ...common, value: undefined, entry, presence: entry.isCertain ? 'absent' : 'unknown', holder };
  const presence = entry.isCertain && at.presence === 'there' ? 'there' : 'perhaps';
  return { ...common, value: entry.value, entry, presence, holder };
}

/**
 * Options by what they are to a rule, wherever a call has them: the name of the queue, the timeout of a workflow. Finds them by the
 * marks of the tables, in an argument or at any depth of an options object.
 */
import type { OptionMark, OptionSpec } from '../knowledge/facts/options.ts';
import { isNothing, textOfSetting, type ObjectSetting, type OptionEntry, type Setting } from './settings.ts';

/** A place for an option, and what is written there. */
export interface MarkedOption {
  /** The key with dots; empty when it is an argument itself. */
  readonly key: string;
  /** Position of the argument in which it is. */
  readonly argument: number;
  /** The value; undefined: nothing is written, or it is not known what. */
  readonly value: Setting | undefined;
  /** The text that certainly is written there. */
  readonly text: string | undefined;
  readonly entry: OptionEntry | undefined;
  /** `absent`: certainly not there. `unknown`: something that is not known may have it. */
  readonly presence: 'there' | 'perhaps' | 'absent' | 'unknown';
  /** The innermost object of those that lead to it. */
  readonly holder: ObjectSetting | undefined;
}

type OptionPlace = Omit<MarkedOption, 'text'>;

/** The way to a place for an option: an argument, and the keys of objects in it or, of a list, each element. */
export interface OptionRoute {
  readonly argument: number;
  readonly steps: readonly (string | typeof EACH)[];
}

const EACH = Symbol('each element');

/** The ways to the options of a kind that a call has places for. */
export function routesTo(specs: Readonly<Record<number, OptionSpec>>, mark: OptionMark): readonly OptionRoute[] {
  return Object.entries(specs).flatMap(([position, spec]) =>
    [...stepsTo(spec, mark)].map((steps) => ({ argument: Number(position), steps })),
  );
}

function* stepsTo(spec: OptionSpec, mark: OptionMark): Iterable<OptionRoute['steps']> {
  if (spec.mark === mark) yield [];
  if (spec.each) for (const steps of stepsTo(spec.each, mark)) yield [EACH, ...steps];
  for (const [key, inner] of Object.entries(spec.shape?.keys ?? {}))
    for (const steps of stepsTo(inner, mark)) yield [key, ...steps];
}

/**
 * What stands at the places that the routes lead to, one entry for each place.
 *
 * @param settingAt what is written as an argument; undefined: nothing
 */
export function markedOptions(
  routes: readonly OptionRoute[],
  settingAt: (position: number) => Setting | 'unknown' | undefined,
): readonly MarkedOption[] {
  return routes.flatMap(({ argument, steps }) => {
    const setting = settingAt(argument);
    const presence = setting === undefined ? 'absent' : setting === 'unknown' ? 'unknown' : 'there';
    const value = typeof setting === 'object' ? setting : undefined;
    let places: readonly OptionPlace[] = [{ key: '', argument, value, entry: undefined, presence, holder: undefined }];
    for (const step of steps) places = step === EACH ? places.flatMap(elementsOf) : places.map((at) => below(at, step));
    return places.map((place) => ({ ...place, text: textOfSetting(place.value) }));
  });
}

function elementsOf(at: OptionPlace): readonly OptionPlace[] {
  if (at.value?.kind !== 'list') return [];
  return at.value.elements.map((value) => ({ ...at, value, holder: undefined }));
}

function below(at: OptionPlace, step: string): OptionPlace {
  const { argument } = at;
  const key = at.key === '' ? step : `${at.key}.${step}`;
  const nothing = (presence: MarkedOption['presence'], holder = at.holder, entry?: OptionEntry): OptionPlace => ({
    key,
    argument,
    value: undefined,
    entry,
    presence,
    holder,
  });
  if (at.value?.kind !== 'object') return nothing(at.presence === 'absent' ? 'absent' : 'unknown');
  const holder = at.value;
  const entry = holder.entries.get(step);
  if (!entry) return nothing(holder.isWhole ? 'absent' : 'unknown', holder);
  const { value, isCertain } = entry;
  if (isNothing(value)) return nothing(isCertain ? 'absent' : 'unknown', holder, entry);
  return { key, argument, value, entry, presence: isCertain && at.presence === 'there' ? 'there' : 'perhaps', holder };
}

/**
 * Holds options against the tables: values, keys that are missing, misplaced or misspelt, and combinations. Says nothing of what
 * is not known: a spread of something unknown can hold any key that is missing, but does not excuse a wrong value beside it.
 */
import type { OptionShape, OptionSpec, ValueCheck } from '../knowledge/facts/options.ts';
import { cronFault } from './cron.ts';
import { staticKey, type Node } from './nodes.ts';
import { isInline, wrongKey, wrongKeyOf } from './option-keys.ts';
import { sentence, shown, type OptionHint, type OptionProblem, type OptionSite, type Spot } from './option-problems.ts';
import { brokenRelations } from './option-relations.ts';
import { holds } from './option-tests.ts';
import { isThere } from './option-versions.ts';
import { isNothing, type ListSetting, type ObjectSetting, type Setting } from './settings.ts';

/** What is wrong with what is written for an argument. */
export function checkArgument(spec: OptionSpec, setting: Setting, site: OptionSite): readonly OptionProblem[] {
  return [...checkSetting(spec, setting, { path: '', topic: spec.topic ?? 'config', holder: undefined }, site)];
}

/** Undefined: it need not be there. */
export function checkMissingArgument(spec: OptionSpec, call: Node, site: OptionSite): OptionProblem | undefined {
  if (spec.required === undefined) return undefined;
  const says = spec.missing ?? `The options of \`${site.call}\` are missing`;
  const common = { topic: spec.topic ?? 'config', key: '', object: undefined, hints: [], isGuess: false } as const;
  return { kind: 'missing', node: call, outcome: spec.required, says, ...common };
}

function* checkSetting(spec: OptionSpec, setting: Setting, spot: Spot, site: OptionSite): Iterable<OptionProblem> {
  const failed = spec.checks?.find(
    (check) =>
      isThere({ since: check.since }, site.version) &&
      check.fails.every((test) => holds(test, setting, site.isTimeZone)),
  );
  if (failed) yield valueProblem(failed, setting, spot, site);
  if (setting.kind === 'object' && spec.shape) yield* checkObject(spec.shape, setting, spot, site);
  if (setting.kind === 'unknown')
    for (const alternative of setting.alternatives ?? [])
      if (!isOff(alternative)) yield* checkSetting(ofOneOfSeveral(spec), alternative, spot, site);
  if (setting.kind !== 'list' || !spec.each) return;
  for (const [index, element] of setting.elements.entries()) {
    yield* checkSetting(spec.each, element, { ...spot, path: `${spot.path}[${String(index)}]` }, site);
  }
  if (spec.distinct !== undefined) yield* repeated(setting, spec.distinct, spot);
}

/** What is asked of a value that the option has in some runs only. */
function ofOneOfSeveral(spec: OptionSpec): OptionSpec {
  return { ...spec, checks: (spec.checks ?? []).filter((check) => check.always !== true) };
}

/** Of several values, one that is nothing is what turns the option off: `isDelayed ? 60 : 0`. */
function isOff(setting: Setting): boolean {
  return setting.kind === 'literal' && !setting.value;
}

function valueProblem(check: ValueCheck, setting: Setting, spot: Spot, site: OptionSite): OptionProblem {
  const isCron = check.fails.some((test) => test.is === 'not-cron');
  const fault = isCron && setting.kind === 'literal' ? cronFault(String(setting.value)) : undefined;
  const says = fault === undefined ? check.says : `${check.says}: it ${fault}`;
  // An object where none belongs: not its keys are wrong, but that it is used here.
  const isOfType = check.fails.some((test) => test.is === 'of-type' || test.is === 'not-of-type');
  const { node, isHere } = (isOfType && setting.kind === 'object' && setting.use) || setting;
  return {
    kind: 'value',
    topic: spot.topic,
    key: shown(spot.path),
    node,
    outcome: check.outcome,
    isGuess: check.strict === true,
    says: sentence(says, subjectOf(says, setting, spot, site)),
    object: spot.holder?.literal,
    hints: isHere ? hintsOf(check, node) : [],
    ...(check.order && { isOrder: true }),
  };
}

function hintsOf({ instead, removes, ...check }: ValueCheck, node: Node): readonly OptionHint[] {
  const safety = check.safety ?? 'suggest';
  if (instead !== undefined) return [{ kind: 'value', node, code: instead, safety }];
  const { parent } = node;
  const key = parent?.type === 'Property' && parent.value === node ? staticKey(parent.key, parent.computed) : undefined;
  if (removes !== true || parent?.type !== 'Property' || key === undefined) return [];
  return [{ kind: 'remove', properties: [parent], keys: [key], safety: isInline(parent) ? safety : 'suggest' }];
}

/** What a sentence speaks of: the option; the call, where it goes on with `of 0`; else the value of the argument. */
function subjectOf(says: string, setting: Setting, { path }: Spot, site: OptionSite): string {
  const name = shown(path);
  if (name !== '') return `\`${name}\``;
  if (says.startsWith('of ')) return `\`${site.call}\``;
  const text = site.textOf(setting.node);
  return text.length > 30 || !setting.isHere ? `The argument of \`${site.call}\`` : `The argument \`${text}\``;
}

function* checkObject(
  shape: OptionShape,
  object: ObjectSetting,
  spot: Spot,
  site: OptionSite,
): Iterable<OptionProblem> {
  const inner = (key: string, spec: OptionSpec | undefined): Spot => ({
    path: spot.path === '' ? key : `${spot.path}.${key}`,
    topic: spec?.topic ?? spot.topic,
    holder: object,
  });
  // What is there under a wrong name is not missing.
  const isMeant = (key: string): boolean =>
    [...object.entries.keys()].some((written) => wrongKeyOf(shape, written, site)?.meant === key);
  for (const [key, spec] of Object.entries(shape.keys)) {
    if (!isThere(spec, site.version)) continue;
    const entry = object.entries.get(key);
    if (entry && !isNothing(entry.value)) yield* checkSetting(spec, entry.value, inner(key, spec), site);
    else if (spec.required !== undefined && object.isWhole && (entry?.isCertain ?? true) && !isMeant(key)) {
      if (spec.unless !== undefined && object.entries.has(spec.unless)) continue;
      const spotOfKey = inner(key, spec);
      const says = `\`${shown(spotOfKey.path)}\` is missing`;
      const { topic } = spotOfKey;
      const key_ = shown(spotOfKey.path);
      yield {
        ...{ kind: 'missing', topic, key: key_, node: object.node, outcome: spec.required, isGuess: false, says },
        ...{ object: object.literal, hints: [] },
      };
    }
  }
  const meant = new Set<string>();
  for (const entry of object.entries.values()) {
    if (Object.hasOwn(shape.keys, entry.key)) continue;
    const problem = wrongKey(shape, object, entry, inner(entry.key, undefined), site);
    if (problem) yield problem;
    const key = wrongKeyOf(shape, entry.key, site)?.meant;
    if (problem && key !== undefined) meant.add(key);
  }
  const around = { topic: spot.topic, prefix: shown(spot.path), site, meant };
  yield* brokenRelations(shape.relations ?? [], object, around);
}

function* repeated(list: ListSetting, key: string, spot: Spot): Iterable<OptionProblem> {
  const seen = new Set<string>();
  for (const element of list.elements) {
    const entry = element.kind === 'object' ? element.entries.get(key) : undefined;
    if (entry?.value.kind !== 'literal' || !entry.isCertain || typeof entry.value.value !== 'string') continue;
    const { value, node } = entry.value;
    if (seen.has(value)) {
      const says = `Another element has the \`${key}\` \`'${value}'\` too: only the last of them is kept`;
      const common = { key, outcome: 'silent', isGuess: false, object: undefined, hints: [] } as const;
      yield { kind: 'repeated', topic: spot.topic, node, says, ...common };
    }
    seen.add(value);
  }
}

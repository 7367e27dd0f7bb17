/**
 * Scores findings against labels. Pure: knows nothing of disks, ESLint or the plugin. What it leaves out: columns and messages;
 * a label speaks of a line and of the rules that answer for its hint.
 */
import { appliesTo, type Coverage, type Label } from './labels.ts';
import { type Addendum, rulesFor } from './rule-map.ts';

/** A rule reports a line. */
export interface Finding {
  readonly repo: string;
  readonly file: string;
  /** One-based. */
  readonly line: number;
  /** Without the plugin's prefix. */
  readonly rule: string;
}

export interface ScoreInput {
  /** Labels of the repositories that were linted, drifted ones removed. */
  readonly labels: readonly Label[];
  readonly coverage: ReadonlyMap<string, Coverage>;
  readonly addenda: readonly Addendum[];
  readonly findings: readonly Finding[];
  /** Rules the plugin has. */
  readonly existingRules: ReadonlySet<string>;
  /** Rules that the config of this run turns on. */
  readonly enabledRules: ReadonlySet<string>;
  /** SDK major that a repository's code is judged by; undefined when unknown. */
  readonly sdkMajor: (repo: string) => number | undefined;
}

/** What became of a positive. Only hits and misses count. */
export type PositiveState =
  | 'hit'
  | 'missed'
  /** None of the rules that answer for it exists in the plugin. */
  | 'no-rule'
  /** A rule exists, but this config leaves it off. */
  | 'not-enabled'
  /** Speaks of an SDK version that the repository does not use. */
  | 'not-applicable';

export interface JudgedPositive {
  readonly label: Label;
  readonly state: PositiveState;
}

/** What a finding is worth. Only right ones and false alarms count. */
export type Verdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'debatable' }
  | { readonly kind: 'false-alarm'; readonly reason: string }
  /** A rule that does not answer for the hint reports a line that is labelled with something to report. */
  | { readonly kind: 'other-rule'; readonly reason: string }
  /** Nobody has looked at this line. */
  | { readonly kind: 'unjudged' };

export interface JudgedFinding {
  readonly finding: Finding;
  readonly verdict: Verdict;
}

export interface Ratio {
  readonly part: number;
  readonly whole: number;
}

export interface Score {
  readonly positives: readonly JudgedPositive[];
  readonly findings: readonly JudgedFinding[];
  /** Hits of hits and misses. */
  readonly recall: Ratio;
  /** Right findings of right ones and false alarms. */
  readonly precision: Ratio;
}

export const RECALL_GROUPS = ['scope', 'difficulty', 'category', 'rule_hint', 'impact', 'repo'] as const;
export type RecallGroup = (typeof RECALL_GROUPS)[number];

const place = (repo: string, file: string, line: number | string): string => `${repo} ${file}:${line}`;

/** `repo file:line rule`: a finding as one comparable, printable line. */
export function findingKey(finding: Finding): string {
  return `${place(finding.repo, finding.file, finding.line)} ${finding.rule}`;
}

/** `repo file:line hint`: a label as one comparable, printable line. */
export function labelKey(label: Label): string {
  return `${place(label.repo, label.file, label.line)} ${label.rule_hint}`;
}

/** Every place where a report counts as the report of the label. */
export function placesOf(label: Label): readonly string[] {
  return [
    ...[label.line, ...(label.altLines ?? [])].map((line) => place(label.repo, label.file, line)),
    ...(label.path ?? []).map((location) => `${label.repo} ${location}`),
  ];
}

/** A ratio as a number; 1 of an empty whole, since nothing was missed. */
export function valueOf(ratio: Ratio): number {
  return ratio.whole === 0 ? 1 : ratio.part / ratio.whole;
}

function group<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const members = groups.get(key);
      if (members) members.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [findingKey(finding), finding])).values()];
}

/** The same rule twice on one line counts once. */
export function score(input: ScoreInput): Score {
  const reports = distinct(input.findings);
  const rulesAt = group(reports, (finding) => [place(finding.repo, finding.file, finding.line)]);
  const positives = input.labels
    .filter((label) => label.label === 'positive')
    .map((label) => ({ label, state: stateOf(label, rulesAt, input) }));
  const findings = judge(reports, input);
  const hits = positives.filter(({ state }) => state === 'hit').length;
  const misses = positives.filter(({ state }) => state === 'missed').length;
  const right = findings.filter(({ verdict }) => verdict.kind === 'right').length;
  const wrong = findings.filter(({ verdict }) => verdict.kind === 'false-alarm').length;
  return {
    positives,
    findings,
    recall: { part: hits, whole: hits + misses },
    precision: { part: right, whole: right + wrong },
  };
}

function stateOf(
  label: Label,
  reportsAt: ReadonlyMap<string, readonly Finding[]>,
  { sdkMajor, existingRules, enabledRules }: ScoreInput,
): PositiveState {
  if (!appliesTo(label, sdkMajor(label.repo))) return 'not-applicable';
  const rules = rulesFor(label.rule_hint);
  const reported = placesOf(label).some((at) => reportsAt.get(at)?.some((finding) => rules.includes(finding.rule)));
  if (reported) return 'hit';
  if (!rules.some((rule) => existingRules.has(rule))) return 'no-rule';
  return rules.some((rule) => enabledRules.has(rule)) ? 'missed' : 'not-enabled';
}

function judge(findings: readonly Finding[], input: ScoreInput): readonly JudgedFinding[] {
  const labelsAt = group(input.labels, placesOf);
  const addendaAt = group(input.addenda, (row) => row.lines.map((line) => place(row.repo, row.file, line)));
  const exhaustive = new Set(
    [...input.coverage].flatMap(([repo, { exhaustive: files }]) => files.map((file) => `${repo} ${file}`)),
  );
  return findings.map((finding) => {
    const at = place(finding.repo, finding.file, finding.line);
    const verdict = verdictOf(finding, labelsAt.get(at) ?? [], addendaAt.get(at) ?? [], input.sdkMajor);
    if (verdict.kind !== 'unjudged' || !exhaustive.has(`${finding.repo} ${finding.file}`)) {
      return { finding, verdict };
    }
    return { finding, verdict: { kind: 'false-alarm', reason: 'unlabelled line of a completely labelled file' } };
  });
}

function verdictOf(
  finding: Finding,
  labels: readonly Label[],
  addenda: readonly Addendum[],
  sdkMajor: ScoreInput['sdkMajor'],
): Verdict {
  const answersFor = ({ rule_hint: hint }: { readonly rule_hint: string }): boolean =>
    rulesFor(hint).includes(finding.rule);
  const own = labels.filter(answersFor);
  const ownAddendum = addenda.find(answersFor);
  const isDue = (label: Label): boolean => label.label === 'positive' && appliesTo(label, sdkMajor(label.repo));
  if (own.some(isDue) || ownAddendum?.label === 'positive') return { kind: 'right' };
  if (own.some((label) => label.label === 'debatable') || ownAddendum) return { kind: 'debatable' };
  const negative = own.find((label) => label.label === 'negative');
  if (negative) return { kind: 'false-alarm', reason: `labelled negative (${negative.rule_hint}): ${negative.note}` };
  const untimely = own[0];
  if (untimely) return { kind: 'false-alarm', reason: `is about SDK ${untimely.appliesTo ?? ''} only` };
  const other = labels.find((label) => label.label !== 'negative');
  if (other) return { kind: 'other-rule', reason: `labelled ${other.label} (${other.rule_hint})` };
  return { kind: 'unjudged' };
}

/** Recall of each value of one of the label's fields, biggest group first. `-` stands for an absent value. */
export function recallBy(score: Score, field: RecallGroup): ReadonlyMap<string, Ratio> {
  const counted = score.positives.filter(({ state }) => state === 'hit' || state === 'missed');
  const groups = group(counted, ({ label }) => [label[field] ?? '-']);
  const ratios = [...groups].map(([value, members]): readonly [string, Ratio] => [
    value,
    { part: members.filter(({ state }) => state === 'hit').length, whole: members.length },
  ]);
  return new Map(ratios.sort(([a, { whole: m }], [b, { whole: n }]) => n - m || a.localeCompare(b)));
}

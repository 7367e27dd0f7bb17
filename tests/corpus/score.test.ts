import { describe, expect, it } from 'vitest';

import { compareRuns, readAccepted, restrictedTo, summaryOf } from '../../scripts/corpus/accepted.ts';
import { labelledFiles, readCoverage, readLabels, sdkMajorOf, type Label } from '../../scripts/corpus/labels.ts';
import { ADDENDA, RULES_BY_HINT, rulesFor, type Addendum } from '../../scripts/corpus/rule-map.ts';
import { recallBy, score, valueOf, type Finding, type ScoreInput } from '../../scripts/corpus/score.ts';

const REPO = 'owner/shop';

function label(line: number, parts: Partial<Label> = {}): Label {
  return {
    repo: REPO,
    file: 'src/order.ts',
    line,
    category: 'determinism',
    rule_hint: 'time',
    label: 'positive',
    scope: 'direct',
    difficulty: 'easy',
    impact: 'output',
    note: 'reads the clock',
    lineHash: '000000000000',
    ...parts,
  };
}

function finding(line: number, parts: Partial<Finding> = {}): Finding {
  return { repo: REPO, file: 'src/order.ts', line, rule: 'workflow-determinism', ...parts };
}

function scored(parts: Partial<ScoreInput>): ReturnType<typeof score> {
  const rules = new Set(['workflow-determinism', 'no-removed-api', 'require-step-name']);
  return score({
    labels: [],
    coverage: new Map(),
    addenda: [],
    findings: [],
    existingRules: rules,
    enabledRules: rules,
    sdkMajor: () => 4,
    ...parts,
  });
}

const states = (parts: Partial<ScoreInput>): readonly string[] => scored(parts).positives.map(({ state }) => state);
const verdicts = (parts: Partial<ScoreInput>): readonly string[] =>
  scored(parts).findings.map(({ verdict }) => verdict.kind);

describe('a positive', () => {
  it('is hit by a report on its line, on another good line, or on its path', () => {
    const labels = [label(3, { altLines: [4], path: ['src/time.ts:9'] })];
    expect(states({ labels, findings: [finding(3)] })).toEqual(['hit']);
    expect(states({ labels, findings: [finding(4)] })).toEqual(['hit']);
    expect(states({ labels, findings: [finding(9, { file: 'src/time.ts' })] })).toEqual(['hit']);
  });

  it('is missed by a report on another line, in another file or in another repository', () => {
    const findings = [finding(5), finding(3, { file: 'src/other.ts' }), finding(3, { repo: 'owner/other' })];
    expect(states({ labels: [label(3)], findings })).toEqual(['missed']);
  });

  it('is missed when only a rule that does not answer for it reports', () => {
    const findings = [finding(3, { rule: 'require-step-name' })];
    expect(states({ labels: [label(3)], findings })).toEqual(['missed']);
    expect(verdicts({ labels: [label(3)], findings })).toEqual(['other-rule']);
  });

  it('is not counted when no rule for it exists, when the config leaves it off, or when the hint is unknown', () => {
    const labels = [label(3)];
    const none = new Set<string>();
    expect(states({ labels, existingRules: none, enabledRules: none })).toEqual(['no-rule']);
    expect(states({ labels, enabledRules: none })).toEqual(['not-enabled']);
    expect(states({ labels: [label(3, { rule_hint: 'astrology' })] })).toEqual(['no-rule']);
    expect(scored({ labels, enabledRules: none }).recall).toEqual({ part: 0, whole: 0 });
  });

  it('applies from its SDK version on, and never to an unknown version', () => {
    const labels = [label(3, { rule_hint: 'removed-WorkflowQueue', appliesTo: '>=5' })];
    const findings = [finding(3, { rule: 'no-removed-api' })];
    expect(states({ labels, findings })).toEqual(['not-applicable']);
    expect(verdicts({ labels, findings })).toEqual(['false-alarm']);
    expect(states({ labels, findings, sdkMajor: () => 5 })).toEqual(['hit']);
    expect(verdicts({ labels, findings, sdkMajor: () => 5 })).toEqual(['right']);
    expect(states({ labels, findings, sdkMajor: () => undefined })).toEqual(['not-applicable']);
  });
});

describe('a finding', () => {
  it('is a false alarm on a negative that its rule answers for, and unjudged on any other', () => {
    const labels = [label(3, { label: 'negative' })];
    expect(verdicts({ labels, findings: [finding(3)] })).toEqual(['false-alarm']);
    expect(verdicts({ labels, findings: [finding(3, { rule: 'require-step-name' })] })).toEqual(['unjudged']);
  });

  it('is a false alarm on an unlabelled line of a completely labelled file only', () => {
    const coverage = new Map([[REPO, { exhaustive: ['src/order.ts'] }]]);
    const findings = [finding(3), finding(3, { file: 'src/other.ts' }), finding(3, { repo: 'owner/other' })];
    expect(verdicts({ coverage, findings })).toEqual(['false-alarm', 'unjudged', 'unjudged']);
    expect(scored({ coverage, findings }).precision).toEqual({ part: 0, whole: 1 });
  });

  it('never counts on a debatable line or path', () => {
    const coverage = new Map([[REPO, { exhaustive: ['src/order.ts', 'src/time.ts'] }]]);
    const labels = [label(3, { label: 'debatable', path: ['src/time.ts:9'] })];
    const result = scored({ coverage, labels, findings: [finding(3), finding(9, { file: 'src/time.ts' })] });
    expect(result.findings.map(({ verdict }) => verdict.kind)).toEqual(['debatable', 'debatable']);
    expect(result.precision).toEqual({ part: 0, whole: 0 });
    expect(result.recall).toEqual({ part: 0, whole: 0 });
  });

  it('counts once a line and rule, and for every label it answers', () => {
    const labels = [label(3), label(7, { path: ['src/order.ts:3'] })];
    const result = scored({ labels, findings: [finding(3), finding(3)] });
    expect(result.precision).toEqual({ part: 1, whole: 1 });
    expect(result.recall).toEqual({ part: 2, whole: 2 });
  });

  it('is right where one of two labels on the line wants it', () => {
    const labels = [label(3, { label: 'negative', rule_hint: 'random' }), label(3)];
    expect(verdicts({ labels, findings: [finding(3)] })).toEqual(['right']);
  });

  it('is judged by an addendum where the labels say it in prose', () => {
    const coverage = new Map([[REPO, { exhaustive: ['src/order.ts'] }]]);
    const addendum: Addendum = {
      repo: REPO,
      file: 'src/order.ts',
      lines: [3],
      rule_hint: 'time',
      label: 'positive',
      reason: 'same as line 2',
    };
    const findings = [finding(3)];
    expect(verdicts({ coverage, findings, addenda: [addendum] })).toEqual(['right']);
    expect(verdicts({ coverage, findings, addenda: [{ ...addendum, label: 'debatable' }] })).toEqual(['debatable']);
    expect(verdicts({ coverage, findings: [finding(4)], addenda: [addendum] })).toEqual(['false-alarm']);
  });
});

describe('recall by a field', () => {
  it('counts hits and misses of each value, biggest group first, absent values as a dash', () => {
    const labels = [label(1), label(2), label(3, { scope: 'cross-file' }), label(4, { rule_hint: 'astrology' })];
    const result = scored({ labels, findings: [finding(1)] });
    expect([...recallBy(result, 'scope')]).toEqual([
      ['direct', { part: 1, whole: 2 }],
      ['cross-file', { part: 0, whole: 1 }],
    ]);
    const { impact: _, ...silent } = label(1);
    expect([...recallBy(scored({ labels: [silent] }), 'impact').keys()]).toEqual(['-']);
  });

  it('is 1 of nothing', () => {
    expect(valueOf({ part: 0, whole: 0 })).toBe(1);
    expect(valueOf({ part: 1, whole: 4 })).toBe(0.25);
  });
});

describe('an accepted run', () => {
  const run = (findings: readonly Finding[], crashes = 0): ReturnType<typeof summaryOf> =>
    summaryOf(scored({ labels: [label(1), label(2), label(8, { label: 'negative' })], findings }), crashes);

  it('keeps facts only, sorted', () => {
    expect(run([finding(8), finding(1)])).toEqual({
      recall: 0.5,
      precision: 0.5,
      crashes: 0,
      hits: ['owner/shop src/order.ts:1 time'],
      missed: ['owner/shop src/order.ts:2 time'],
      falseAlarms: ['owner/shop src/order.ts:8 workflow-determinism'],
      findings: ['owner/shop src/order.ts:1 workflow-determinism', 'owner/shop src/order.ts:8 workflow-determinism'],
    });
  });

  it('is not worse than itself, nor than a run with less', () => {
    const before = run([finding(1)]);
    expect(compareRuns(before, before, 'whole')).toEqual({ appeared: [], disappeared: [], drops: [] });
    const better = compareRuns(before, run([finding(1), finding(2)]), 'whole');
    expect(better).toEqual({
      appeared: ['owner/shop src/order.ts:2 workflow-determinism'],
      disappeared: [],
      drops: [],
    });
  });

  it('drops with a lost positive, a new false alarm, a new crash and, as a whole, with less precision', () => {
    const before = run([finding(1), finding(2)]);
    expect(compareRuns(before, run([finding(2)]), 'partial').drops).toEqual(['lost: owner/shop src/order.ts:1 time']);
    expect(compareRuns(before, run([finding(1), finding(2), finding(8)], 1), 'whole').drops).toEqual([
      'new false alarm: owner/shop src/order.ts:8 workflow-determinism',
      'crashes: 0 -> 1',
      'precision: 1 -> 0.6667',
    ]);
  });

  it('does not drop when a new rule misses what nothing was asked to find before', () => {
    const none = new Set<string>();
    const before = summaryOf(scored({ labels: [label(1)], existingRules: none, enabledRules: none }), 0);
    expect(before.missed).toEqual([]);
    const now = summaryOf(scored({ labels: [label(1)] }), 0);
    expect(now.missed).toHaveLength(1);
    expect(compareRuns(before, now, 'whole').drops).toEqual([]);
  });

  it('is compared only where this run has looked, file names with blanks included', () => {
    const blank = finding(1, { file: 'src/my order.ts' });
    const before = run([blank, finding(1)]);
    expect(restrictedTo(before, (repo, file) => repo === REPO && file === 'src/my order.ts').findings).toEqual([
      'owner/shop src/my order.ts:1 workflow-determinism',
    ]);
    expect(restrictedTo(before, () => false)).toMatchObject({ hits: [], missed: [], findings: [], falseAlarms: [] });
  });

  it('is read back as it was written, and refused when it is something else', () => {
    const accepted = { recommended: run([finding(1)]) };
    expect(readAccepted(JSON.stringify(accepted))).toEqual(accepted);
    expect(() => readAccepted('{"recommended": {"recall": 1}}')).toThrow('accepted.json: recommended');
    expect(() => readAccepted('3')).toThrow('expected an object');
  });
});

describe('the labels', () => {
  it('are refused by row when one is malformed', () => {
    expect(readLabels(JSON.stringify([label(1)]))).toEqual([label(1)]);
    expect(() => readLabels(JSON.stringify([label(1), { ...label(2), line: 'two' }]))).toThrow('row 1');
    expect(() => readLabels('{}')).toThrow('expected an array');
    expect(() => readCoverage('{"owner/shop": {}}')).toThrow('owner/shop');
  });

  it('name the files they speak of', () => {
    const coverage = new Map([[REPO, { exhaustive: ['src/done.ts'] }]]);
    expect([...labelledFiles([label(1, { path: ['src/time.ts:9'] })], coverage)]).toEqual([
      'owner/shop src/order.ts',
      'owner/shop src/time.ts',
      'owner/shop src/done.ts',
    ]);
  });

  it('take the newest SDK major of the ranges', () => {
    expect(sdkMajorOf(['^4.18.10', 'catalog:workers'])).toBe(4);
    expect(sdkMajorOf(['~3.2.0', '>=5.0.0'])).toBe(5);
    expect(sdkMajorOf(['5.3.0'])).toBe(5);
    expect(sdkMajorOf(['*', 'file:../../'])).toBeUndefined();
  });
});

describe('the rule map', () => {
  it('names a rule for every hint it knows, in the form of rule names', () => {
    const all = Object.values(RULES_BY_HINT).flat();
    expect(Object.values(RULES_BY_HINT).every((rules) => rules.length > 0)).toBe(true);
    expect(all.filter((rule) => !/^[a-z]+(?:-[a-z]+)+$/.test(rule))).toEqual([]);
    expect(rulesFor('astrology')).toEqual([]);
  });

  it('gives each addendum a hint it knows', () => {
    expect(ADDENDA.filter(({ rule_hint: hint }) => rulesFor(hint).length === 0)).toEqual([]);
  });
});

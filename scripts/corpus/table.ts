/** What a person reads after a run. */
import type { RunDiff } from './accepted.ts';
import type { LintResult } from './lint.ts';
import { findingKey, type Ratio, RECALL_GROUPS, recallBy, type Score, valueOf, type Verdict } from './score.ts';

export interface Report {
  readonly config: string;
  readonly results: readonly LintResult[];
  readonly score: Score;
  /** Labels whose line is no longer there: `repo file:line hint`. */
  readonly drifted: readonly string[];
  /** Undefined when nothing was accepted yet. */
  readonly diff: RunDiff | undefined;
}

/** Lines of a list that are printed before the rest is only counted. */
const LIST_LIMIT = 200;

function percent(ratio: Ratio): string {
  return `${valueOf(ratio).toFixed(3)}  ${ratio.part}/${ratio.whole}`;
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, LIST_LIMIT);
  const rest = lines.length > shown.length ? [`  ... and ${lines.length - shown.length} more`] : [];
  return ['', `${title} (${lines.length})`, ...shown, ...rest];
}

function repositories(results: readonly LintResult[]): readonly string[] {
  const rows = results.map((result) => [
    result.repo,
    `${result.files} files`,
    `${(result.milliseconds / 1000).toFixed(1)} s`,
    `${result.findings.length} reports`,
    ...(result.unparsed.length > 0 ? [`${result.unparsed.length} not parsed`] : ['']),
  ]);
  return columns(rows);
}

function positives(score: Score, state: string): readonly string[] {
  return score.positives
    .filter((positive) => positive.state === state)
    .map(({ label }) => {
      const path = label.path?.length ? ` -> ${label.path.join(' -> ')}` : '';
      const facts = [label.rule_hint, label.scope, label.difficulty, label.impact ?? '-'].join(', ');
      return `  ${label.repo} ${label.file}:${label.line} [${facts}] ${label.note}${path}`;
    });
}

function judged(score: Score, kind: Verdict['kind']): readonly string[] {
  return score.findings
    .filter(({ verdict }) => verdict.kind === kind)
    .map(({ finding, verdict }) => {
      const reason = 'reason' in verdict ? `: ${verdict.reason}` : '';
      return `  ${findingKey(finding)}${reason}`;
    });
}

function rulesOf(score: Score): readonly string[] {
  const kinds = ['right', 'false-alarm', 'debatable', 'other-rule', 'unjudged'] as const;
  const rules = [...new Set(score.findings.map(({ finding }) => finding.rule))].sort();
  const rows = rules.map((rule) => [
    rule,
    ...kinds.map((kind) =>
      String(score.findings.filter(({ finding, verdict }) => finding.rule === rule && verdict.kind === kind).length),
    ),
  ]);
  return rows.length === 0 ? [] : columns([['rule', ...kinds], ...rows]);
}

/** The report as text. `unjudged` findings are listed only when asked for: there may be many. */
export function printed(report: Report, detail: 'judged' | 'everything'): string {
  const { score, diff } = report;
  const lines = [
    `config ${report.config}`,
    '',
    ...repositories(report.results),
    '',
    `recall     ${percent(score.recall)}`,
    `precision  ${percent(score.precision)}`,
    ...RECALL_GROUPS.flatMap((field) => [
      '',
      `recall by ${field}`,
      ...columns([...recallBy(score, field)].map(([value, ratio]) => [value, percent(ratio)])),
    ]),
    ...section('reports by rule', rulesOf(score)),
    ...section('missed', positives(score, 'missed')),
    ...section('false alarms', judged(score, 'false-alarm')),
    ...section('reports by another rule than the label asks for', judged(score, 'other-rule')),
    ...(detail === 'everything' ? section('not judged', judged(score, 'unjudged')) : []),
    ...section('no rule yet', positives(score, 'no-rule')),
    ...section('rule exists, not in this config', positives(score, 'not-enabled')),
    ...section(
      'crashes',
      report.results.flatMap(({ crashes }) => crashes.map(({ repo, file, error }) => `  ${repo} ${file}: ${error}`)),
    ),
    ...section(
      'not parsed',
      report.results.flatMap(({ repo, unparsed }) => unparsed.map((file) => `  ${repo} ${file}`)),
    ),
    ...section(
      'labels whose line has changed, not counted',
      report.drifted.map((key) => `  ${key}`),
    ),
  ];
  if (diff === undefined) lines.push('', 'nothing accepted yet for this config: run again with --accept');
  else {
    lines.push(
      ...section(
        'new since the accepted run',
        diff.appeared.map((key) => `  ${key}`),
      ),
      ...section(
        'gone since the accepted run',
        diff.disappeared.map((key) => `  ${key}`),
      ),
      ...section(
        'WORSE than the accepted run',
        diff.drops.map((drop) => `  ${drop}`),
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}

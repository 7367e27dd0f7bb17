/** The last accepted run: what was found, what was missed, and how a new run differs from it. */
import { findingKey, labelKey, type PositiveState, type Score, valueOf } from './score.ts';

/** Facts of one run, small enough to check in and to read in a diff. */
export interface AcceptedRun {
  readonly recall: number;
  readonly precision: number;
  /** Files on which a rule threw. */
  readonly crashes: number;
  /** Positives that were reported: `repo file:line hint`. */
  readonly hits: readonly string[];
  /** Positives without a report: `repo file:line hint`. */
  readonly missed: readonly string[];
  /** Reports that are wrong: `repo file:line rule`. */
  readonly falseAlarms: readonly string[];
  /** All reports: `repo file:line rule`. */
  readonly findings: readonly string[];
}

/** Runs by the name of the config (and the SDK version, when one was forced). */
export type Accepted = Readonly<Record<string, AcceptedRun>>;

export interface RunDiff {
  readonly appeared: readonly string[];
  readonly disappeared: readonly string[];
  /** Why the run is worse than the accepted one; empty when it is not. */
  readonly drops: readonly string[];
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The facts of a run that are kept. */
export function summaryOf(score: Score, crashes: number): AcceptedRun {
  const keysOf = (wanted: PositiveState): readonly string[] =>
    score.positives
      .filter(({ state }) => state === wanted)
      .map(({ label }) => labelKey(label))
      .sort();
  return {
    recall: rounded(valueOf(score.recall)),
    precision: rounded(valueOf(score.precision)),
    crashes,
    hits: keysOf('hit'),
    missed: keysOf('missed'),
    falseAlarms: score.findings
      .filter(({ verdict }) => verdict.kind === 'false-alarm')
      .map(({ finding }) => findingKey(finding))
      .sort(),
    findings: score.findings.map(({ finding }) => findingKey(finding)).sort(),
  };
}

function without(from: readonly string[], removed: readonly string[]): readonly string[] {
  const gone = new Set(removed);
  return from.filter((item) => !gone.has(item));
}

/** The same run as if only some files had been linted. The numbers are those of the whole run. */
export function restrictedTo(run: AcceptedRun, isLinted: (repo: string, file: string) => boolean): AcceptedRun {
  const stays = (key: string): boolean => {
    const [repo = '', ...rest] = key.split(' ');
    const location = rest.slice(0, -1).join(' ');
    return isLinted(repo, location.slice(0, location.lastIndexOf(':')));
  };
  return {
    ...run,
    hits: run.hits.filter(stays),
    missed: run.missed.filter(stays),
    falseAlarms: run.falseAlarms.filter(stays),
    findings: run.findings.filter(stays),
  };
}

/**
 * How `now` differs from `before`. A lost positive, a new false alarm and a new crash are drops in any run; precision as a number is
 * compared only of whole runs. A positive that is counted for the first time, because its rule is new, is no drop when it is missed.
 */
export function compareRuns(before: AcceptedRun, now: AcceptedRun, extent: 'whole' | 'partial'): RunDiff {
  const drops = [
    ...without(before.hits, now.hits).map((key) => `lost: ${key}`),
    ...without(now.falseAlarms, before.falseAlarms).map((key) => `new false alarm: ${key}`),
    ...(now.crashes > before.crashes ? [`crashes: ${before.crashes} -> ${now.crashes}`] : []),
  ];
  if (extent === 'whole' && now.precision < before.precision) {
    drops.push(`precision: ${before.precision} -> ${now.precision}`);
  }
  return {
    appeared: without(now.findings, before.findings),
    disappeared: without(before.findings, now.findings),
    drops,
  };
}

function isRun(value: unknown): value is AcceptedRun {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    ['recall', 'precision', 'crashes'].every((key) => typeof fields.get(key) === 'number') &&
    ['hits', 'missed', 'falseAlarms', 'findings'].every((key) => Array.isArray(fields.get(key)))
  );
}

/** Reads the checked-in file. Throws an error that names the run when one is malformed. */
export function readAccepted(text: string): Accepted {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) throw new Error('accepted.json: expected an object');
  return Object.fromEntries(
    Object.entries(parsed).map(([name, run]: [string, unknown]) => {
      if (!isRun(run)) throw new Error(`accepted.json: ${name} is not understood`);
      return [name, run];
    }),
  );
}

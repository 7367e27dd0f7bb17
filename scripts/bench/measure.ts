/** Runs a project through a linter in processes of their own, one variant after the other and again, and takes medians. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface Measure {
  readonly files: number;
  readonly findings: number;
  /** Milliseconds of processor time in user space, all threads. */
  readonly cpu: number;
  /** Megabytes at the highest. */
  readonly memory: number;
}

export interface Subject {
  readonly variant: string;
  /** The folder from which the linter is loaded. */
  readonly home: string;
  readonly project: string;
  /** What of the project is linted; all of its source when absent. */
  readonly target?: string;
}

export interface Failure {
  readonly problem: string;
}

const CHILD = join(import.meta.dirname, 'child.mjs');

/** The medians of each subject, in the order of the subjects. Runs take turns, so that a busy machine slows all of them. */
export function measureAll(
  subjects: readonly Subject[],
  runs: number,
  pluginUrl: string,
): readonly (Measure | Failure)[] {
  const results = subjects.map((): Measure[] => []);
  const problems = new Map<number, string>();
  for (let run = 0; run < runs; run++) {
    for (const [at, subject] of subjects.entries()) {
      if (problems.has(at)) continue;
      const result = lintOnce(subject, pluginUrl);
      if ('problem' in result) problems.set(at, result.problem);
      else results[at]?.push(result);
    }
  }
  return results.map((measures, at) => {
    const [first] = measures;
    const problem = problems.get(at);
    if (problem !== undefined || first === undefined) return { problem: problem ?? 'no run' };
    return {
      files: first.files,
      findings: first.findings,
      cpu: median(measures.map(({ cpu }) => cpu)),
      memory: median(measures.map(({ memory }) => memory)),
    };
  });
}

export function lintOnce({ variant, home, project, target }: Subject, pluginUrl: string): Measure | Failure {
  const what = target === undefined ? [] : [target];
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHILD, project, variant, pluginUrl, home, ...what], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'true' },
  });
  const result: unknown = status === 0 ? JSON.parse(stdout) : undefined;
  if (!isMeasure(result)) return { problem: stderr.trim().split('\n', 12).join(' ').slice(0, 300) };
  return result;
}

function isMeasure(value: unknown): value is Measure {
  return typeof value === 'object' && value !== null && 'cpu' in value && 'memory' in value && 'files' in value;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

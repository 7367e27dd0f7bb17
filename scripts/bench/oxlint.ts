/** Runs a project through Oxlint with the plugin's recommended rules, as ESLint runs it in child.mjs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { median, type Failure, type Measure } from './measure.ts';

/** Without memory, which a shell does not tell of its children. */
export type OxlintMeasure = Omit<Measure, 'memory'>;

/** What the shell's `times` writes last: processor time of its children, in user space and in the system. */
const TIMES = /(?<minutes>\d+)m(?<seconds>[\d.]+)s \S+\s*$/u;

/**
 * The median of some runs.
 *
 * @param plugin path of the plugin's module
 * @param rules names with their prefix
 * @param settings of the config
 */
export function measureOxlint(
  project: string,
  plugin: string,
  rules: readonly string[],
  runs: number,
  settings: object = {},
): OxlintMeasure | Failure {
  const folder = mkdtempSync(join(tmpdir(), 'durable-oxlint-'));
  try {
    const config = join(folder, '.oxlintrc.json');
    const all = Object.fromEntries(rules.map((rule) => [rule, 'error']));
    const categories = { correctness: 'off' };
    writeFileSync(config, JSON.stringify({ jsPlugins: [plugin], categories, rules: all, settings }));
    const results: OxlintMeasure[] = [];
    for (let run = 0; run < runs; run++) {
      const result = lintOnce(project, config);
      if ('problem' in result) return result;
      results.push(result);
    }
    const [first] = results;
    if (first === undefined) return { problem: 'no run' };
    return { ...first, cpu: median(results.map(({ cpu }) => cpu)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lintOnce(project: string, config: string): OxlintMeasure | Failure {
  const binary = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin', 'oxlint');
  const command = [process.execPath, binary, '--format', 'json', '-c', config, join(project, 'src')];
  // POSIX shells tell what their children took; Node.js does not.
  const { stdout, stderr } = spawnSync('sh', ['-c', '"$@"; times >&2', 'sh', ...command], {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { minutes, seconds } = TIMES.exec(stderr)?.groups ?? {};
  const start = stdout.indexOf('{');
  if (minutes === undefined || start < 0) return { problem: (stderr || stdout).trim().slice(0, 300) };
  const report = JSON.parse(stdout.slice(start)) as {
    readonly diagnostics: readonly unknown[];
    readonly number_of_files: number;
  };
  return {
    files: report.number_of_files,
    findings: report.diagnostics.length,
    cpu: 1000 * (60 * Number(minutes) + Number(seconds)),
  };
}

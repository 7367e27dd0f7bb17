/** What the rules take for a file with ten workflows whose model is known. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface RuleCosts {
  /** Milliseconds of all rules: of each the fastest of many runs. */
  readonly rules: number;
  /** Milliseconds in which the linter parses the file and runs one empty rule; the fastest of many runs. */
  readonly base: number;
  /** How many rules there are. */
  readonly count: number;
  readonly findings: number;
}

export function measureRules(project: string, pluginUrl: string, home: string): RuleCosts {
  const child = join(import.meta.dirname, 'rules.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, project, pluginUrl, home], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as RuleCosts;
}

/** What an edit costs in a process that goes on, over what it costs with one empty rule. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface EditCosts {
  /** Milliseconds to lint a workflow file after a keystroke in it. */
  readonly keystroke: number;
  /** Milliseconds to lint a workflow file after a helper of it changed on the disk. */
  readonly shared: number;
}

export function measureEdits(project: string, variant: string, pluginUrl: string, home: string): EditCosts {
  const child = join(import.meta.dirname, 'warm.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, project, variant, pluginUrl, home], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as EditCosts;
}

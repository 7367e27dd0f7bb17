/** What `--fix` would do to a folder, found out on a copy. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { fixFolder, lintFolder } from './lint.mjs';

/**
 * Repairs a copy of `folder`, made below `workspace`, and lints the repaired copy once more.
 *
 * @returns {Promise<{ changes: { file: string, before: string, after: string }[], left: import('./lint.mjs').Lint }>} Paths are those of
 *   the original files, not of the copy.
 */
export async function repairFolder(folder, workspace) {
  mkdirSync(workspace, { recursive: true });
  const copy = realpathSync(mkdtempSync(join(workspace, 'demo-')));
  const original = (path) => join(folder, relative(copy, path));
  try {
    cpSync(folder, copy, { recursive: true, filter: (path) => !/[\\/](?:node_modules|dist)$/u.test(path) });
    const { outputs } = await fixFolder(copy);
    const changes = [...outputs].map(([path, after]) => ({
      file: original(path),
      before: readFileSync(path, 'utf8'),
      after,
    }));
    for (const [path, text] of outputs) writeFileSync(path, text);

    const left = await lintFolder(copy);
    const moved = ({ file, ...rest }) => ({ file: original(file), ...rest });
    return {
      changes,
      left: { ...left, folder, findings: left.findings.map(moved), unparsed: left.unparsed.map(moved) },
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

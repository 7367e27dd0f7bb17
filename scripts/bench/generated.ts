/** Generated projects on the disk, made once and kept. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { cacheFolder } from './homes.ts';
import { generateProject, type ProjectShape } from './project.ts';

/** Counts up when the generator makes something else of the same shape. */
const VERSION = 2;

/** The folder of a project of that shape. */
export function projectFolder(shape: ProjectShape): string {
  const { files, seed, first } = shape;
  const folder = join(cacheFolder(), `v${VERSION}-${first}-${files}-${seed}`);
  const done = join(folder, '.complete');
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of generateProject(shape)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  // Here tools keep what they can make again.
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(done, '');
  return folder;
}

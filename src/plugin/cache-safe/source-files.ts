/** The source files of a project, as far as a linter would look for them. */
import { join } from 'node:path';

import { isSourcePath } from '../../syntax/parse.ts';
import { namesIn } from '../program/disk.ts';

/** Against a folder that is no project: a home directory, a whole disk. */
const MAX_FILES = 100_000;
const MAX_DIRECTORIES = 50_000;

/** Absolute paths in a stable order. Installed packages, hidden folders and what symlinks lead to are left out. */
export function sourceFilesIn(root: string): readonly string[] {
  const found: string[] = [];
  const open = [root];
  for (let looked = 0; looked < MAX_DIRECTORIES && found.length < MAX_FILES; looked++) {
    const directory = open.pop();
    if (directory === undefined) break;
    const { directories, files } = namesIn(directory);
    for (const name of files) if (isSourcePath(name)) found.push(join(directory, name));
    for (const name of directories) {
      if (name !== 'node_modules' && !name.startsWith('.')) open.push(join(directory, name));
    }
  }
  return found.sort();
}

/** Where tools keep what they can make again. */
import { dirname, join, relative, resolve } from 'node:path';

import { isDirectory, upwards } from '../program/disk.ts';
import { hashOf } from './hash.ts';

export interface CacheFolder {
  /** Absolute path; the folder need not be there. */
  readonly path: string;
  /** Tells the projects apart that share the folder. */
  readonly project: string;
}

/** The folder for a project: in the nearest `node_modules`. Undefined where nothing is installed. */
export function cacheFolderOf(root: string): CacheFolder | undefined {
  for (const directory of upwards(resolve(root))) {
    const modules = join(directory, 'node_modules');
    if (!isDirectory(modules)) continue;
    return {
      path: join(modules, '.cache', 'eslint-plugin-durable'),
      project: hashOf(relative(dirname(modules), root)),
    };
  }
  return undefined;
}

/** What is known of the files of a project. */
export function knownFilesIn({ path, project }: CacheFolder): string {
  return join(path, `${project}.json`);
}

/** What was found in one file of a project by linters that parse it alike: others keep their own. */
export function findingsIn({ path, project }: CacheFolder, file: string, language: string): string {
  return join(path, 'findings', `${hashOf(JSON.stringify([project, file, language]))}.json`);
}

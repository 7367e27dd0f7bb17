/** The local clones: where they are, whether they are at the labelled commit, and which of their files a linter reads. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import type { Label, Repository } from './labels.ts';

export interface Clone {
  readonly repository: Repository;
  readonly root: string;
  /** The commit that is checked out; undefined when it cannot be told without running git. */
  readonly commit: string | undefined;
}

/** The extensions a linter with a TypeScript parser reads. */
export const SOURCE_EXTENSIONS = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] as const;

/** Bytes; what is larger is generated. */
const LARGEST_FILE = 1_000_000;

const SOURCE_FILE = new RegExp(`\\.(?:${SOURCE_EXTENSIONS.join('|')})$`);
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', 'dist', '.next', '.svelte-kit']);

/** `owner/name` is cloned to `<folder>/owner+name`. */
export function folderOf(folder: string, repo: string): string {
  return path.join(folder, repo.replace('/', '+'));
}

/** The clone of a repository, or undefined when the folder has none. */
export function findClone(folder: string, repository: Repository): Clone | undefined {
  const root = folderOf(folder, repository.repo);
  return existsSync(root) ? { repository, root, commit: commitOf(root) } : undefined;
}

/** Reads `HEAD` itself, so that nothing of the repository is run, not even a git hook. A named branch is not followed. */
function commitOf(root: string): string | undefined {
  const head = path.join(root, '.git', 'HEAD');
  if (!existsSync(head)) return undefined;
  const text = readFileSync(head, 'utf8').trim();
  return /^[0-9a-f]{40}$/.test(text) ? text : undefined;
}

/** The commands that make the clone that is missing. */
export function howToClone(folder: string, { repo, commit }: Repository): string {
  const root = folderOf(folder, repo);
  return `git clone https://github.com/${repo} ${root} && git -C ${root} checkout ${commit}`;
}

/** Whether the line that was labelled still stands there. */
export function isUnchanged(clone: Clone, label: Label): boolean {
  const file = path.join(clone.root, label.file);
  if (!existsSync(file)) return false;
  const line = readFileSync(file, 'utf8').split('\n')[label.line - 1];
  if (line === undefined) return false;
  return createHash('sha256').update(line.trim()).digest('hex').startsWith(label.lineHash);
}

/**
 * The sources of a clone, relative to its root, with `/`, sorted. Links are not followed, so a workspace is read once.
 */
export function sourcesOf(root: string, under = ''): readonly string[] {
  const entries = readdirSync(path.join(root, under), { withFileTypes: true });
  const found = entries.flatMap((entry): readonly string[] => {
    const file = path.posix.join(under, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : sourcesOf(root, file);
    if (!entry.isFile() || !SOURCE_FILE.test(entry.name)) return [];
    return statSync(path.join(root, file)).size <= LARGEST_FILE ? [file] : [];
  });
  return found.sort();
}

/** Questions to the disk that never throw: what cannot be read is not there. */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** What tells two states of a file apart without reading it. */
export interface Stamp {
  readonly mtimeMs: number;
  /** Changes also where a tool keeps the time of the content, as `cp -p` and `rsync` do. */
  readonly ctimeMs: number;
  /** Bytes. */
  readonly size: number;
}

/** The stamp of a regular file; undefined for anything else, and for nothing. */
export function stampOf(path: string): Stamp | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? { mtimeMs: stat.mtimeMs, ctimeMs: stat.ctimeMs, size: stat.size } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether both are the stamp of one state of a file; two that are missing are the same. */
export function isSameStamp(a: Stamp | undefined, b: Stamp | undefined): boolean {
  return a?.mtimeMs === b?.mtimeMs && a?.ctimeMs === b?.ctimeMs && a?.size === b?.size;
}

/** Whether a file is there; also behind a link. */
export function isFile(path: string): boolean {
  return stampOf(path) !== undefined;
}

/** The text of a file; undefined when it cannot be read or is no text: a zero byte stands in no source. */
export function textOf(path: string): string | undefined {
  try {
    const bytes = readFileSync(path);
    return bytes.includes(0) ? undefined : bytes.toString('utf8');
  } catch {
    return undefined;
  }
}

/** The path without symlinks, in the spelling that the disk has: one file, one path. The path itself when there is no such file. */
export function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Names of the directories in a directory. Symlinks are not followed, so a walk down comes to an end. */
export function directoriesIn(path: string): readonly string[] {
  return namesIn(path).directories;
}

/** What stands in a directory; symlinks are left out. */
export function namesIn(path: string): { readonly directories: readonly string[]; readonly files: readonly string[] } {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return {
      directories: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
      files: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
    };
  } catch {
    return { directories: [], files: [] };
  }
}

/** Whether a directory is there; also behind a link. */
export function isDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** Writes a file so that whoever reads it at the same time reads the old or the new one. Where that is not possible, nothing happens. */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch {
    remove(draft);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing could be written, nothing is to be removed.
  }
}

/** A directory and the ones around it, nearest first. */
export function* upwards(directory: string): Generator<string, void, undefined> {
  for (let current = directory; ; current = dirname(current)) {
    yield current;
    if (dirname(current) === current) return;
  }
}

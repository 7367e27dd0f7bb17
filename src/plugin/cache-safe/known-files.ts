/** What is known of files from earlier processes: kept as one JSON file, and true for as long as a file keeps its stamp. */
import type { Specifiers } from '../../analysis/source.ts';
import { isObject } from '../program/jsonc.ts';
import { isSameStamp, stampOf, textOf, writeWhole, type Stamp } from '../program/disk.ts';

export interface KnownFiles {
  /** What a file names; nothing when it cannot be read. */
  specifiers(path: string): Specifiers;
  /** A hash of the code of a file; undefined when it cannot be read. */
  code(path: string): string | undefined;
  /** Keeps what was asked for. */
  save(): void;
}

export interface Reader {
  readonly specifiersIn: (path: string, text: string) => Specifiers;
  readonly hashOf: (path: string, text: string) => string;
}

interface Entry {
  readonly stamp: Stamp;
  readonly specifiers?: Specifiers;
  readonly code?: string;
}

/** `version` is that of whoever reads: what another version has written is not taken. */
export function openKnownFiles(file: string | undefined, version: string, reader: Reader): KnownFiles {
  const before = file === undefined ? {} : read(file, version);
  const now = new Map<string, Entry>();
  let isChanged = false;

  function entryOf(path: string): Entry | undefined {
    const known = now.get(path);
    if (known !== undefined) return known;
    const stamp = stampOf(path);
    if (stamp === undefined) return undefined;
    const kept = Object.hasOwn(before, path) ? before[path] : undefined;
    const entry = isEntry(kept) && isSameStamp(kept.stamp, stamp) ? kept : { stamp };
    now.set(path, entry);
    return entry;
  }

  function learn<Key extends 'specifiers' | 'code'>(
    path: string,
    key: Key,
    find: (text: string) => NonNullable<Entry[Key]>,
  ): Entry[Key] | undefined {
    const entry = entryOf(path);
    if (entry === undefined || entry[key] !== undefined) return entry?.[key];
    const text = textOf(path);
    if (text === undefined) return undefined;
    const value = find(text);
    now.set(path, { ...entry, [key]: value });
    isChanged = true;
    return value;
  }

  return {
    specifiers: (path) =>
      learn(path, 'specifiers', (text) => reader.specifiersIn(path, text)) ?? { loaded: [], types: [] },
    code: (path) => learn(path, 'code', (text) => reader.hashOf(path, text)),
    save() {
      const isSmaller = Object.keys(before).length > now.size;
      if (file === undefined || (!isChanged && !isSmaller)) return;
      writeWhole(file, JSON.stringify({ version, files: Object.fromEntries(now) }));
    },
  };
}

function read(file: string, version: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(textOf(file) ?? '');
    return isObject(value) && value['version'] === version && isObject(value['files']) ? value['files'] : {};
  } catch {
    return {};
  }
}

function isEntry(value: unknown): value is Entry {
  if (!isObject(value) || !isObject(value['stamp'])) return false;
  const { specifiers, code } = value;
  return (specifiers === undefined || areSpecifiers(specifiers)) && (code === undefined || typeof code === 'string');
}

function areSpecifiers(value: unknown): boolean {
  return isObject(value) && areStrings(value['loaded']) && areStrings(value['types']);
}

function areStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

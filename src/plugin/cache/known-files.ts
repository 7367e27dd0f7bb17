/** What is known of files from earlier processes: kept as one JSON file, and true for as long as a file keeps its stamp. */
import { indexModule } from '../../analysis/index-module.ts';
import type { Program, Specifiers } from '../../analysis/source.ts';
import { codeText } from '../../syntax/code-text.ts';
import { specifiersIn } from '../../syntax/specifiers.ts';
import { isSameStamp, stampOf, textOf, writeWhole, type Stamp } from '../program/disk.ts';
import { isObject } from '../program/jsonc.ts';
import { lazyNativeParse } from '../program/native.ts';
import { hashOf } from './hash.ts';

export interface KnownFiles {
  /** What a file names; nothing when it cannot be read. */
  specifiers(path: string): Specifiers;
  /** A hash of the code of a file, without its comments; undefined when it cannot be read. */
  code(path: string): string | undefined;
  /** A hash of the whole text of a file; undefined when it cannot be read. */
  text(path: string): string | undefined;
  /** Looks at the disk again when it is next asked. */
  refresh(): void;
  /** Keeps what was asked for, and what was known before: of `all` files that there are, nothing but what was asked for. */
  save(which?: 'all'): void;
}

interface Entry {
  readonly stamp: Stamp;
  readonly specifiers?: Specifiers;
  readonly code?: string;
  readonly text?: string;
}

export interface KnownFilesOptions {
  /** Where it is kept; undefined: nowhere. */
  readonly file: string | undefined;
  /** Of whoever reads: what another version has written is not taken. */
  readonly version: string;
  /** Parses what the lexer does not get through. */
  readonly program: Program;
  /** The stamp of a file; the disk's own when absent. */
  readonly stampOf?: (path: string) => Stamp | undefined;
}

/** Reads what is kept; nothing when the file is missing, broken, or of another version. */
export function openKnownFiles({ file, version, program, ...options }: KnownFilesOptions): KnownFiles {
  const stamp = options.stampOf ?? stampOf;
  const native = lazyNativeParse();
  const before = new Map<string, unknown>(file === undefined ? [] : Object.entries(read(file, version)));
  const now = new Map<string, Entry>();
  let isChanged = false;

  function entryOf(path: string): Entry | undefined {
    const known = now.get(path);
    if (known !== undefined) return known;
    const current = stamp(path);
    if (current === undefined) return undefined;
    const kept = before.get(path);
    const entry = isEntry(kept) && isSameStamp(kept.stamp, current) ? kept : { stamp: current };
    now.set(path, entry);
    return entry;
  }

  function learn<Key extends 'specifiers' | 'code' | 'text'>(
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
      learn(path, 'specifiers', (text) => specifiersIn(path, text, native) ?? parsedSpecifiers(program, path)) ??
      NOTHING,
    code: (path) => learn(path, 'code', (text) => hashOf(codeText(native(), path, text))),
    text: (path) => learn(path, 'text', hashOf),
    refresh() {
      for (const [path, entry] of now) before.set(path, entry);
      now.clear();
    },
    save(which) {
      const isSmaller = which === 'all' && before.size > now.size;
      if (file === undefined || (!isChanged && !isSmaller)) return;
      isChanged = false;
      const files = Object.fromEntries(which === 'all' ? now : new Map([...before, ...now]));
      writeWhole(file, JSON.stringify({ version, files }));
    },
  };
}

const NOTHING: Specifiers = { loaded: [], types: [] };

function parsedSpecifiers(program: Program, path: string): Specifiers {
  const module = program.load(path);
  return module === undefined ? NOTHING : indexModule(module).specifiers;
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
  const { specifiers, code, text } = value;
  return (specifiers === undefined || areSpecifiers(specifiers)) && [code, text].every(isAbsentOrString);
}

function areSpecifiers(value: unknown): boolean {
  return isObject(value) && areStrings(value['loaded']) && areStrings(value['types']);
}

function isAbsentOrString(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function areStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

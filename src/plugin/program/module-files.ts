/**
 * Parsed files by path. A file is read once as long as it stays as it is; whether it does is looked at between lints, never within
 * one. Who has parsed a file anyway lends its tree. The least recently used trees are dropped beyond the limits; of these, the stamp
 * stays, so that a change is still noticed.
 */
import type { SourceModule, Specifiers } from '../../analysis/source.ts';
import { isSourcePath } from '../../syntax/parse.ts';
import { specifiersIn } from '../../syntax/specifiers.ts';
import { timed, type Counters } from './counters.ts';
import { isSameStamp, stampOf, textOf, type Stamp } from './disk.ts';
import type { Limits } from './limits.ts';
import { Recent } from './recent.ts';

export type ParseFile = (path: string, text: string) => SourceModule | undefined;

export interface ModuleFiles {
  load(path: string, parse: ParseFile): SourceModule | undefined;
  /** The specifiers of a file, read without parsing it; undefined when that cannot be, or the file is none. */
  specifiers(path: string): Specifiers | undefined;
  /** Takes the specifiers of a file from somebody who has parsed it as it is on the disk. */
  learn(path: string, specifiers: Specifiers): void;
  /** Takes the tree of a file from somebody who has parsed it as it is on the disk, for whoever loads it next. */
  lend(module: SourceModule): void;
  /** The stamp of a file. From then on a change of the file is noticed. */
  watch(path: string): Stamp | undefined;
  /** Whether the text is the file's. Then a change of the file is noticed from now on, as if it had been loaded. */
  isOnDisk(path: string, text: string): boolean;
  /** Whether the text of a file holds a word. */
  mentions(path: string, word: string): boolean;
  /** Looks at every known file again. */
  revalidate(): Changes;
  clear(): void;
  readonly size: number;
}

/**
 * What has become of the known files: paths of those whose text is another one that imports the same; or, when one of them was removed, is
 * new, or imports something else, that anything may have changed.
 */
export type Changes = ReadonlySet<string> | 'anything';

interface Entry {
  stamp: Stamp | undefined;
  /** The module as long as someone uses it; undefined when the file is none. */
  module: WeakRef<SourceModule> | 'never loaded' | undefined;
}

const lengthOf = ({ text }: SourceModule): number => text.length;

export function createModuleFiles(limits: Limits, counters: Counters): ModuleFiles {
  const entries = new Map<string, Entry>();
  /** Trees that are kept alive. */
  const kept = new Recent<SourceModule>({ count: limits.files, weight: limits.text }, lengthOf);
  /** Trees of linted files, which nobody has loaded so far. */
  const lent = new Recent<SourceModule>({ count: limits.files, weight: limits.lent }, lengthOf);
  /** What files import that were asked for nothing else. */
  const specifiers = new Map<string, Specifiers>();
  let hasForgotten = false;

  function drop(path: string): void {
    kept.delete(path);
    lent.delete(path);
    entries.delete(path);
    specifiers.delete(path);
  }

  function remember(path: string, entry: Entry): void {
    for (const oldest of entries.keys()) {
      if (entries.size < limits.stamps) break;
      drop(oldest);
      // From now on a change of that file would go unnoticed.
      hasForgotten = true;
    }
    entries.delete(path);
    entries.set(path, entry);
  }

  /** Whether the file is no longer what it was. Being written anew with the same text is no change. */
  function hasChanged(path: string, entry: Entry): boolean {
    const stamp = stampOf(path);
    if (isSameStamp(stamp, entry.stamp)) return false;
    const module = moduleOf(entry);
    const isSameText = module !== undefined && isReadable(stamp) && withoutMark(textOf(path)) === module.text;
    if (isSameText) entry.stamp = stamp;
    return !isSameText;
  }

  /** Whether the file still is one, and names the same modules as before. */
  function importsTheSame(path: string, entry: Entry): boolean {
    const now = isReadable(stampOf(path)) ? specifiersOf(textOf(path)) : undefined;
    if (now === undefined) return false;
    const before = specifiers.get(path) ?? specifiersOf(moduleOf(entry)?.text);
    return before !== undefined && isSameSet(before.loaded, now.loaded) && isSameSet(before.types, now.types);
  }

  function borrow(path: string, entry: Entry | undefined): SourceModule | undefined {
    const module = entry && lent.take(path);
    if (module) entry.module = new WeakRef(module);
    return module;
  }

  function isReadable(stamp: Stamp | undefined): boolean {
    return stamp !== undefined && stamp.size <= limits.fileSize;
  }

  return {
    load(path, parse) {
      const known = entries.get(path);
      const alive = moduleOf(known) ?? borrow(path, known);
      if (alive !== undefined) kept.keep(path, alive);
      if (alive !== undefined || (known !== undefined && known.module === undefined)) return alive;
      if (!isSourcePath(path)) return undefined;
      return timed(counters.parse, () => {
        const stamp = stampOf(path);
        const source = isReadable(stamp) ? textOf(path) : undefined;
        const module = source === undefined ? undefined : parse(path, source);
        remember(path, { stamp, module: module && new WeakRef(module) });
        if (module) kept.keep(path, module);
        return module;
      });
    },
    specifiers(path) {
      const known = specifiers.get(path);
      if (known !== undefined || !isSourcePath(path)) return known;
      const stamp = stampOf(path);
      const source = isReadable(stamp) ? withoutMark(textOf(path)) : undefined;
      const found = source === undefined ? undefined : specifiersIn(source);
      if (found === undefined) return undefined;
      if (!entries.has(path)) remember(path, { stamp, module: 'never loaded' });
      specifiers.set(path, found);
      return found;
    },
    learn(path, found) {
      if (entries.has(path) && !specifiers.has(path)) specifiers.set(path, found);
    },
    lend(module) {
      const entry = entries.get(module.path);
      if (entry?.module === 'never loaded' || (entry?.module && moduleOf(entry) === undefined))
        lent.keep(module.path, module);
    },
    mentions(path, word) {
      const loaded = moduleOf(entries.get(path));
      if (loaded !== undefined) return loaded.text.includes(word);
      const stamp = stampOf(path);
      if (!isSourcePath(path) || !isReadable(stamp)) return false;
      if (!entries.has(path)) remember(path, { stamp, module: 'never loaded' });
      return textOf(path)?.includes(word) === true;
    },
    watch(path) {
      const known = entries.get(path);
      if (known !== undefined) return known.stamp;
      const stamp = stampOf(path);
      if (stamp !== undefined) remember(path, { stamp, module: 'never loaded' });
      return stamp;
    },
    isOnDisk(path, source) {
      const stamp = stampOf(path);
      if (!isReadable(stamp) || withoutMark(textOf(path)) !== withoutMark(source)) return false;
      if (!entries.has(path)) remember(path, { stamp, module: 'never loaded' });
      return true;
    },
    revalidate() {
      let isMore = hasForgotten;
      hasForgotten = false;
      const edited = new Set<string>();
      for (const [path, entry] of entries) {
        if (!hasChanged(path, entry)) continue;
        edited.add(path);
        isMore ||= !importsTheSame(path, entry);
        drop(path);
      }
      return isMore ? 'anything' : edited;
    },
    clear() {
      entries.clear();
      specifiers.clear();
      kept.clear();
      lent.clear();
    },
    get size() {
      return kept.size;
    },
  };
}

function moduleOf(entry: Entry | undefined): SourceModule | undefined {
  return entry?.module instanceof WeakRef ? entry.module.deref() : undefined;
}

function specifiersOf(source: string | undefined): Specifiers | undefined {
  const text = withoutMark(source);
  return text === undefined ? undefined : specifiersIn(text);
}

function isSameSet(first: readonly string[], second: readonly string[]): boolean {
  const names = new Set(first);
  return second.every((name) => names.has(name)) && names.size === new Set(second).size;
}

function withoutMark(text: string | undefined): string | undefined {
  return text?.startsWith('\uFEFF') ? text.slice(1) : text;
}

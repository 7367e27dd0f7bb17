/**
 * Parsed files by path. A file is read once as long as it stays as it is; whether it does is looked at between lints, never within
 * one. Who has parsed a file anyway lends its tree. The least recently used trees are dropped beyond the limits; of these, the stamp
 * stays, so that a change is still noticed.
 */
import type { SourceModule, Specifiers } from '../../analysis/source.ts';
import { isSourcePath, type NativeParse } from '../../syntax/parse.ts';
import { specifiersIn } from '../../syntax/specifiers.ts';
import { timed, type Counters } from './counters.ts';
import { isSameStamp, stampOf, textOf, type Stamp } from './disk.ts';
import type { Limits } from './limits.ts';
import { Recent } from './recent.ts';

export type ParseFile = (path: string, text: string) => SourceModule | undefined;

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

/** The source files of a program, as they are on the disk. */
export class ModuleFiles {
  readonly #limits: Limits;
  readonly #counters: Counters;
  readonly #native: () => NativeParse | undefined;
  readonly #entries = new Map<string, Entry>();
  /** Trees that are kept alive. */
  readonly #kept: Recent<SourceModule>;
  /** Trees of linted files, which nobody has loaded so far. */
  readonly #lent: Recent<SourceModule>;
  /** What files import that were asked for nothing else. */
  readonly #specifiers = new Map<string, Specifiers>();
  #hasForgotten = false;

  /** @param native the parser of choice, for what no lexer reads */
  constructor(limits: Limits, counters: Counters, native: () => NativeParse | undefined) {
    this.#limits = limits;
    this.#counters = counters;
    this.#native = native;
    this.#kept = new Recent({ count: limits.files, weight: limits.text }, lengthOf);
    this.#lent = new Recent({ count: limits.files, weight: limits.lent }, lengthOf);
  }

  /** The parsed file; undefined when it is none, or cannot be read or parsed. */
  load(path: string, parse: ParseFile): SourceModule | undefined {
    const known = this.#entries.get(path);
    const alive = moduleOf(known) ?? this.#borrow(path, known);
    if (alive !== undefined) this.#kept.keep(path, alive);
    if (alive !== undefined || (known !== undefined && known.module === undefined)) return alive;
    if (!isSourcePath(path)) return undefined;
    return timed(this.#counters.parse, () => {
      const stamp = stampOf(path);
      const source = this.#isReadable(stamp) ? textOf(path) : undefined;
      const module = source === undefined ? undefined : parse(path, source);
      this.#remember(path, { stamp, module: module && new WeakRef(module) });
      if (module) this.#kept.keep(path, module);
      return module;
    });
  }

  /** The specifiers of a file, read without parsing it; undefined when that cannot be, or the file is none. */
  specifiers(path: string): Specifiers | undefined {
    const known = this.#specifiers.get(path);
    if (known !== undefined || !isSourcePath(path)) return known;
    const stamp = stampOf(path);
    const found = this.#isReadable(stamp) ? this.#specifiersIn(path, textOf(path)) : undefined;
    if (found === undefined) return undefined;
    this.#notice(path, stamp);
    this.#specifiers.set(path, found);
    return found;
  }

  /** Takes the specifiers of a file from somebody who has parsed it as it is on the disk. */
  learn(path: string, found: Specifiers): void {
    if (this.#entries.has(path) && !this.#specifiers.has(path)) this.#specifiers.set(path, found);
  }

  /** Takes the tree of a file from somebody who has parsed it as it is on the disk, for whoever loads it next. */
  lend(module: SourceModule): void {
    const entry = this.#entries.get(module.path);
    if (entry?.module === 'never loaded' || (entry?.module && moduleOf(entry) === undefined))
      this.#lent.keep(module.path, module);
  }

  /** Whether the text of a file holds a word. */
  mentions(path: string, word: string): boolean {
    const loaded = moduleOf(this.#entries.get(path));
    if (loaded !== undefined) return loaded.text.includes(word);
    const stamp = stampOf(path);
    if (!isSourcePath(path) || !this.#isReadable(stamp)) return false;
    this.#notice(path, stamp);
    return textOf(path)?.includes(word) === true;
  }

  /** The stamp of a file. From then on a change of the file is noticed. */
  watch(path: string): Stamp | undefined {
    const known = this.#entries.get(path);
    if (known !== undefined) return known.stamp;
    const stamp = stampOf(path);
    if (stamp !== undefined) this.#notice(path, stamp);
    return stamp;
  }

  /** Whether the text is the file's. Then a change of the file is noticed from now on, as if it had been loaded. */
  isOnDisk(path: string, source: string): boolean {
    const stamp = stampOf(path);
    if (!this.#isReadable(stamp) || withoutMark(textOf(path)) !== withoutMark(source)) return false;
    this.#notice(path, stamp);
    return true;
  }

  /** Looks at every known file again. */
  revalidate(): Changes {
    let isMore = this.#hasForgotten;
    this.#hasForgotten = false;
    const edited = new Set<string>();
    for (const [path, entry] of this.#entries) {
      if (!this.#hasChanged(path, entry)) continue;
      edited.add(path);
      isMore ||= !this.#importsTheSame(path, entry);
      this.#drop(path);
    }
    return isMore ? 'anything' : edited;
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.clear();
    this.#specifiers.clear();
    this.#kept.clear();
    this.#lent.clear();
  }

  /** Trees that are kept at the moment. */
  get size(): number {
    return this.#kept.size;
  }

  #drop(path: string): void {
    this.#kept.delete(path);
    this.#lent.delete(path);
    this.#entries.delete(path);
    this.#specifiers.delete(path);
  }

  /** From now on a change of the file is noticed. */
  #notice(path: string, stamp: Stamp | undefined): void {
    if (!this.#entries.has(path)) this.#remember(path, { stamp, module: 'never loaded' });
  }

  #remember(path: string, entry: Entry): void {
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size < this.#limits.stamps) break;
      this.#drop(oldest);
      // From now on a change of that file would go unnoticed.
      this.#hasForgotten = true;
    }
    this.#entries.delete(path);
    this.#entries.set(path, entry);
  }

  /** Whether the file is no longer what it was. Being written anew with the same text is no change. */
  #hasChanged(path: string, entry: Entry): boolean {
    const stamp = stampOf(path);
    if (isSameStamp(stamp, entry.stamp)) return false;
    const module = moduleOf(entry);
    const isSameText = module !== undefined && this.#isReadable(stamp) && withoutMark(textOf(path)) === module.text;
    if (isSameText) entry.stamp = stamp;
    return !isSameText;
  }

  /** Whether the file still is one, and names the same modules as before. */
  #importsTheSame(path: string, entry: Entry): boolean {
    const now = this.#isReadable(stampOf(path)) ? this.#specifiersIn(path, textOf(path)) : undefined;
    if (now === undefined) return false;
    const before = this.#specifiers.get(path) ?? this.#specifiersIn(path, moduleOf(entry)?.text);
    return before !== undefined && isSameSet(before.loaded, now.loaded) && isSameSet(before.types, now.types);
  }

  #specifiersIn(path: string, source: string | undefined): Specifiers | undefined {
    const text = withoutMark(source);
    return text === undefined ? undefined : specifiersIn(path, text, this.#native);
  }

  #borrow(path: string, entry: Entry | undefined): SourceModule | undefined {
    const module = entry && this.#lent.take(path);
    if (module) entry.module = new WeakRef(module);
    return module;
  }

  #isReadable(stamp: Stamp | undefined): boolean {
    return stamp !== undefined && stamp.size <= this.#limits.fileSize;
  }
}

function moduleOf(entry: Entry | undefined): SourceModule | undefined {
  return entry?.module instanceof WeakRef ? entry.module.deref() : undefined;
}

function isSameSet(first: readonly string[], second: readonly string[]): boolean {
  const names = new Set(first);
  return second.every((name) => names.has(name)) && names.size === new Set(second).size;
}

function withoutMark(text: string | undefined): string | undefined {
  return text?.startsWith('\uFEFF') ? text.slice(1) : text;
}

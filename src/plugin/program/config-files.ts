/** Manifests and other small files that resolution reads, each once as long as it stays as it is. */
import { isSameStamp, stampOf, textOf, type Stamp } from './disk.ts';
import { parseJsonObject, type JsonObject } from './jsonc.ts';

export interface ConfigFiles {
  /** The object in a JSON file, comments allowed; undefined when there is none or it is broken. */
  json(path: string): JsonObject | undefined;
  text(path: string): string | undefined;
  /** Forgets files that have changed or gone, and says whether there were any. */
  revalidate(): boolean;
  /** Forgets that files were not there. */
  forgetAbsent(): void;
  clear(): void;
}

interface Entry {
  readonly stamp: Stamp | undefined;
  readonly text: string | undefined;
  json?: JsonObject | undefined;
  isParsed?: true;
}

/** Larger files are no manifests. Bytes. */
const MAX_SIZE = 1 << 20;
/** Directories without a manifest are remembered too, and there may be many. */
const MAX_ENTRIES = 50_000;

/** Small files, as they are on the disk. */
export function createConfigFiles(): ConfigFiles {
  const entries = new Map<string, Entry>();

  function entryOf(path: string): Entry {
    const known = entries.get(path);
    if (known !== undefined) return known;
    if (entries.size >= MAX_ENTRIES) entries.clear();
    const stamp = stampOf(path);
    const entry: Entry = { stamp, text: stamp === undefined || stamp.size > MAX_SIZE ? undefined : textOf(path) };
    entries.set(path, entry);
    return entry;
  }

  return {
    clear: () => entries.clear(),
    text: (path) => entryOf(path).text,
    json(path) {
      const entry = entryOf(path);
      if (entry.isParsed === undefined) {
        entry.isParsed = true;
        entry.json = entry.text === undefined ? undefined : parseJsonObject(entry.text);
      }
      return entry.json;
    },
    revalidate() {
      let hasChanged = false;
      for (const [path, { stamp }] of entries) {
        if (stamp === undefined || isSameStamp(stamp, stampOf(path))) continue;
        entries.delete(path);
        hasChanged = true;
      }
      return hasChanged;
    },
    forgetAbsent() {
      for (const [path, { stamp }] of entries) if (stamp === undefined) entries.delete(path);
    },
  };
}

/** What has changed since when: each change that somebody must hear of begins a new generation. */
export class Generations {
  #current = 0;
  /** What led to a generation, for each since anything else than texts has changed. */
  readonly #edits = new Map<number, ReadonlySet<string>>();

  get current(): number {
    return this.#current;
  }

  /** Only the texts of these files have changed. */
  edited(paths: ReadonlySet<string>): void {
    this.#current++;
    this.#edits.set(this.#current, paths);
  }

  /** More has changed than texts. */
  renewed(): void {
    this.#current++;
    this.#edits.clear();
  }

  /** The files whose text has changed since a generation, when that is all that has; undefined: more has, or it is too long ago. */
  editedSince(past: number): ReadonlySet<string> | undefined {
    const edited = new Set<string>();
    for (let next = past + 1; next <= this.#current; next++) {
      const paths = this.#edits.get(next);
      if (paths === undefined) return undefined;
      for (const path of paths) edited.add(path);
    }
    return edited;
  }
}

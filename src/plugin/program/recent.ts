/** The values that were used last, as many as a bound allows: the least recently used go first. */
export class Recent<Value> {
  readonly #values = new Map<string, Value>();
  readonly #weigh: (value: Value) => number;
  readonly #count: number;
  readonly #weight: number;
  #total = 0;

  /** @param bounds how many values, and how much of whatever `weigh` measures */
  constructor(bounds: { readonly count: number; readonly weight: number }, weigh: (value: Value) => number) {
    this.#count = bounds.count;
    this.#weight = bounds.weight;
    this.#weigh = weigh;
  }

  /** Takes the value as the one that was used last; one that is over the bound by itself is not kept. */
  keep(key: string, value: Value): void {
    this.delete(key);
    this.#values.set(key, value);
    this.#total += this.#weigh(value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#count && this.#total <= this.#weight) return;
      this.delete(oldest);
    }
  }

  /** Gives the value away. */
  take(key: string): Value | undefined {
    const value = this.#values.get(key);
    this.delete(key);
    return value;
  }

  delete(key: string): void {
    const value = this.#values.get(key);
    if (value !== undefined) this.#total -= this.#weigh(value);
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
    this.#total = 0;
  }

  get size(): number {
    return this.#values.size;
  }
}

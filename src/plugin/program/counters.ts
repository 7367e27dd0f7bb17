/** What the program cost, since the linter's own timing charges all of it to whichever rule runs first. */

/** How often something was done, and how long it took in all. */
export interface Counter {
  count: number;
  milliseconds: number;
}

export interface Counters {
  /** Files read and parsed. */
  readonly parse: Counter;
  /** Specifiers looked up, without those that were known. */
  readonly resolve: Counter;
  /** Passes that look whether files have changed. */
  readonly validate: Counter;
}

/** Counters at zero. */
export function createCounters(): Counters {
  const zero = (): Counter => ({ count: 0, milliseconds: 0 });
  return { parse: zero(), resolve: zero(), validate: zero() };
}

/** Runs a piece of work on a counter's account. */
export function timed<Result>(counter: Counter, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  counter.count++;
  counter.milliseconds += performance.now() - start;
  return result;
}

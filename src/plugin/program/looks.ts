/** When the disk is looked at again: now and then, so that looking takes a small part of the time, however many files there are. */

/** Milliseconds between two looks, at least. */
const MIN_PAUSE = 500;
/** A look may take one part in so many of the time: 2 %. */
const PAUSE_FACTOR = 50;

/** Runs a look at the disk at the right moments. */
export class Looks {
  readonly #look: () => void;
  readonly #now: () => number;
  /** Milliseconds, as `now` tells them. */
  #next: number;
  /** Milliseconds of the look before: a single slow one, as of a disk that was asleep, is no reason to wait. */
  #lastTook = 0;

  /** @param now milliseconds from any fixed moment */
  constructor(look: () => void, now: () => number) {
    this.#look = look;
    this.#now = now;
    this.#next = now() + MIN_PAUSE;
  }

  /** Looks when it is time to. */
  mayLook(): void {
    const start = this.#now();
    if (start < this.#next) return;
    this.#look();
    const end = this.#now();
    const took = end - start;
    this.#next = end + Math.max(MIN_PAUSE, PAUSE_FACTOR * Math.min(this.#lastTook, took));
    this.#lastTook = took;
  }

  /** Next time, it is time to. */
  hasten(): void {
    this.#next = this.#now();
  }
}

/**
 * Values that depend on themselves. Whoever asks for a value while it is being found is told that it is nothing, and what is made of that
 * answer is a part of the truth. Knows how far out such a circle reaches, so that whatever stands around the whole circle may be kept for
 * good: the low link of Tarjan's strongly connected components (SIAM Journal on Computing, 1972). Leaves out finding the rest by a second
 * turn.
 */
import { NOTHING } from './make-values.ts';
import type { Values } from './values.ts';

/** Values that may be found inside each other, so that code of any depth leaves the stack alone. */
const MAX_NESTING = 400;

const NO_CIRCLE = Infinity;

/** The values that are being found, and how far out a circle among them reaches. */
export class Search {
  /** Values that are being found inside each other. */
  #nesting = 0;
  /** The outermost of these that was asked for by what is being found now. */
  #reach = NO_CIRCLE;
  /** What stands in a memo for what is being found, by its place among `#nesting`. */
  readonly #markers: Values[] = [];

  /** Begins anew, whatever became of the search before. */
  reset(): void {
    this.#nesting = 0;
    this.#reach = NO_CIRCLE;
  }

  get isTooDeep(): boolean {
    return this.#nesting > MAX_NESTING;
  }

  /** What a memo says: values as they are; nothing for what is being found. */
  answer(known: Values): Values {
    if (!isMarker(known)) return known;
    this.#reach = Math.min(this.#reach, this.#markers.indexOf(known));
    return NOTHING;
  }

  /** An answer was given that is no more than a part of the truth, whoever asks. */
  giveUp(): void {
    this.#reach = -1;
  }

  /** Begins to find a value; gives what `leave` has to be told. The memo is to hold `marker` until then. */
  enter(): number {
    const reach = this.#reach;
    this.#reach = NO_CIRCLE;
    this.#nesting += 1;
    return reach;
  }

  /** Stands for the value that was entered last. */
  get marker(): Values {
    const place = this.#nesting - 1;
    return (this.#markers[place] ??= []);
  }

  /** Whether nothing was taken for granted since the last `enter` that is still being found. */
  get isComplete(): boolean {
    return this.#reach >= this.#nesting - 1;
  }

  /** The value is found. */
  leave(reachBefore: number): void {
    this.#nesting -= 1;
    this.#reach = this.#reach >= this.#nesting ? reachBefore : Math.min(reachBefore, this.#reach);
  }
}

/** Whether this stands for a value that is being found. */
export function isMarker(values: Values): boolean {
  return values.length === 0 && values !== NOTHING;
}

/** Nothing is always the same nothing, so that it is not taken for a marker. */
export function found(values: Values): Values {
  return values.length === 0 ? NOTHING : values;
}

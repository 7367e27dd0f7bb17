/**
 * Values that depend on themselves. Whoever asks for a value while it is being found is told that it is nothing, and what is made of that
 * answer is a part of the truth. Knows how far out such a circle reaches, so that whatever stands around the whole circle may be kept for
 * good: the low link of Tarjan's strongly connected components (SIAM Journal on Computing, 1972). What was found inside of it is kept until the
 * circle is closed, and then forgotten: another way into the circle finds more of it. Leaves out large circles, of which the first way is taken for all.
 */
import { NOTHING } from './make-values.ts';
import type { Values } from './values.ts';

/** Values that may be found inside each other, so that code of any depth leaves the stack alone. */
const MAX_NESTING = 400;

/** Values in a circle that are found again from each of them. */
const MAX_CIRCLE = 50;

const NO_CIRCLE = Infinity;

/** Where values are kept that were found. */
interface Memo<Key> {
  delete(key: Key): boolean;
}

/** An answer that is no value; or, while it is being found, its place among what is. */
export type Kept<Answer> = { readonly answer: Answer } | { readonly place: number };

/** The values that are being found, and how far out a circle among them reaches. */
export class Search {
  /** Values that are being found inside each other. */
  #nesting = 0;
  /** The outermost of these that was asked for by what is being found now. */
  #reach = NO_CIRCLE;
  /** What stands in a memo for what is being found, by its place among `#nesting`. */
  readonly #markers: Values[] = [];
  /** Forget what was found inside of circles that are not closed yet. */
  readonly #parts: (() => void)[] = [];
  /** How many of these there were when the search for a value began, by its place among `#nesting`. */
  readonly #partsBefore: number[] = [];

  /** Begins anew, whatever became of the search before. */
  reset(): void {
    this.#nesting = 0;
    this.#reach = NO_CIRCLE;
    this.#parts.length = 0;
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
    this.#partsBefore[this.#nesting] = this.#parts.length;
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

  /** What is kept under a key; else what is found now. Whoever asks meanwhile is told so much, and what is made of that is no more than a part of the truth. */
  answered<Key extends WeakKey, Answer>(
    memo: WeakMap<Key, Kept<Answer>>,
    key: Key,
    meanwhile: Answer,
    find: () => Answer,
  ): Answer {
    const known = memo.get(key);
    if (known && 'answer' in known) return known.answer;
    if (known) {
      this.#reach = Math.min(this.#reach, known.place);
      return meanwhile;
    }
    const before = this.enter();
    memo.set(key, { place: this.#nesting - 1 });
    const answer = find();
    memo.set(key, { answer });
    this.leaveKept(before, memo, key);
    return answer;
  }

  /** The value is found. */
  leave(reachBefore: number): void {
    this.#nesting -= 1;
    if (this.#reach < this.#nesting) {
      this.#reach = Math.min(reachBefore, this.#reach);
      return;
    }
    this.#reach = reachBefore;
    const before = this.#partsBefore[this.#nesting] ?? 0;
    if (this.#parts.length > before) this.#close(before);
  }

  /** Forgets what was found inside of a circle. */
  #close(before: number): void {
    const parts = this.#parts.splice(before);
    if (parts.length <= MAX_CIRCLE) for (const forget of parts) forget();
  }

  /** The value is found, and is kept in a memo: for good, unless it is a part of the truth. */
  leaveKept<Key>(reachBefore: number, memo: Memo<Key>, key: Key): void {
    if (!this.isComplete) this.#parts.push(() => memo.delete(key));
    this.leave(reachBefore);
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

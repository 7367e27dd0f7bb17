/** The order in which recorded checkpoints come back on a replay, made as bad as it can be. */
import type { Order } from './trace.ts';

/** How many times a checkpoint is kept back for look-ups that were announced and have not come, and perhaps never will. */
const longestWait = 8;
/** The same while the database is being asked, so that they certainly come, however slow the machine is. */
const longestCertainWait = 200;

/**
 * Lets look-ups of checkpoints through one by one when several wait: the next one when the one before has come back and whatever it set going
 * has been announced. A look-up that is alone passes at once. `order` absent: a first life, everything passes.
 */
export class Gate {
  /** Several checkpoints were asked for at once. */
  concurrent = false;
  readonly #order: Order | undefined;
  readonly #keptBack: number;
  readonly #expected = new Set<number>();
  readonly #waiting: { readonly id: number; readonly pass: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waited = 0;
  /** Look-ups that have passed and not come back. */
  #under = 0;
  /** Questions to the database that are under way and that a look-up, or what it set going, comes after. */
  #asked = 0;

  /** `keptBack`: how long the others are kept back after one has come back, in milliseconds. */
  constructor(order: Order | undefined, keptBack: number) {
    this.#order = order;
    this.#keptBack = keptBack;
  }

  /** A step number was taken, so its look-up will come. */
  expect(id: number): void {
    if (this.#expected.size > 0) this.concurrent = true;
    this.#expected.add(id);
  }

  /** Does what comes before a look-up. */
  async before<T>(ask: () => T | Promise<T>): Promise<T> {
    this.#asked++;
    try {
      return await ask();
    } finally {
      this.#asked--;
    }
  }

  /** Does `lookUp` for step `id` when its turn has come. */
  async through<T>(id: number, lookUp: () => T | Promise<T>): Promise<T> {
    this.#expected.delete(id);
    if (this.#order === undefined) return lookUp();
    await new Promise<void>((resolve) => {
      this.#waiting.push({ id, pass: resolve });
      if (this.#timer !== undefined) return;
      if (this.#expected.size === 0 && this.#under === 0) this.#release();
      else this.#timer = setTimeout(this.#turn, this.#keptBack);
    });
    try {
      return await lookUp();
    } finally {
      this.#under--;
    }
  }

  readonly #turn = (): void => {
    // Some numbers never look up (the timeout of a `recv`), and some calls end late.
    const longest = this.#asked > 0 ? longestCertainWait : longestWait;
    if ((this.#expected.size > 0 || this.#under > 0) && ++this.#waited < longest) {
      this.#timer = setTimeout(this.#turn, this.#keptBack);
      return;
    }
    this.#release();
  };

  #release(): void {
    this.#timer = undefined;
    this.#waited = 0;
    this.#expected.clear();
    this.#waiting.sort((one, other) => (this.#order === 'reverse' ? other.id - one.id : one.id - other.id));
    const next = this.#waiting.shift();
    if (!next) return;
    this.#under++;
    next.pass();
    if (this.#waiting.length > 0) this.#timer = setTimeout(this.#turn, this.#keptBack);
  }
}

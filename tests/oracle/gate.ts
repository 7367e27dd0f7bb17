/** The order in which recorded checkpoints come back on a replay, made as bad as it can be. */
import type { Order } from './trace.ts';

/**
 * Lets look-ups of checkpoints through one by one when several wait. A look-up that is alone passes at once: the step numbers that were
 * taken tell how many are on their way. `order` absent: a first life, everything passes.
 */
export class Gate {
  /** Several checkpoints were asked for at once. */
  concurrent = false;
  readonly #order: Order | undefined;
  readonly #keptBack: number;
  readonly #expected = new Set<number>();
  readonly #waiting: { readonly id: number; readonly pass: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `keptBack`: how long the other checkpoints are kept back after one has come, in milliseconds. */
  constructor(order: Order | undefined, keptBack: number) {
    this.#order = order;
    this.#keptBack = keptBack;
  }

  /** A step number was taken, so its look-up will come. */
  expect(id: number): void {
    if (this.#expected.size > 0) this.concurrent = true;
    this.#expected.add(id);
  }

  /** Resolves when the checkpoint of step `id` may be looked up. */
  pass(id: number): Promise<void> {
    this.#expected.delete(id);
    if (this.#order === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ id, pass: resolve });
      if (this.#timer !== undefined) return;
      if (this.#expected.size === 0) this.#release();
      else this.#timer = setTimeout(this.#release, this.#keptBack);
    });
  }

  readonly #release = (): void => {
    this.#timer = undefined;
    // A number that no look-up came for (the timeout of a `recv`) is not waited for twice.
    this.#expected.clear();
    this.#waiting.sort((one, other) => (this.#order === 'reverse' ? other.id - one.id : one.id - other.id));
    this.#waiting.shift()?.pass();
    if (this.#waiting.length > 0) this.#timer = setTimeout(this.#release, this.#keptBack);
  };
}

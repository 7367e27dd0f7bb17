/** What an example's scene does to the answers of its effects: they fail, never come, or the workflow is cancelled meanwhile. */
import { AsyncResource } from 'node:async_hooks';

import type { Scene, Trouble } from '../example-scene.ts';
import type { Place } from './trace.ts';

/** Resolves when the answer of an effect may come, and rejects when it fails. `signal`: who asks may give up. */
export type Answering = (signal?: AbortSignal | null) => Promise<void>;

/** The troubles of a process: when one is killed and another one started, the first one has them. */
export function troublesOf(scene: Scene | undefined, life: number): readonly Trouble[] {
  return scene === undefined || (scene.restart !== undefined && life > 0) ? [] : scene.troubles;
}

export class Troubles {
  readonly #troubles: readonly Trouble[];
  readonly #cancel: (workflow: string) => Promise<void>;
  readonly #open = new Set<{ readonly what: string }>();
  readonly #met = new Map<string, number>();

  /** `cancel` cancels a workflow. */
  constructor(troubles: readonly Trouble[], cancel: (workflow: string) => Promise<void>) {
    this.#troubles = troubles;
    // As from another process, not from the workflow that is running.
    this.#cancel = AsyncResource.bind(cancel);
  }

  /** What is left open: effects that nobody has given up although their answer never comes, and what was opened and not closed. */
  get leftOpen(): readonly string[] {
    return [...this.#open].map(({ what }) => what);
  }

  /** Something is open until the returned function is called. */
  open(what: string): () => void {
    const one = { what };
    this.#open.add(one);
    return () => {
      this.#open.delete(one);
    };
  }

  /** What comes of the effect before its answer; undefined: nothing. `life` is the one in which it is made, at `place`. */
  meet(what: string, life: number, place: Place): Answering | undefined {
    const met = this.#troubles.filter((trouble) => what.startsWith(trouble.effect) && this.#isDue(trouble, life));
    if (met.length === 0) return undefined;
    return async (signal) => {
      for (const { kind } of met) {
        if (kind === 'cancels' && place.kind !== 'outside') await this.#cancel(place.workflow);
        if (kind === 'fails') throw new Error(`${what} failed`);
        if (kind === 'hangs') await this.#hang(what, signal);
      }
    };
  }

  #isDue(trouble: Trouble, life: number): boolean {
    const key = `${trouble.kind} ${trouble.effect} ${String(life)}`;
    const count = this.#met.get(key) ?? 0;
    this.#met.set(key, count + 1);
    return count < (trouble.times ?? Infinity);
  }

  #hang(what: string, signal: AbortSignal | null | undefined): Promise<never> {
    const close = this.open(what);
    return new Promise((_resolve, reject) => {
      const giveUp = (): void => {
        close();
        reject(signal?.reason instanceof Error ? signal.reason : new Error(`${what} was given up`));
      };
      if (signal?.aborted === true) giveUp();
      else signal?.addEventListener('abort', giveUp, { once: true });
    });
  }
}

/** Waiting, in milliseconds. */
import type { Example } from '../docs-examples.ts';

/** How long a workflow may take of which it is said that it never ends: a few times what others take. */
const patienceWithHanging = 2000;
/** How long other ones may take, on a machine that has much else to do. */
const patienceWithOthers = 15_000;

export function patienceWith({ verdict }: Pick<Example, 'verdict'>): number {
  return verdict === 'waits' ? patienceWithHanging : patienceWithOthers;
}

/** Resolves when `work` has settled, or after `ms`. Rejects when `work` rejects in time. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when `isSo`, or after some seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + patienceWithOthers; !isSo() && Date.now() < end;) await pause(5);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

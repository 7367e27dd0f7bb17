/**
 * The names that an example may use without declaring them. Each call is an effect that the oracle sees with its arguments.
 * docs/oracle.md describes them for authors.
 */
import { answerOf, describe, standIn } from './stand-in.ts';
import type { World } from './world.ts';

/** Acts on the world: `await charge(order.total)` notes `charge(10)` and gives a receipt. */
const actions = ['charge', 'refund', 'reserve', 'release', 'ship', 'sendEmail', 'notify', 'save'] as const;

/** Objects of which every method is an effect and gives an answer: `await db.query('select 1')`. */
const objects = ['db', 'cache', 'api'] as const;

export const preludeNames: ReadonlySet<string> = new Set([...actions, ...objects, 'load']);

/** The prelude, bound to one life. */
export function makePrelude(world: World): Readonly<Record<string, unknown>> {
  const calls = { effect: world.effect, value: () => Math.floor(world.draw() * 1000) };
  const action =
    (name: string) =>
    async (...args: readonly unknown[]) => {
      await world.effect(`${name}(${args.map(describe).join(', ')})`)?.();
      await Promise.resolve();
      return { id: `${name}-1`, ok: true };
    };
  return {
    ...Object.fromEntries(actions.map((name) => [name, action(name)])),
    ...Object.fromEntries(objects.map((name) => [name, standIn(name, calls)])),
    // Reads something that changes with time.
    load: async (...args: readonly unknown[]) => {
      await world.effect(`load(${args.map(describe).join(', ')})`)?.();
      await Promise.resolve();
      return answerOf('load', calls.value());
    },
  };
}

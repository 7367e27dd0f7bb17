/** The `process` that an example sees: its environment, its signals, and an end that is noted instead of coming. */
import type { World, WorldSource } from './world.ts';

/** The parts of a world that the process needs. */
export interface Surroundings {
  readonly source: WorldSource;
  readonly clock: () => number;
  readonly draw: World['draw'];
  readonly epoch: number;
}

type Listener = (...args: readonly unknown[]) => unknown;

export interface ProcessMembers {
  /** What hides the members of the real process; methods give `itself()`. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Calls what listens to a signal, and waits for it. */
  readonly signal: (name: string) => Promise<void>;
}

export function processMembers({ source, clock, draw, epoch }: Surroundings, itself: () => unknown): ProcessMembers {
  const { life, place, witness } = source;
  const listeners = new Map<string, Listener[]>();
  const on = (name: string, listener: Listener): unknown => {
    listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    return itself();
  };
  const end =
    (how: string) =>
    (...args: readonly unknown[]): never => {
      witness.exit(`${how}(${args.map(String).join(', ')})`);
      throw new Error(`${how} was called`);
    };
  const hrtime = Object.assign(() => [Math.floor(clock() / 1000), 0], { bigint: () => BigInt(clock()) * 1_000_000n });
  const members = {
    env: environment(source, () => life() > 0 && place().kind !== 'step'),
    get pid() {
      return 1000 + life();
    },
    hrtime,
    uptime: () => (clock() - epoch) / 1000,
    memoryUsage: () => ({ heapUsed: Math.floor(draw() * 1e9), rss: Math.floor(draw() * 1e9) }),
    exit: end('process.exit'),
    abort: end('process.abort'),
    kill: end('process.kill'),
    on,
    once: on,
  };
  const signal = async (name: string): Promise<void> => {
    for (const listener of listeners.get(name) ?? []) await listener(name);
  };
  return { members, signal };
}

/** Empty in the first life and in steps; elsewhere what the deployment between two lives has set. */
function environment({ environment: set }: WorldSource, isSet: () => boolean): Record<string, string | undefined> {
  return new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, key) => (typeof key === 'string' && isSet() ? set[key] : undefined),
      has: (_, key) => typeof key === 'string' && key in set && isSet(),
      set: () => true,
    },
  );
}

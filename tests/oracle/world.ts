/**
 * The world that an example sees: clock, randomness, identifiers, environment, timers, network.
 *
 * A step's world is the same in every life, the workflow body's is another one in each. So what differs between a first run and a
 * replay can only come from the body. The example gets its world as local names that hide the globals; the engine, the test runner
 * and everything else keep the real ones.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

import { answerOf, describe, standIn } from './stand-in.ts';
import type { Effect, Place } from './trace.ts';

const require = createRequire(import.meta.url);

/** Monday, 2 March 2026, 10:00 UTC: a fixed day, so that a proof does not depend on when it is run. */
export const epoch = Date.UTC(2026, 2, 2, 10);

const hour = 3_600_000;
/** How far the body's clock has moved on in the second, third ... life: Tuesday evening, Saturday noon, another month. */
const shifts: readonly number[] = [37 * hour, 123 * hour, 1001 * hour];
/** Where the body's random stream starts, by life. */
const streams: readonly number[] = [0.1, 0.9, 0.6, 0.3];

/** What a world tells its owner. */
export interface Witness {
  readonly effect: (effect: Effect) => void;
  /** The example ended the process. */
  readonly exit: (how: string) => void;
}

export interface World {
  /** Where the code that is running now belongs. */
  readonly place: () => Place;
  /** Notes an effect of the code that is running now. */
  readonly effect: (what: string) => void;
  /** As `effect`, for what the engine promises exactly once from a workflow but not from here. */
  readonly weakenedEffect: (what: string) => void;
  /** A number in [0, 1) that is stable in a step and another one in the body of each life. */
  readonly draw: () => number;
  /** The names that hide the globals. */
  readonly names: Readonly<Record<string, unknown>>;
  /** The module an example imports under this specifier, the SDK aside. */
  readonly module: (specifier: string) => unknown;
  /** Ends timers that the example left running. */
  readonly end: () => void;
}

/** Where a world's facts come from. */
export interface WorldSource {
  /** Which life the code runs in now; 0 is the first. A process that recovers its own workflow lives more than one. */
  readonly life: () => number;
  readonly place: () => Place;
  readonly witness: Witness;
  /** Origin of the loopback server that answers every request. */
  readonly origin: string;
  /** Environment variables that the deployment between two lives sets, with their new values. */
  readonly environment: Readonly<Record<string, string>>;
}

export function makeWorld(source: WorldSource): World {
  const { life, place, witness, origin } = source;
  const drawn = new Map<string, number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const next = (): readonly [Place, number] => {
    const here = place();
    const key = here.kind === 'step' ? `${here.workflow}/${String(here.step)}` : 'body';
    const count = drawn.get(key) ?? 0;
    drawn.set(key, count + 1);
    return [here, count];
  };
  const draw = (): number => {
    const [here, count] = next();
    if (here.kind === 'step') return hashed(`${here.workflow}/${String(here.step)}/${String(count)}`);
    return ((streams[life() % streams.length] ?? 0) + count * 0.013) % 1;
  };
  const clock = (): number => {
    const [here, count] = next();
    if (here.kind === 'step') return epoch + 1000 * (here.step + 1) + count;
    return epoch + (life() === 0 ? 0 : (shifts[(life() - 1) % shifts.length] ?? 0)) + count;
  };
  const bytes = (length: number): Buffer => {
    const [here, count] = next();
    const seed = here.kind === 'step' ? `${here.workflow}/${String(here.step)}` : `life ${String(life())}`;
    const out: Buffer[] = [];
    for (let size = 0; size < length; size += 32)
      out.push(
        createHash('sha256')
          .update(`${seed}/${String(count)}/${String(size)}`)
          .digest(),
      );
    return Buffer.concat(out).subarray(0, length);
  };
  const uuid = (): string => {
    const hex = bytes(16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };

  const effect = (what: string): void => {
    witness.effect({ what, place: place() });
  };
  const inBody = (): boolean => place().kind === 'body';
  /** Long waits are kept short; their order is kept. */
  const scaled = (ms: unknown): number => (typeof ms === 'number' && ms > 0 ? 1 + Math.min(ms / 200, 25) : 0);
  const wait = (ms: unknown): void => {
    if (inBody()) effect(`wait(${String(ms)})`);
  };

  const worldDate = new Proxy(Date, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [clock()] : args) as object,
    apply: () => new Date(clock()).toString(),
    get: (target, key) => (key === 'now' ? clock : (Reflect.get(target, key) as unknown)),
  });
  const worldMath = override(Math, { random: draw });
  const worldCrypto = override(globalThis.crypto, {
    randomUUID: uuid,
    getRandomValues: (array: Uint8Array) => (array.set(bytes(array.byteLength)), array),
  });
  const worldPerformance = override(globalThis.performance, { now: () => clock() - epoch, timeOrigin: epoch });
  const hrtime = Object.assign(() => [Math.floor(clock() / 1000), 0], { bigint: () => BigInt(clock()) * 1_000_000n });
  const environment = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, key) =>
        typeof key !== 'string'
          ? undefined
          : life() > 0 && place().kind !== 'step'
            ? source.environment[key]
            : undefined,
      has: (_, key) => typeof key === 'string' && life() > 0 && key in source.environment,
      set: () => true,
    },
  );
  const end =
    (how: string) =>
    (...args: readonly unknown[]): never => {
      witness.exit(`${how}(${args.map(String).join(', ')})`);
      throw new Error(`${how} was called`);
    };
  const worldProcess = override(process, {
    env: environment,
    get pid() {
      return 1000 + life();
    },
    hrtime,
    uptime: () => (clock() - epoch) / 1000,
    memoryUsage: () => ({ heapUsed: Math.floor(draw() * 1e9), rss: Math.floor(draw() * 1e9) }),
    exit: end('process.exit'),
    abort: end('process.abort'),
    kill: end('process.kill'),
    on: () => worldProcess,
    once: () => worldProcess,
  });

  const later = (callback: (...args: unknown[]) => unknown, ms?: number, ...args: unknown[]) => {
    wait(ms);
    const timer = setTimeout(callback, scaled(ms), ...args);
    timers.add(timer);
    return timer;
  };
  const every = (callback: (...args: unknown[]) => unknown, ms?: number, ...args: unknown[]) => {
    wait(ms);
    const timer = setInterval(callback, Math.max(5, scaled(ms)), ...args);
    timers.add(timer);
    return timer;
  };
  const sleep = (ms?: number, value?: unknown) =>
    new Promise((resolve) => {
      later(() => {
        resolve(value);
      }, ms);
    });
  const timerModule = {
    setTimeout: later,
    setInterval: every,
    setImmediate,
    clearTimeout,
    clearInterval,
    clearImmediate,
  };

  const request = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const body = init?.body === undefined || init.body === null ? '' : ` ${describe(init.body)}`;
    effect(`${init?.method ?? 'GET'} ${url.href}${body}`);
    const value = Math.floor(draw() * 1000);
    const response = await fetch(new URL(`${url.pathname}?value=${String(value)}`, origin), {
      method: init?.method ?? 'GET',
      signal: init?.signal ?? null,
    });
    const parsed = response.json.bind(response);
    return Object.defineProperty(response, 'json', {
      value: async () => {
        await parsed();
        return answerOf(url.host, value);
      },
    });
  };

  const nodeCrypto = override(require('node:crypto') as object, {
    randomUUID: uuid,
    randomBytes: bytes,
    randomInt: (low: number, high?: number) =>
      high === undefined ? Math.floor(draw() * low) : low + Math.floor(draw() * (high - low)),
    webcrypto: worldCrypto,
  });
  const stranger = { effect, value: () => Math.floor(draw() * 1000) };
  const modules: Readonly<Record<string, unknown>> = {
    crypto: nodeCrypto,
    timers: timerModule,
    'timers/promises': { setTimeout: sleep, setImmediate: () => new Promise(setImmediate), scheduler: { wait: sleep } },
    perf_hooks: { performance: worldPerformance },
    process: worldProcess,
  };
  const module = (specifier: string): unknown => {
    const name = specifier.replace(/^node:/, '');
    return modules[name] ?? (sameEverywhere.has(name) ? require(`node:${name}`) : standIn(specifier, stranger));
  };

  const silent = new Proxy({}, { get: () => () => undefined });
  const names: Record<string, unknown> = {
    Date: worldDate,
    Math: worldMath,
    crypto: worldCrypto,
    performance: worldPerformance,
    process: worldProcess,
    fetch: request,
    setTimeout: later,
    setInterval: every,
    console: silent,
  };
  const own = Object.entries(names).map(([name, value]) => [
    name,
    { value, writable: true, configurable: true, enumerable: true },
  ]);
  const globals: unknown = Object.create(globalThis, Object.fromEntries(own) as PropertyDescriptorMap);
  names['globalThis'] = globals;
  names['global'] = globals;
  return {
    place,
    effect,
    weakenedEffect: (what) => {
      witness.effect({ what, place: place(), weakened: true });
    },
    draw,
    names,
    module,
    end: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Node's modules that do the same in every life. All others are stood in for. */
const sameEverywhere: ReadonlySet<string> = new Set([
  'assert',
  'assert/strict',
  'async_hooks',
  'buffer',
  'events',
  'path',
  'string_decoder',
  'url',
  'util',
]);

/** The same object with some members replaced; methods keep their own `this`. */
function override<T extends object>(original: T, members: Readonly<Record<string, unknown>>): T {
  return new Proxy(original, {
    get: (target, key) => {
      if (Object.hasOwn(members, key)) return members[key as string];
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' && !/^[A-Z]/.test(String(key)) ? (value.bind(target) as unknown) : value;
    },
  });
}

function hashed(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

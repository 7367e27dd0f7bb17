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
import type { Answering, Troubles } from './trouble.ts';
import { processMembers } from './world-process.ts';

const require = createRequire(import.meta.url);

/** Monday, 2 March 2026, 10:00 UTC: a fixed day, so that a proof does not depend on when it is run. */
export const epoch = Date.UTC(2026, 2, 2, 10);

const hour = 3_600_000;
/** How far the body's clock has moved on in the second, third ... life: Tuesday evening, Saturday noon, another month. */
const shifts: readonly number[] = [37 * hour, 123 * hour, 1001 * hour];
/** Where the body's random stream starts, by life. */
const streams: readonly number[] = [0.1, 0.9, 0.6, 0.3];

/** So many times nobody reads the clock in one turn of the event loop who does not wait. */
const busy = 1000;

/** What a world tells its owner. */
export interface Witness {
  readonly effect: (effect: Effect) => void;
  /** The example ended the process. */
  readonly exit: (how: string) => void;
}

export interface World {
  /** Where the code that is running now belongs. */
  readonly place: () => Place;
  /** Notes an effect of the code that is running now. The result is to be waited for before its answer. */
  readonly effect: (what: string) => Answering | undefined;
  /** As `effect`, for what the engine promises exactly once from a workflow but not from here. */
  readonly weakenedEffect: (what: string) => void;
  /** A number in [0, 1) that is stable in a step and another one in the body of each life. */
  readonly draw: () => number;
  /** The names that hide the globals. */
  readonly names: Readonly<Record<string, unknown>>;
  /** The module an example imports under this specifier, the SDK aside. */
  readonly module: (specifier: string) => unknown;
  /** Something is open until the returned function is called. */
  readonly open: (what: string) => () => void;
  /** What the example printed, line by line. */
  readonly printed: readonly string[];
  /** Sends the process of the example a signal: what listens to it is called. */
  readonly signal: (name: string) => Promise<void>;
  /** Ends timers that the example left running. */
  readonly end: () => void;
}

/** Where a world's facts come from. */
export interface WorldSource {
  /** Which life the code runs in now; 0 is the first. A process that recovers its own workflow lives more than one. */
  readonly life: () => number;
  readonly place: () => Place;
  /** The example's workflow: what a step draws does not depend on its ID. */
  readonly workflowID: string;
  /** Whether the step at the place was recorded already. */
  readonly isOver: (place: Place) => boolean;
  readonly witness: Witness;
  readonly troubles: Troubles;
  /** Origin of the loopback server that answers every request. */
  readonly origin: string;
  /** Environment variables that the deployment between two lives sets, with their new values. */
  readonly environment: Readonly<Record<string, string>>;
}

export function makeWorld(source: WorldSource): World {
  const { life, place, witness, origin } = source;
  const printed: string[] = [];
  const drawn = new Map<string, number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const immediates = new Set<ReturnType<typeof setImmediate>>();
  let readsInTurn = 0;

  /** What a draw in a step depends on. */
  const seedOf = ({ workflow, step }: Extract<Place, { kind: 'step' }>): string =>
    `${workflow.replace(source.workflowID, 'example')}/${String(step)}`;
  const next = (): readonly [Place, number] => {
    const here = place();
    const key = here.kind === 'step' ? seedOf(here) : 'body';
    const count = drawn.get(key) ?? 0;
    drawn.set(key, count + 1);
    return [here, count];
  };
  const draw = (): number => {
    const [here, count] = next();
    if (here.kind === 'step') return hashed(`${seedOf(here)}/${String(count)}`);
    return ((streams[life() % streams.length] ?? 0) + count * 0.013) % 1;
  };
  const clock = (): number => {
    const [here, count] = next();
    noteBusyWait();
    if (here.kind === 'step') return epoch + 1000 * (here.step + 1) + count;
    return epoch + (life() === 0 ? 0 : (shifts[(life() - 1) % shifts.length] ?? 0)) + count;
  };
  const bytes = (length: number): Buffer => {
    const [here, count] = next();
    const seed = here.kind === 'step' ? seedOf(here) : `life ${String(life())}`;
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

  const effect = (what: string): Answering | undefined => {
    const here = place();
    witness.effect({ what, place: here, ...(source.isOver(here) ? { late: true as const } : {}) });
    return source.troubles.meet(what, life(), here);
  };
  const inBody = (): boolean => place().kind === 'body';
  /** A loop that reads the clock until it is late waits, and lets nothing else happen. */
  const noteBusyWait = (): void => {
    if (readsInTurn++ === 0)
      setImmediate(() => {
        readsInTurn = 0;
      });
    if (readsInTurn === busy && inBody()) effect('wait(busy)');
  };
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
  const { members, signal } = processMembers({ source, clock, draw, epoch }, () => worldProcess);
  const worldProcess: object = override(process, members);

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
  const soon = (callback: (...args: unknown[]) => unknown, ...args: unknown[]) => {
    const immediate = setImmediate(callback, ...args);
    immediates.add(immediate);
    return immediate;
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
    setImmediate: soon,
    clearTimeout,
    clearInterval,
    clearImmediate,
  };

  const request = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const body = init?.body === undefined || init.body === null ? '' : ` ${describe(init.body)}`;
    await effect(`${init?.method ?? 'GET'} ${url.href}${body}`)?.(init?.signal);
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

  const print = (...args: readonly unknown[]): void => {
    printed.push(args.map((value) => (typeof value === 'string' ? value : describe(value))).join(' '));
  };
  const worldConsole = new Proxy({}, { get: () => print });
  const names: Record<string, unknown> = {
    Date: worldDate,
    Math: worldMath,
    crypto: worldCrypto,
    performance: worldPerformance,
    process: worldProcess,
    fetch: request,
    setTimeout: later,
    setInterval: every,
    setImmediate: soon,
    console: worldConsole,
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
    open: (what) => source.troubles.open(what),
    printed,
    signal,
    end: () => {
      for (const timer of timers) clearTimeout(timer);
      for (const immediate of immediates) clearImmediate(immediate);
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

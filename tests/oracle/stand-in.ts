/**
 * A stand-in for what an example uses but does not show: a package that is not installed, another file, a declared function. Every
 * property of it exists, every call of it is an effect and gives another answer. An answer counts as a number where a number is needed
 * and as text where text is needed, so `rate.price * 2` and `` `key-${nanoid()}` `` work.
 */
import type { Answering } from './trouble.ts';

/** Where a stand-in notes its calls and gets its answers from. */
export interface Calls {
  readonly effect: (what: string) => Answering | undefined;
  readonly value: () => number;
}

/** What an answer is made from, by which it also survives being recorded. */
interface Source {
  readonly name: string;
  readonly value: number;
}

const labels = new WeakMap<object, string>();
const sources = new WeakMap<object, Source>();

/** Members of an answer that are called rather than read: `(await pool.connect()).query(...)`. */
const methods: ReadonlySet<string> = new Set(
  'query execute run all get set json text send save create insert update delete publish release close end connect quit commit rollback'.split(
    ' ',
  ),
);

/** Everything of a package, a file or a declared object, by the name it is known under. */
export function standIn(name: string, calls: Calls): object {
  return callable(name, calls);
}

/** What a call named `name` gives back when it draws `value`. */
export function answerOf(name: string, value: number): object {
  return answer(name, silent, value);
}

/** How the engine records an answer, so that a replay reads the same one. */
export const answerRecipe = {
  name: 'stand-in answer',
  isApplicable: (value: unknown): value is object => typeof value === 'object' && value !== null && sources.has(value),
  serialize: (value: object): readonly [string, number] => {
    const source = sources.get(value);
    return [source?.name ?? '', source?.value ?? 0];
  },
  deserialize: ([name, value]: readonly [string, number]): object => answer(name, silent, value),
};

const silent: Calls = { effect: () => undefined, value: () => 0 };
const promptly: Answering = () => Promise.resolve();

function callable(name: string, calls: Calls): object {
  const members = new Map<string, unknown>();
  const call = (args: readonly unknown[]): object => {
    const answering = calls.effect(`${name}(${args.map(describe).join(', ')})`);
    return answer(`${name}()`, calls, calls.value(), answering ?? promptly);
  };
  const proxy: object = new Proxy(function standIn() {}, {
    apply: (_target, _this, args: unknown[]) => call(args),
    construct: () => callable(`${name}()`, calls),
    get: (target, key) => {
      if (key === 'prototype') return target.prototype as unknown;
      if (key === '__esModule') return true;
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined;
      if (key === 'default') return proxy;
      const known = members.get(key);
      if (known !== undefined) return known;
      const member = callable(`${name}.${key}`, calls);
      members.set(key, member);
      return member;
    },
    set: (_target, key, value: unknown) => {
      members.set(String(key), value);
      return true;
    },
  });
  labels.set(proxy, name);
  return proxy;
}

/** `answering`: it came out of a call, so it can also be waited for, once. */
function answer(name: string, calls: Calls, value: number, answering?: Answering): object {
  const label = `${name}#${String(value)}`;
  const proxy: object = new Proxy(
    {},
    {
      get: (_target, key) => {
        if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'string' ? label : value);
        if (key === Symbol.iterator) return () => [answer(`${name}[0]`, calls, value)][Symbol.iterator]();
        if (typeof key === 'symbol') return undefined;
        if (key === 'then' || key === 'catch' || key === 'finally') {
          if (!answering) return undefined;
          const settled = answering().then(() => answer(name, calls, value));
          return settled[key].bind(settled) as unknown;
        }
        if (key === 'constructor') return Object;
        if (key === 'toString' || key === 'toJSON') return () => label;
        if (key === 'length') return 1;
        if (key === 'map' || key === 'filter' || key === 'forEach' || key === 'find') {
          const items = [answer(`${name}[0]`, calls, value)];
          return items[key].bind(items) as unknown;
        }
        return methods.has(key) ? callable(`${name}.${key}`, calls) : answer(`${name}.${key}`, calls, value);
      },
    },
  );
  labels.set(proxy, label);
  sources.set(proxy, { name, value });
  return proxy;
}

/** The short text by which two arguments are compared. */
export function describe(value: unknown): string {
  if (typeof value === 'function' || (typeof value === 'object' && value !== null)) {
    const label = labels.get(value);
    if (label !== undefined) return label;
  }
  if (typeof value === 'function') return 'function';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (value === undefined) return 'undefined';
  try {
    return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
  } catch {
    return '[circular]';
  }
}

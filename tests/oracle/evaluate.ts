/** Evaluates an example in a world, and finds the workflow that it is about. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';

import { DBOS } from '@dbos-inc/dbos-sdk';
import type { MethodRegistrationBase } from '@dbos-inc/dbos-sdk';
import { getAllRegisteredFunctions, getClassRegistrationByName } from '@dbos-inc/dbos-sdk/internal/decorators';

import { registerDataSource, registerTransaction, runTransaction } from '@dbos-inc/dbos-sdk/datasource';

import type { Program } from './load.ts';
import { makePrelude, preludeNames } from './prelude.ts';
import { serverStandIn } from './server.ts';
import { describe, standIn, type Calls } from './stand-in.ts';
import { testRunner, type TestRunner } from './test-runner.ts';
import type { World } from './world.ts';

const require = createRequire(import.meta.url);

/** The example cannot be run as it is written: a defect of the example or of the harness, never a proof. */
export class ExampleFault extends Error {}

/** What the example's own calls of the engine do besides reaching it. */
export interface EngineDoor {
  /** An engine call threw at the example. */
  readonly note: (thrown: unknown) => void;
  /** Fills in the database of a configuration that the example makes. */
  readonly configure: (config: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** The example launches the engine; resolves when that is over, however it ends. */
  readonly launching?: (over: Promise<void>) => void;
  /** Something never answers, so time limits are made short. */
  readonly hangs?: boolean;
}

type Exports = Readonly<Record<string, unknown>>;

/** An example's module after it ran. */
export interface Evaluated {
  readonly exports: Exports;
  /**
   * Runs code in the names that the module exports and those of the SDK, `visit` for a request to its server, `tests` for its tests, `signal` for
   * a signal to its process, and `also`.
   */
  readonly call: (code: string, also?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** What comes of the request that `arrives`. */
  readonly arrived: () => Promise<unknown>;
}

/** Runs the example's module. `arrives`: a request that comes in as soon as its server listens. Rejects with what the module throws. */
export async function evaluate(
  program: Program,
  world: World,
  door: EngineDoor,
  arrives: string | undefined,
): Promise<Evaluated> {
  const module = { exports: {} as Record<string, unknown> };
  const runner = testRunner();
  const sdk = sdkBehind(door, world, runner);
  const server = serverStandIn(arrives);
  const known: Readonly<Record<string, unknown>> = { express: server.module, vitest: runner.module };
  const names: Record<string, unknown> = {
    ...world.names,
    require: (specifier: string) => sdk(specifier) ?? known[specifier] ?? world.module(specifier),
    module,
    exports: module.exports,
    ...freeNames(program, world),
  };
  // The inner function lets the example declare a name of the prelude itself.
  const run = compileFunction(`return (async () => {${program.code}\n})()`, Object.keys(names), {
    filename: 'example.js',
  });
  await (run as (...values: unknown[]) => unknown)(...Object.values(names));
  const call = (code: string, also: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const { DBOS: engine, DBOSClient } = sdk('@dbos-inc/dbos-sdk') as Exports;
    const outside = { DBOS: engine, DBOSClient, visit: server.visit, tests: runner.run, signal: world.signal };
    const scope = { ...world.names, ...outside, ...also, ...module.exports };
    const made = compileFunction(`return (async () => (${code}))()`, Object.keys(scope));
    return (made as (...values: unknown[]) => Promise<unknown>)(...Object.values(scope));
  };
  return { exports: module.exports, call, arrived: server.arrived };
}

function callsOf(world: World): Calls {
  return { effect: world.effect, value: () => Math.floor(world.draw() * 1000) };
}

function freeNames(program: Program, world: World): Record<string, unknown> {
  const prelude = makePrelude(world);
  const names: Record<string, unknown> = {};
  const calls = callsOf(world);
  for (const name of program.free) {
    if (
      name in world.names ||
      name in globalThis ||
      ['require', 'module', 'exports', 'undefined', 'arguments'].includes(name)
    )
      continue;
    if (program.pure.includes(name))
      names[name] = (...args: readonly unknown[]) => `${name}(${args.map(describe).join(', ')})`;
    else if (program.declared.includes(name)) names[name] = standIn(name, calls);
    else if (preludeNames.has(name)) names[name] = prelude[name];
    else
      throw new ExampleFault(
        `\`${name}\` is neither declared nor in the prelude: declare it (\`declare function ${name}(): Promise<void>\`) or import it.`,
      );
  }
  return names;
}

/** The SDK as the example imports it: the same functions, with the door around them. */
function sdkBehind(door: EngineDoor, world: World, runner: TestRunner): (specifier: string) => unknown {
  const wrapped = new Map<unknown, unknown>();
  const engine: object = new Proxy(DBOS, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const known = wrapped.get(value);
      if (known !== undefined) return known;
      const call = watched(value as Call, String(key), engine, door, world);
      wrapped.set(value, call);
      return call;
    },
  });
  const main: unknown = require('@dbos-inc/dbos-sdk');
  const module: unknown = new Proxy(main as object, {
    get: (target, key): unknown => {
      // A test may put something else in the place of what is imported already.
      const mock = runner.mocked('@dbos-inc/dbos-sdk');
      if (mock) return Reflect.get(mock, key);
      if (key === 'DBOS') return engine;
      return key === 'DBOSClient' ? clientBehind(target, door, world) : Reflect.get(target, key);
    },
  });
  return (specifier) => {
    if (specifier === '@dbos-inc/dbos-sdk') return module;
    if (specifier.startsWith('@dbos-inc/dbos-sdk/')) return require(specifier) as unknown;
    return specifier.startsWith('@dbos-inc/') && specifier.endsWith('-datasource')
      ? dataSourceModule(world)
      : undefined;
  };
}

/** Longest that `DBOS.sleep` takes outside the body of a workflow, in milliseconds. */
const longestSleep = 15;

/** Durable in a workflow, but not in a step: there the call is made again whenever the step is. */
const weakenedInSteps: ReadonlySet<string> = new Set([
  'send',
  'runStep',
  'writeStream',
  'sleep',
  'sleepms',
  'sleepSeconds',
]);

type Call = (this: unknown, ...args: unknown[]) => unknown;

function watched(value: Call, key: string, engine: object, door: EngineDoor, world: World): Call {
  const rethrow = (error: unknown): never => {
    door.note(error);
    throw error;
  };
  return function (...args) {
    if (weakenedInSteps.has(key) && world.place().kind === 'step') {
      world.weakenedEffect(`DBOS.${key}(${args.map(describe).join(', ')})`);
    }
    try {
      const result = value.apply(this === engine ? DBOS : this, givenTo(key, args, door, world));
      // Handed on as a new promise: a rejection that the example leaves alone must stay unhandled.
      if (key === 'launch' && result instanceof Promise) door.launching?.(result.then(nothing, nothing));
      if (result instanceof Promise) return result.catch(rethrow);
      return key === 'step' ? decoratorWatched(result as Decorator, world) : result;
    } catch (error) {
      return rethrow(error);
    }
  };
}

function nothing(): void {
  // However it ended.
}

function givenTo(key: string, args: readonly unknown[], door: EngineDoor, world: World): unknown[] {
  const [first, ...rest] = args;
  if (key === 'startWorkflow' && door.hangs === true) return [first, shortened(rest[0])];
  if (key === 'setConfig') return [door.configure((first ?? {}) as Record<string, unknown>)];
  if (key === 'registerStep' && typeof first === 'function') return [stepWatched(first as Call, world), ...rest];
  // In a workflow the engine's own wait is shortened; elsewhere it is a plain timer.
  if (key.startsWith('sleep') && typeof first === 'number' && world.place().kind !== 'body') {
    return [Math.min(first, key === 'sleepSeconds' ? longestSleep / 1000 : longestSleep)];
  }
  return [...args];
}

/** Longest that a workflow may take when something hangs, in milliseconds. */
const longestTimeout = 100;

function shortened(params: unknown): unknown {
  const { timeoutMS } = (params ?? {}) as { readonly timeoutMS?: number };
  return timeoutMS === undefined ? params : { ...(params as object), timeoutMS: Math.min(timeoutMS, longestTimeout) };
}

type Decorator = (target: object, key: string, descriptor: PropertyDescriptor) => unknown;

function decoratorWatched(decorator: Decorator, world: World): Decorator {
  return (target, key, descriptor) => {
    descriptor.value = stepWatched(descriptor.value as Call, world);
    return decorator(target, key, descriptor);
  };
}

/** Steps whose body is running in the current flow of calls. */
const runningSteps = new AsyncLocalStorage<Call>();

/** The step, noting when it runs inside another one, where it is recorded by nobody. */
function stepWatched(step: Call, world: World): Call {
  const watching: Call = function (...args) {
    if (world.place().kind === 'step' && runningSteps.getStore() !== undefined) {
      world.weakenedEffect(`${step.name}(${args.map(describe).join(', ')})`);
    }
    return runningSteps.run(step, () => step.apply(this, args));
  };
  return Object.defineProperty(watching, 'name', { value: step.name });
}

/** A client on the oracle's database, whose calls are effects: the engine does not record them. */
function clientBehind(sdk: object, door: EngineDoor, world: World): object {
  const { DBOSClient } = sdk as { DBOSClient: { create: (options: object) => Promise<object> } };
  const create = async (options: unknown): Promise<object> => {
    const isWhole = typeof options === 'object' && options !== null;
    const client = await DBOSClient.create(isWhole ? door.configure({ ...options }) : (options as object));
    const close = world.open('DBOSClient');
    return new Proxy(client, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (key === 'destroy') close();
          else world.effect(`DBOSClient.${String(key)}(${args.map(describe).join(', ')})`);
          return (value as Call).apply(target, args);
        };
      },
    });
  };
  return { create };
}

/** Any `@dbos-inc/*-datasource`: transactions that run their callback, without a database behind their client. */
function dataSourceModule(world: World): object {
  const client = standIn('client', callsOf(world));
  /** As in the packages, there is a client in a transaction only. */
  const clientInTransaction = (): unknown => {
    if (!DBOS.isInTransaction()) throw new Error('invalid use of DataSource.client outside of a DBOS transaction.');
    return client;
  };
  class DataSource {
    readonly name: string;
    static get client(): unknown {
      return clientInTransaction();
    }
    static get entityManager(): unknown {
      return clientInTransaction();
    }
    get client(): unknown {
      return clientInTransaction();
    }
    get entityManager(): unknown {
      return clientInTransaction();
    }

    static createFromConfig(name: string): DataSource {
      return new DataSource(name);
    }

    constructor(name: string) {
      this.name = name;
      registerDataSource({
        name,
        initialize: () => Promise.resolve(),
        destroy: () => Promise.resolve(),
        invokeTransactionFunction: (_config, target, callback, ...args) => callback.apply(target, args),
      });
    }

    runTransaction<T>(callback: () => Promise<T>, config: { readonly name?: string } = {}): Promise<T> {
      return runTransaction(callback, config.name ?? callback.name, { dsName: this.name, config });
    }

    registerTransaction(
      callback: (...args: unknown[]) => Promise<unknown>,
      config: { readonly name?: string } = {},
    ): unknown {
      return registerTransaction(this.name, callback, { name: config.name ?? callback.name });
    }

    transaction() {
      return (_target: object, key: string, descriptor: PropertyDescriptor) => {
        descriptor.value = registerTransaction(this.name, descriptor.value as () => Promise<unknown>, { name: key });
        return descriptor;
      };
    }
  }
  return new Proxy(
    {},
    { get: (_target, key) => (typeof key === 'string' && key.endsWith('DataSource') ? DataSource : undefined) },
  );
}

/** A workflow of the example, with the arguments it is to be run with. */
export interface Subject {
  readonly name: string;
  readonly start: (workflowID: string) => Promise<unknown>;
}

/** The workflow to run; undefined when the example registers none. */
export function subjectOf(
  program: Program,
  run: string | undefined,
  exports: Exports,
  names: Readonly<Record<string, unknown>>,
): Subject | undefined {
  const workflows = getAllRegisteredFunctions().filter((registered) => registered.workflowConfig !== undefined);
  const asked = run === undefined ? undefined : /^([\w$.]+)\s*\(([^]*)\)\s*;?$/.exec(run);
  if (run !== undefined && !asked)
    throw new ExampleFault(`\`run: ${run}\` is not of the form \`workflow(arguments)\`.`);
  const chosen = asked
    ? workflows.find((registered) => isCalled(registered, asked[1] ?? '', exports))
    : (workflows.find((registered) => registered.wrappedFunction === exports['default']) ?? workflows.at(-1));
  if (asked && !chosen)
    throw new ExampleFault(
      `\`run: ${run ?? ''}\` names no workflow of the example; it has ${workflows.map((one) => one.name).join(', ') || 'none'}.`,
    );
  if (!chosen) return undefined;

  const source = asked?.[2] || (program.samples[chosen.name] ?? program.samples[chosen.origFunction.name] ?? '');
  const made: unknown = (
    compileFunction(`return [${source}]`, Object.keys(names)) as (...values: unknown[]) => unknown
  )(...Object.values(names));
  const args = made as unknown[];
  return { name: chosen.name, start: (workflowID) => startOf(chosen, workflowID, args) };
}

function isCalled(registered: MethodRegistrationBase, name: string, exports: Exports): boolean {
  const last = name.split('.').at(-1) ?? name;
  return (
    registered.name === last || registered.origFunction.name === last || registered.wrappedFunction === exports[name]
  );
}

function startOf(registered: MethodRegistrationBase, workflowID: string, args: readonly unknown[]): Promise<unknown> {
  if (!registered.isInstance) {
    const workflow = registered.wrappedFunction as (...args: readonly unknown[]) => Promise<unknown>;
    return DBOS.startWorkflow(workflow, { workflowID })(...args);
  }
  const [instance] = getClassRegistrationByName(registered.className).configuredInstances.values();
  if (!instance)
    throw new ExampleFault(`\`${registered.className}\` has no instance to run \`${registered.name}\` on.`);
  const started = DBOS.startWorkflow(instance, { workflowID }) as unknown as Record<
    string,
    (...args: readonly unknown[]) => Promise<unknown>
  >;
  const method = started[registered.name];
  if (!method) throw new ExampleFault(`\`${registered.className}\` has no method \`${registered.name}\`.`);
  return method(...args);
}

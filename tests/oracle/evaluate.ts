/** Evaluates an example in a world, and finds the workflow that it is about. */
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';

import { DBOS } from '@dbos-inc/dbos-sdk';
import type { MethodRegistrationBase } from '@dbos-inc/dbos-sdk';
import { getAllRegisteredFunctions, getClassRegistrationByName } from '@dbos-inc/dbos-sdk/internal/decorators';

import { registerDataSource, registerTransaction, runTransaction } from '@dbos-inc/dbos-sdk/datasource';

import type { Program } from './load.ts';
import { makePrelude, preludeNames } from './prelude.ts';
import { describe, standIn, type Calls } from './stand-in.ts';
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
}

type Exports = Readonly<Record<string, unknown>>;

/** Runs the example's module. Rejects with what the module throws. */
export async function evaluate(program: Program, world: World, door: EngineDoor): Promise<Exports> {
  const module = { exports: {} as Record<string, unknown> };
  const sdk = sdkBehind(door, world);
  const names: Record<string, unknown> = {
    ...world.names,
    require: (specifier: string) => sdk(specifier) ?? world.module(specifier),
    module,
    exports: module.exports,
    ...freeNames(program, world),
  };
  // The inner function lets the example declare a name of the prelude itself.
  const run = compileFunction(`return (async () => {${program.code}\n})()`, Object.keys(names), {
    filename: 'example.js',
  });
  await (run as (...values: unknown[]) => unknown)(...Object.values(names));
  return module.exports;
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
function sdkBehind(door: EngineDoor, world: World): (specifier: string) => unknown {
  const wrapped = new Map<unknown, unknown>();
  const engine: object = new Proxy(DBOS, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const known = wrapped.get(value);
      if (known !== undefined) return known;
      const call = watched(value as (...args: unknown[]) => unknown, String(key), engine, door, world);
      wrapped.set(value, call);
      return call;
    },
  });
  const main: unknown = require('@dbos-inc/dbos-sdk');
  const module: unknown = new Proxy(main as object, {
    get: (target, key) =>
      key === 'DBOS'
        ? engine
        : key === 'DBOSClient'
          ? clientBehind(target, door)
          : (Reflect.get(target, key) as unknown),
  });
  return (specifier) => {
    if (specifier === '@dbos-inc/dbos-sdk') return module;
    if (specifier.startsWith('@dbos-inc/dbos-sdk/')) return require(specifier) as unknown;
    return specifier.startsWith('@dbos-inc/') && specifier.endsWith('-datasource')
      ? dataSourceModule(world)
      : undefined;
  };
}

/** Calls of these are promised exactly once from a workflow, and are at least once from a step. */
const weakenedInSteps: ReadonlySet<string> = new Set(['send', 'runStep', 'writeStream']);

function watched(value: (...args: unknown[]) => unknown, key: string, engine: object, door: EngineDoor, world: World) {
  const rethrow = (error: unknown): never => {
    door.note(error);
    throw error;
  };
  return function (this: unknown, ...args: unknown[]): unknown {
    if (weakenedInSteps.has(key) && world.place().kind === 'step')
      world.weakenedEffect(`DBOS.${key}(${args.map(describe).join(', ')})`);
    const given = key === 'setConfig' ? [door.configure((args[0] ?? {}) as Record<string, unknown>)] : args;
    try {
      const result = value.apply(this === engine || this === undefined ? DBOS : this, given);
      // Handed on as a new promise: a rejection that the example leaves alone must stay unhandled.
      return result instanceof Promise ? result.catch(rethrow) : result;
    } catch (error) {
      return rethrow(error);
    }
  };
}

function clientBehind(sdk: object, door: EngineDoor): object {
  const { DBOSClient } = sdk as { DBOSClient: { create: (options: object) => unknown } };
  return { create: (options: Record<string, unknown>) => DBOSClient.create(door.configure(options)) };
}

/** Any `@dbos-inc/*-datasource`: transactions that run their callback, without a database of their own. */
function dataSourceModule(world: World): object {
  const client = standIn('client', callsOf(world));
  class DataSource {
    readonly name: string;
    readonly client = client;
    readonly entityManager = client;
    static readonly client = client;
    static readonly entityManager = client;

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

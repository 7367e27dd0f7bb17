/** Calls functions of the SDK from each place, says what was seen, and holds it against their rows. It knows no version of the SDK. */
import { ConfiguredInstance, DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import type { DBOSConfig } from '@dbos-inc/dbos-sdk';
import { registerDataSource, registerTransaction, runTransaction } from '@dbos-inc/dbos-sdk/datasource';

import type { ApiSpec, ApiTable, Verdict } from '../../src/knowledge/vocabulary/apis.ts';
import type { Place } from '../../src/knowledge/vocabulary/roles.ts';
import type { Kit, Prepared, Recipe } from './fact-recipes.ts';
import { within } from './time.ts';

const SDK = '@dbos-inc/dbos-sdk';
export const places = [
  'workflow',
  'step',
  'transaction',
  'outside',
  'before-launch',
] as const satisfies readonly Place[];

/** A row of the tables. */
export interface Row {
  /** The name without the SDK's module. */
  readonly key: string;
  readonly spec: Pick<ApiSpec, 'result' | 'steps' | 'at' | 'property'>;
}

/** What a call was seen to do. */
export interface Seen {
  readonly threw: string | undefined;
  /** Step numbers that it took. */
  readonly numbers: readonly number[];
  /** Of these, the recorded ones. */
  readonly recorded: number;
  readonly did: boolean | undefined;
  readonly result: string;
}

/** The engine that is asked. */
export interface Engine {
  /** Runs `load` as before the launch. */
  readonly register: (load: () => Promise<void>) => Promise<void>;
  /** The name of the application. */
  readonly name: string;
  /** A configuration with which it can be launched again. */
  readonly config: () => DBOSConfig;
  /** A time limit, as this version takes it. */
  readonly soon: Kit['soon'];
  /** The step numbers that the workflow takes from now on. */
  readonly count: (workflow: string) => readonly number[];
}

/** Rows that a recipe may be made for: the SDK's own, and what it registered. */
export function rowsOf(table: ApiTable): readonly Row[] {
  return Object.entries(table)
    .filter(([name]) => name.startsWith(SDK) || name.startsWith('registered:'))
    .flatMap(([name, spec]) => {
      const key = name.replace(SDK, '');
      return [
        { key, spec },
        ...(spec.variant ? [{ key: `${key} (variant)`, spec: { ...spec, ...spec.variant } }] : []),
      ];
    });
}

export function isLater(version: string | undefined, than: string): boolean {
  return version !== undefined && version.localeCompare(than, 'en', { numeric: true }) > 0;
}

/** Where a verdict, the number of step numbers, or the kind of the result cannot be seen. */
export interface Exception {
  readonly places?: readonly string[];
  readonly steps?: true;
  readonly result?: true;
}

/** Something that a call did otherwise than its row says. */
export interface Contradiction {
  readonly key: string;
  readonly at: Place | 'steps' | 'result';
  /** What the row says, and what was seen. */
  readonly what: string;
}

/** What contradicts the row. `seen` gives what was seen of the row at a place. */
export function contradictionsOf(
  { key, spec }: Row,
  seen: (place: Place) => Seen | undefined,
  except: Exception | undefined,
): readonly Contradiction[] {
  const found: Contradiction[] = [];
  for (const place of places) {
    const result = seen(place);
    const verdict = spec.at[place] ?? 'works';
    const why = result && !except?.places?.includes(place) ? contradictionOf(verdict, place, result) : undefined;
    if (why !== undefined) found.push({ key, at: place, what: `${verdict}, and ${why}` });
  }
  const inWorkflow = seen('workflow');
  if (inWorkflow && inWorkflow.threw === undefined && except?.steps !== true) {
    const { length } = inWorkflow.numbers;
    if (length !== spec.steps)
      found.push({ key, at: 'steps', what: `${String(spec.steps)} numbers, and it takes ${String(length)}` });
  }
  const outside = [seen('outside'), inWorkflow, seen('before-launch')].find((one) => one?.threw === undefined);
  if (outside && except?.result !== true && outside.result !== spec.result)
    found.push({ key, at: 'result', what: `${spec.result}, and it gives ${outside.result}` });
  return found;
}

/** Why the sight contradicts the verdict; undefined when it agrees. */
function contradictionOf(verdict: Verdict, place: Place, { threw, numbers, recorded, did }: Seen): string | undefined {
  if (verdict === 'throws' || verdict === 'acts-then-throws') {
    if (threw === undefined) return 'it does not throw';
    if (verdict === 'acts-then-throws' && did === false) return `it throws and did nothing: ${threw}`;
    return verdict === 'throws' && did === true ? `it did its work before it threw: ${threw}` : undefined;
  }
  if (threw !== undefined) return `it throws: ${threw}`;
  if (verdict === 'records')
    return recorded === 0 ? `it records nothing (numbers ${numbers.join(', ') || 'none'})` : undefined;
  return place === 'workflow' && recorded > 0 ? 'it is recorded' : undefined;
}

/** Calls things from a workflow, a step, a transaction. */
export class Bench {
  readonly kit: Kit;
  readonly #engine: Engine;
  readonly #recipes: Readonly<Record<string, Recipe>>;
  readonly #calls = new Map<string, () => Promise<void>>();
  readonly #clients: DBOSClient[] = [];
  #names = 0;
  #body!: () => Promise<void>;
  #step!: () => Promise<void>;
  #transaction!: () => Promise<void>;
  #registered!: Pick<Kit, 'child' | 'scheduled' | 'step' | 'transaction' | 'instance'>;
  #client!: DBOSClient;

  constructor(engine: Engine, recipes: Readonly<Record<string, Recipe>>) {
    this.#engine = engine;
    this.#recipes = recipes;
    const registered = () => this.#registered;
    const unique = () => `fact-${String(this.#names++)}`;
    this.kit = {
      unique,
      finished: async () => {
        const handle = await DBOS.startWorkflow(this.#registered.child, { workflowID: unique() })();
        await handle.getResult();
        return handle.workflowID;
      },
      waiting: async () =>
        (await DBOS.startWorkflow(this.#registered.child, { workflowID: unique(), queueName: 'nobody' })()).workflowID,
      schedule: async () => {
        const name = unique();
        await DBOS.createSchedule({
          scheduleName: name,
          workflowFn: this.#registered.scheduled,
          schedule: '0 0 1 1 *',
        });
        return name;
      },
      queue: () => DBOS.registerQueue(unique(), { globalConcurrency: 10 }),
      client: () => this.#client,
      get child() {
        return registered().child;
      },
      get scheduled() {
        return registered().scheduled;
      },
      get step() {
        return registered().step;
      },
      get transaction() {
        return registered().transaction;
      },
      get instance() {
        return registered().instance;
      },
      dataSource: 'facts',
      config: engine.config,
      soon: engine.soon,
    };
  }

  async register(): Promise<void> {
    const callIn = async (): Promise<void> => {
      await this.#calls.get(DBOS.workflowID ?? '')?.();
    };
    await this.#engine.register(async () => {
      registerDataSource({
        name: 'facts',
        initialize: () => Promise.resolve(),
        destroy: () => Promise.resolve(),
        invokeTransactionFunction: (_config, target, callback, ...args) => callback.apply(target, args),
      });
      const first = () => DBOS.runStep(() => Promise.resolve(0), { name: 'first' });
      this.#body = DBOS.registerWorkflow(async () => (await first(), callIn()), { name: 'body' });
      this.#step = DBOS.registerWorkflow(async () => (await first(), DBOS.runStep(callIn, { name: 'outer' })), {
        name: 'in-step',
      });
      this.#transaction = DBOS.registerWorkflow(
        async () => (await first(), runTransaction(callIn, 'outer', { dsName: 'facts' })),
        { name: 'in-transaction' },
      );
      class Instance extends ConfiguredInstance {
        async run() {
          return Promise.resolve(1);
        }
      }
      const descriptor = Object.getOwnPropertyDescriptor(Instance.prototype, 'run') as TypedPropertyDescriptor<
        () => Promise<number>
      >;
      DBOS.workflow()(Instance.prototype, 'run', descriptor);
      Object.defineProperty(Instance.prototype, 'run', descriptor);
      this.#registered = {
        child: DBOS.registerWorkflow(async () => (await DBOS.writeStream('key', 1), 1), { name: 'child' }),
        scheduled: DBOS.registerWorkflow(async (_at: Date, _context: unknown) => Promise.resolve(), {
          name: 'scheduled',
        }),
        step: DBOS.registerStep(() => Promise.resolve(1), { name: 'registered-step' }),
        transaction: registerTransaction('facts', () => Promise.resolve(1), { name: 'registered-transaction' }),
        instance: new Instance('facts'),
      };
      await Promise.resolve();
    });
    const { systemDatabaseUrl, systemDatabasePool } = this.kit.config();
    this.#client = await DBOSClient.create({
      systemDatabaseUrl: systemDatabaseUrl ?? '',
      ...(systemDatabasePool ? { systemDatabasePool } : {}),
      applicationName: this.#engine.name,
    });
    this.#clients.push(this.#client);
  }

  async callAt(place: Exclude<Place, 'before-launch'>, key: string): Promise<Seen> {
    const recipe = this.#recipes[key];
    if (!recipe) throw new Error(`There is no recipe for ${key}.`);
    const prepared = await recipe(this.kit);
    if (place === 'outside') return attempt(prepared);
    const id = this.kit.unique();
    const taken = this.#engine.count(id);
    let result: Seen | undefined;
    this.#calls.set(id, async () => {
      result = await attempt(prepared, taken);
    });
    const workflow = place === 'workflow' ? this.#body : place === 'step' ? this.#step : this.#transaction;
    const handle = await DBOS.startWorkflow(workflow, { workflowID: id })();
    await within(5000, handle.getResult());
    if (!result) throw new Error(`${key} at ${place} does not come back.`);
    const steps = (await DBOS.listWorkflowSteps(id)) ?? [];
    const { numbers } = result;
    const did = result.did ?? (result.threw === undefined ? undefined : await prepared.did?.());
    return { ...result, did, recorded: steps.filter((step) => numbers.includes(step.functionID)).length };
  }

  async end(): Promise<void> {
    for (const client of this.#clients) await client.destroy();
  }
}

/** `taken`: the step numbers that were taken. */
export async function attempt({ call }: Prepared, taken: readonly number[] = []): Promise<Seen> {
  const before = taken.length;
  let threw: string | undefined;
  let result = 'nothing';
  try {
    const value: unknown = call();
    result = kindOf(value);
    if (isStream(value)) await value[Symbol.asyncIterator]().next();
    // What `startWorkflow` gives takes any name for a method's, `then` too.
    else if (result !== 'function') await value;
  } catch (error) {
    threw = error instanceof Error ? error.message : String(error);
  }
  return { threw, numbers: taken.slice(before), recorded: 0, did: undefined, result };
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (isStream(value)) return 'stream';
  if (typeof value === 'function') return 'function';
  return typeof value === 'object' && value !== null && 'then' in value ? 'promise' : 'value';
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

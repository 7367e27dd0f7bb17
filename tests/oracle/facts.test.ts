/**
 * The tables of the engine against the installed SDK: every row that says what a call does at a place is called at that place. Rows that
 * are not run are listed with the reason; a row with neither a recipe nor a reason fails.
 */
import { createRequire } from 'node:module';

import { ConfiguredInstance, DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import type { DBOSConfig } from '@dbos-inc/dbos-sdk';
import { registerDataSource, registerTransaction, runTransaction } from '@dbos-inc/dbos-sdk/datasource';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { apis } from '../../src/knowledge/dbos/apis.ts';
import type { ApiSpec, Verdict } from '../../src/knowledge/vocabulary/apis.ts';
import type { Place } from '../../src/knowledge/vocabulary/roles.ts';
import { exceptions, notRun, recipes, type Kit, type Prepared } from './fact-recipes.ts';
import { Probe, type Recording } from './probe.ts';
import { sdkVersion } from './sdk-version.ts';
import { Session } from './session.ts';
import { within } from './time.ts';

const require = createRequire(import.meta.url);
const SDK = '@dbos-inc/dbos-sdk';
const installed = sdkVersion();
const places = ['workflow', 'step', 'transaction', 'outside', 'before-launch'] as const satisfies readonly Place[];

/** A row of the tables that the installed SDK has. */
interface Row {
  /** The name without the SDK's module. */
  readonly key: string;
  readonly spec: Pick<ApiSpec, 'result' | 'steps' | 'at' | 'property'>;
}

/** What a call was seen to do. */
interface Seen {
  readonly threw: string | undefined;
  /** Step numbers that it took. */
  readonly numbers: readonly number[];
  /** Of these, the recorded ones. */
  readonly recorded: number;
  readonly did: boolean | undefined;
  readonly result: string;
}

const present = Object.entries(apis).filter(([, spec]) => spec.until === undefined && !isLater(spec.since));
const rows: readonly Row[] = present
  .filter(([name]) => name.startsWith(SDK) || name.startsWith('registered:'))
  .flatMap(([name, spec]) => {
    const key = name.replace(SDK, '');
    return [{ key, spec }, ...(spec.variant ? [{ key: `${key} (variant)`, spec: { ...spec, ...spec.variant } }] : [])];
  });
const seen = new Map<string, Seen>();
let session: Session;

function isLater(version: string | undefined): boolean {
  return version !== undefined && version.localeCompare(installed, 'en', { numeric: true }) > 0;
}

beforeAll(async () => {
  const probe = new Probe();
  session = await Session.start();
  const bench = new Bench(probe, session);
  await bench.register();
  for (const { key } of rows) {
    for (const place of places)
      if (place !== 'before-launch' && recipes[key]) seen.set(`${key} @ ${place}`, await bench.callAt(place, key));
  }
  // All that is to be called before the launch is prepared while the engine runs.
  const prepared = new Map<string, Prepared>();
  for (const { key } of rows) if (recipes[key]) prepared.set(key, await recipes[key](bench.kit));
  await DBOS.shutdown();
  // `launch` last: it ends the state in which the others are called.
  for (const [key, one] of [...prepared].sort(
    ([first], [second]) => Number(first === '#DBOS.launch') - Number(second === '#DBOS.launch'),
  )) {
    seen.set(`${key} @ before-launch`, await attempt(one, undefined));
  }
  await bench.end();
}, 120_000);

afterAll(async () => {
  await session.stop();
});

describe(`the tables against ${SDK} ${installed}`, () => {
  it('every row is run, or it is said why not', () => {
    const silent = rows
      .filter(({ key, spec }) => !recipes[key] && notRun[key] === undefined && spec.property !== true)
      .map(({ key }) => key);
    expect(silent).toEqual([]);
    const stale = Object.keys({ ...recipes, ...notRun }).filter((key) => !rows.some((row) => row.key === key));
    expect(stale).toEqual([]);
    const others = Object.keys(apis).filter((name) => !name.startsWith(SDK) && !name.startsWith('registered:'));
    console.info(
      `Not run: ${Object.keys(notRun).join(', ')}; ${String(others.length)} rows of packages that are not installed.`,
    );
  });

  for (const { key, spec } of rows) {
    if (!recipes[key]) continue;
    it(key, () => {
      const except = exceptions[key];
      for (const place of places) {
        const result = seen.get(`${key} @ ${place}`);
        const verdict = spec.at[place] ?? 'works';
        if (!except?.places?.includes(place))
          expect
            .soft(result && contradictionOf(verdict, place, result), `${key} at ${place}: ${verdict}`)
            .toBeUndefined();
      }
      const inWorkflow = seen.get(`${key} @ workflow`);
      if (inWorkflow?.threw === undefined && except?.steps !== true)
        expect.soft(inWorkflow?.numbers, `${key}: step numbers`).toHaveLength(spec.steps);
      const outside = [seen.get(`${key} @ outside`), inWorkflow, seen.get(`${key} @ before-launch`)].find(
        (one) => one?.threw === undefined,
      );
      if (outside) expect.soft(outside.result, `${key}: result`).toBe(spec.result);
    });
  }

  it.each(
    Object.entries(apis).filter(
      ([name, spec]) =>
        name.startsWith(`${SDK}#`) &&
        /^#\w+(\.\w+)?$/.test(name.replace(SDK, '')) &&
        (spec.until !== undefined || isLater(spec.since)),
    ),
  )('%s is not there', (name) => {
    expect(memberOf(name)).toBeUndefined();
  });

  it.each(
    present
      .map(([name]) => name)
      .filter((name) => name.startsWith(SDK) && /^(\/\w+)?#\w+(\.\w+)?$/.test(name.replace(SDK, ''))),
  )('%s is there', (name) => {
    expect(memberOf(name)).toBe(true);
  });
});

/** Whether the SDK's module has the member; undefined: no. */
function memberOf(name: string): true | undefined {
  const [module = '', path = ''] = name.split('#');
  const [root = '', member] = path.split('.');
  const holder: unknown = (require(module) as Record<string, unknown>)[root];
  if (holder === undefined || holder === null) return undefined;
  return member === undefined || member in Object(holder) ? true : undefined;
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
class Bench {
  readonly kit: Kit;
  readonly #probe: Probe;
  readonly #calls = new Map<string, () => Promise<void>>();
  readonly #clients: DBOSClient[] = [];
  #names = 0;
  #body!: () => Promise<void>;
  #step!: () => Promise<void>;
  #transaction!: () => Promise<void>;
  #registered!: Pick<Kit, 'child' | 'scheduled' | 'step' | 'transaction' | 'instance'>;
  #client!: DBOSClient;

  constructor(probe: Probe, owner: Session) {
    this.#probe = probe;
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
      config: () => {
        owner.renew();
        return owner.configure({ name: 'facts', enablePatching: true }) as unknown as DBOSConfig;
      },
    };
  }

  async register(): Promise<void> {
    const callIn = async (): Promise<void> => {
      await this.#calls.get(DBOS.workflowID ?? '')?.();
    };
    await session.register(async () => {
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
      applicationName: 'oracle',
    });
    this.#clients.push(this.#client);
  }

  async callAt(place: Exclude<Place, 'before-launch'>, key: string): Promise<Seen> {
    const recipe = recipes[key];
    if (!recipe) throw new Error(`There is no recipe for ${key}.`);
    const prepared = await recipe(this.kit);
    if (place === 'outside') return attempt(prepared, undefined);
    const id = this.kit.unique();
    const recording = this.#probe.begin({ workflow: id, life: 0, order: 'reverse', keptBack: 1, receiveWithin: 1 });
    let result: Seen | undefined;
    this.#calls.set(id, async () => {
      result = await attempt(prepared, recording);
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

async function attempt({ call }: Prepared, recording: Recording | undefined): Promise<Seen> {
  const before = recording?.numbers.length ?? 0;
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
  return { threw, numbers: recording?.numbers.slice(before) ?? [], recorded: 0, did: undefined, result };
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

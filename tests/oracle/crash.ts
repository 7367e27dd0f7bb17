/**
 * Tier B: a process runs the example and is killed with SIGKILL at each step number; a second process launches, and the engine recovers
 * the workflow by itself, on a real Postgres.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureSystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import type { GlobalLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs';
import pg from 'pg';

import type { Example } from '../docs-examples.ts';
import { buildLife } from './build-life.ts';
import { quiet } from './engine-settings.ts';
import { ExampleFault } from './evaluate.ts';
import type { Cut, LifePlan, Report } from './life-plan.ts';
import { loadProgram } from './load.ts';
import { startLoopback, type Loopback } from './loopback.ts';
import { startPostgres, type Server } from './postgres.ts';
import type { Effect, EngineError, Life, Observation, Order, OutsideLife, Recovery } from './trace.ts';
import { patienceWith } from './time.ts';
import { isRecovered } from './verdict.ts';

/** How long a process may take, in milliseconds. */
const patience = 60_000;
/** Cuts of one example that are made at the same time. */
const lanes = 2;
/** Runs of an example that is said to end the process, at most. */
const races = 5;
const workflowID = 'example';
/** How the folder of a run begins; what follows is the number of its process. */
const lives = 'durable-lives-';

/** Removes the folders of runs that were killed. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((found) => found.startsWith(lives))) {
    const owner = Number.parseInt(name.slice(lives.length), 10);
    if (!Number.isNaN(owner) && isGone(owner)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Somebody else's process is there, too.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** How a process ended and what it said. */
interface Ended {
  readonly life: Life;
  readonly loading: readonly EngineError[];
  readonly names: readonly (readonly [number, string])[];
  readonly concurrent: boolean;
  readonly launched: boolean;
  readonly calls: readonly OutsideLife[];
  readonly wanted: boolean | undefined;
  /** It was killed at the cut that its plan names. */
  readonly cut: boolean;
}

/** A process that was killed, and how the one ended that recovered; the latter is missing when nothing was killed. */
interface Crashed {
  readonly cut: Exclude<Cut, 'call'>;
  readonly committed: readonly number[];
  readonly names: Ended['names'];
  readonly before: Ended;
  readonly order?: Order;
  readonly after?: Ended;
}

export class CrashOracle {
  readonly #server: Server;
  readonly #loopback: Loopback;
  readonly #folder: string;
  readonly #template: string;
  readonly #program: string;
  #cases = 0;

  private constructor(server: Server, loopback: Loopback, folder: string, template: string) {
    this.#server = server;
    this.#loopback = loopback;
    this.#folder = folder;
    this.#template = template;
    this.#program = buildLife(join(folder, 'program'));
  }

  /** Starts Postgres: about one second. Rejects with NoPostgres, whose message is one line. */
  static async start(): Promise<CrashOracle> {
    sweep();
    const server = await startPostgres();
    const template = `oracle_${String(process.pid)}`;
    await ensureSystemDatabase(server.url(template), quiet as unknown as GlobalLogger);
    return new CrashOracle(
      server,
      await startLoopback(),
      mkdtempSync(join(tmpdir(), `${lives}${String(process.pid)}-`)),
      template,
    );
  }

  async stop(): Promise<void> {
    await this.#loopback.close();
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * Everything that running and crashing `example` shows. Rejects with an ExampleFault when it cannot be run as written. Whether a call that nobody
   * waits for is recorded before its workflow ends is a race on a real database: what is said to end the process gets several runs to do so.
   */
  async observe(example: Example): Promise<Observation> {
    for (let left = races; ; left--) {
      const observation = await this.#observe(example);
      if (example.verdict !== 'kills' || observation.first?.killed !== undefined || left <= 1) return observation;
    }
  }

  async #observe(example: Example): Promise<Observation> {
    const program = loadProgram(example);
    const { scene, call } = example;
    const earlier = scene?.previous === undefined ? program : loadProgram({ ...example, text: scene.previous });
    const since = Date.now();
    const plan = (life: number, order: Order, database: string, cut?: Cut): LifePlan => ({
      program: life === 0 ? earlier : program,
      since,
      patience: patienceWith(example),
      isLate: life === 0 && example.verdict === 'loses',
      ...(scene && { scene }),
      ...(example.run === undefined ? {} : { run: example.run }),
      ...(call && { call }),
      sends: example.sends,
      life,
      order,
      ...(cut === undefined ? {} : { cut }),
      workflowID,
      app: 'oracle',
      url: this.#server.url(database),
      origin: this.#loopback.origin,
      report: join(this.#folder, `${database}-${String(life)}.jsonl`),
    });
    if (call && scene?.restart !== undefined) {
      const again = { code: scene.restart, isRequest: false };
      return await this.#inCase(async (database) => {
        const before = await this.#live(plan(0, 'reverse', database, 'call'));
        if (!before.cut) return outsideOf([before]);
        return outsideOf([before, await this.#live({ ...plan(1, 'reverse', database), call: again })]);
      });
    }
    const reference = await this.#inCase((database) => this.#live(plan(0, 'reverse', database)));
    if (call) return outsideOf([reference]);
    const { life: first, loading } = reference;
    const wanted = reference.wanted === undefined ? {} : { wanted: reference.wanted };
    if (loading.length > 0 || first.steps.length + (first.outcome ? 1 : 0) === 0) {
      return {
        loading,
        ...(first.killed === undefined ? {} : { first }),
        ...(reference.launched ? { launched: true } : {}),
        recoveries: [],
        spent: 0,
      };
    }
    if (first.killed !== undefined || !first.outcome || !isRecovered(example))
      return { loading, first, ...wanted, recoveries: [], spent: 0 };

    const start = performance.now();
    const numbers = first.steps.map((step) => Number.parseInt(step, 10));
    const cuts: readonly Exclude<Cut, 'call'>[] = [...new Set(numbers), 'end'];
    const orders: readonly Order[] = reference.concurrent ? ['reverse', 'forward'] : ['reverse'];
    // Each order recovers the same crash: which call of several comes first in a life is chance.
    const crashed = await this.#inLanes(cuts, (cut) =>
      this.#inCase(async (database) => {
        const before = await this.#live(plan(0, 'reverse', database, cut));
        if (!before.cut) return [{ cut, before, committed: [], names: [] }];
        const names = await this.#committedIn(database);
        const committed = names.map(([id]) => id);
        const ends = [];
        for (const order of orders) {
          const after = await this.#inCopyOf(database, (copy) => this.#live(plan(1, order, copy)));
          ends.push({ cut, order, committed, names, before, after });
        }
        return ends;
      }),
    );
    const lives: readonly Crashed[] = crashed.flat();
    const recoveries: Recovery[] = [];
    const asked = lives.flatMap(({ after }) => (after?.wanted === undefined ? [] : [after.wanted]));
    const said = asked.length === 0 ? wanted : { wanted: asked.every(Boolean) };
    for (const { cut, order, committed, names, before, after } of lives) {
      if ((!after || !order) && before.life.killed === undefined)
        throw new ExampleFault(`It was to be killed at ${String(cut)} and never came there.`);
      if (!after || !order) return { loading, first: before.life, recoveries, spent: performance.now() - start };
      recoveries.push({
        cut: cut === 'end' ? 1 + Math.max(-1, ...numbers) : cut,
        order,
        committed,
        before: named(named(before.life, names), reference.names),
        after: named(after.life, reference.names),
      });
    }
    const version = scene?.previous === undefined ? {} : { isOtherVersion: true as const };
    return { loading, first, ...said, ...version, recoveries, spent: performance.now() - start };
  }

  async #inLanes<Task, Result>(tasks: readonly Task[], work: (task: Task) => Promise<Result>): Promise<Result[]> {
    const waiting = [...tasks.entries()];
    const results: Result[] = [];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        results[next[0]] = await work(next[1]);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return results;
  }

  /** A database of its own, so that all lives of all cases have the same names: the engine derives identifiers from them. */
  async #inCase<T>(work: (database: string) => Promise<T>): Promise<T> {
    const database = `case_${String(process.pid)}_${String(this.#cases++)}`;
    await this.#command(`CREATE DATABASE ${database} TEMPLATE ${this.#template}`);
    try {
      return await work(database);
    } finally {
      await this.#command(`DROP DATABASE ${database} WITH (FORCE)`);
    }
  }

  async #command(sql: string, database = 'postgres'): Promise<readonly unknown[]> {
    const client = new pg.Client({ connectionString: this.#server.url(database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** What a killed process left behind, once more. */
  async #inCopyOf<T>(database: string, work: (copy: string) => Promise<T>): Promise<T> {
    const copy = `${database}_${String(this.#cases++)}`;
    // A connection of the killed process may still be there, and a database with connections cannot be copied.
    await this.#command(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${database}'`);
    await this.#command(`CREATE DATABASE ${copy} TEMPLATE ${database}`);
    try {
      return await work(copy);
    } finally {
      await this.#command(`DROP DATABASE ${copy} WITH (FORCE)`);
    }
  }

  /** Numbers and names of the steps that a killed life had recorded. */
  async #committedIn(database: string): Promise<readonly (readonly [number, string])[]> {
    const rows = await this.#command(
      `SELECT function_id, function_name FROM dbos.operation_outputs WHERE workflow_uuid = '${workflowID}'`,
      database,
    );
    return (rows as readonly { readonly function_id: number; readonly function_name: string }[]).map(
      ({ function_id: id, function_name: name }) => [id, name] as const,
    );
  }

  async #live(plan: LifePlan): Promise<Ended> {
    const file = `${plan.report}.plan`;
    writeFileSync(file, JSON.stringify(plan));
    const child = spawn(process.execPath, [this.#program, file], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // pg warns about a query hook of the SDK; nothing else is to be read there.
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const timer = setTimeout(() => child.kill('SIGTERM'), patience);
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
      child.once('close', (exitCode, exitSignal) => {
        resolve([exitCode, exitSignal]);
      });
    });
    clearTimeout(timer);
    const lines = existsSync(plan.report) ? readFileSync(plan.report, 'utf8').split('\n').filter(Boolean) : [];
    return endedOf(
      lines.map((line) => JSON.parse(line) as Report),
      code,
      signal,
      said,
    );
  }
}

function endedOf(reports: readonly Report[], code: number | null, signal: NodeJS.Signals | null, said: string): Ended {
  const of = <Kind extends Report['kind']>(kind: Kind) =>
    reports.filter((report): report is Extract<Report, { kind: Kind }> => report.kind === kind);
  if (of('alive').length === 0)
    throw new ExampleFault(
      `The process of a life did not come up: ${said.trim().replaceAll(/\s+/g, ' ').slice(0, 300)}`,
    );
  const [fault] = of('fault');
  if (fault) throw new ExampleFault(fault.message);
  const cut = signal === 'SIGKILL';
  const [exit] = of('exit');
  const killed =
    exit?.how ??
    (cut || code === 0
      ? undefined
      : `exit code ${String(code ?? signal)}: ${
          said
            .split('\n')
            .find((line) => /Error/.test(line))
            ?.trim() ?? ''
        }`);
  const names = of('names').flatMap((report) => report.names);
  const recorded = new Map(names);
  const [outcome] = of('outcome');
  return {
    life: {
      steps: of('number').map(({ id }) => `${String(id)}:${recorded.get(id) ?? '?'}`),
      effects: of('effect')
        .map(({ effect }) => effect)
        .filter(({ place }) => place.kind === 'outside' || place.workflow === workflowID),
      errors: of('error').map(({ error }) => error),
      ...(outcome ? { outcome: outcome.outcome } : {}),
      ...(killed === undefined ? {} : { killed }),
    },
    loading: of('loading').map(({ error }) => error),
    names,
    concurrent: of('concurrent').length > 0,
    launched: of('launched').length > 0,
    calls: callsOf(reports),
    wanted: of('wanted').at(-1)?.is,
    cut,
  };
}

/** What calls from outside showed, in one process after the other. */
function outsideOf(ended: readonly Ended[]): Observation {
  const first = ended.find(({ life }) => life.killed !== undefined)?.life;
  const wanted = ended.at(-1)?.wanted;
  return {
    loading: ended.flatMap(({ loading }) => loading),
    ...(first && { first }),
    calls: ended.flatMap(({ calls }) => calls),
    ...(wanted === undefined ? {} : { wanted }),
    recoveries: [],
    spent: 0,
  };
}

function callsOf(reports: readonly Report[]): readonly OutsideLife[] {
  const calls: OutsideLife[] = [];
  let effects: Effect[] = [];
  for (const report of reports) {
    if (report.kind === 'effect') effects.push(report.effect);
    if (report.kind !== 'called') continue;
    calls.push({ effects, ...report.how });
    effects = [];
  }
  return calls;
}

/** A number that recorded nothing in this life goes by the name it has elsewhere. */
function named(life: Life, names: Ended['names']): Life {
  const known = new Map(names.map(([id, name]) => [String(id), name]));
  return {
    ...life,
    steps: life.steps.map((step) =>
      step.endsWith(':?') ? `${step.slice(0, -1)}${known.get(step.slice(0, -2)) ?? '?'}` : step,
    ),
  };
}

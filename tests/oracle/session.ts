/**
 * An engine in this process that examples are put into one after the other, without launching it anew for each: the registry is emptied,
 * the example is evaluated as if before the launch, and the running engine then finds its workflows.
 */
import { DBOS } from '@dbos-inc/dbos-sdk';
import type { DBOSConfig, DBOSLifecycleCallback } from '@dbos-inc/dbos-sdk';
import {
  clearAllRegistrations,
  finalizeClassRegistrations,
  getLifecycleListeners,
  recordDBOSLaunch,
  recordDBOSShutdown,
  registerLifecycleCallback,
} from '@dbos-inc/dbos-sdk/internal/decorators';

import { configFor, forgetQueues, hurryQueues, hurryWaits, teachSerializer } from './engine-settings.ts';
import { spareIdlePolls } from './idle-polls.ts';
import { openMigrated } from './pglite-image.ts';
import { poolOver, type EmbeddedPool } from './pglite-pool.ts';

/** How often queues are polled, in milliseconds. */
const queuePoll = 2;

/** An engine on PGlite. One per process. */
export class Session {
  readonly #database: EmbeddedPool;
  #launched = false;
  #version = 0;
  /** The version may be that of an example. */
  #isOthers = false;
  #listeners: readonly DBOSLifecycleCallback[] = [];

  private constructor(database: EmbeddedPool) {
    this.#database = database;
  }

  static async start(): Promise<Session> {
    teachSerializer();
    const database = poolOver(await openMigrated());
    spareIdlePolls(database.changes);
    const session = new Session(database);
    await session.launch();
    return session;
  }

  readonly configure = (own: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    configFor(
      { url: 'postgresql://oracle@localhost/oracle', pool: this.#database.pool },
      `oracle-${String(this.#version)}`,
      own,
    );

  /** Call it before each launch. */
  hurry(): void {
    hurryQueues(queuePoll);
  }

  async launch(): Promise<void> {
    if (this.#launched) return;
    if (this.#isOthers) this.renew();
    this.#isOthers = false;
    DBOS.setConfig(
      this.configure({ name: 'oracle', executorID: 'oracle', enablePatching: true }) as unknown as DBOSConfig,
    );
    this.hurry();
    await DBOS.launch();
    hurryWaits();
    this.#listeners = [...getLifecycleListeners()];
    this.#launched = true;
  }

  /** What is configured from now on is another version: a database accepts one from one application only. */
  renew(): void {
    this.#version++;
    this.#isOthers = true;
  }

  /** Stops the engine and forgets everything registered, as for a fresh process. */
  async shutDown(): Promise<void> {
    await DBOS.shutdown({ deregister: true });
    this.#launched = false;
  }

  /**
   * As in a database of its own: workflows, queues and schedules of one example are none of another's. Not every table goes with its workflow, so all
   * are emptied but those that say what the database and the application are.
   */
  async forgetRecords(): Promise<void> {
    const { rows } = await this.#database.pool.query<{ readonly tablename: string }>(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'dbos' AND tablename NOT IN ('dbos_migrations', 'application_versions')",
    );
    // Few rows are there, so this is much less work than to truncate.
    await this.#database.pool.query(rows.map(({ tablename }) => `DELETE FROM dbos."${tablename}"`).join('; '));
    forgetQueues();
  }

  /** As in a process that has configured nothing yet. */
  forgetConfig(): void {
    Reflect.apply(DBOS.setConfig.bind(DBOS), DBOS, [undefined]);
  }

  /** Runs `load` as if before the launch, with an empty registry, on the running engine. */
  async register(load: () => Promise<void>): Promise<void> {
    // The engine's own listeners (its scheduler) stay, so that they are ended when it shuts down.
    const listeners = [...this.#listeners];
    clearAllRegistrations();
    for (const listener of listeners) registerLifecycleCallback(listener);
    recordDBOSShutdown();
    try {
      await load();
      finalizeClassRegistrations();
    } finally {
      recordDBOSLaunch();
    }
  }

  async stop(): Promise<void> {
    await DBOS.shutdown({ deregister: true });
    await this.#database.close();
  }
}

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

import { configFor, hurryQueues, hurryWaits, teachSerializer } from './engine-settings.ts';
import { startEmbeddedPool, type EmbeddedPool } from './pglite-pool.ts';

/** An engine on PGlite. One per process. */
export class Session {
  readonly #database: EmbeddedPool;
  #launched = false;
  #configured = 0;
  #listeners: readonly DBOSLifecycleCallback[] = [];

  private constructor(database: EmbeddedPool) {
    this.#database = database;
  }

  static async start(): Promise<Session> {
    teachSerializer();
    const session = new Session(await startEmbeddedPool());
    await session.launch();
    return session;
  }

  readonly configure = (own: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    configFor(
      { url: 'postgresql://oracle@localhost/oracle', pool: this.#database.pool },
      `oracle-${String(this.#configured++)}`,
      own,
    );

  async launch(): Promise<void> {
    if (this.#launched) return;
    DBOS.setConfig(
      this.configure({ name: 'oracle', executorID: 'oracle', enablePatching: true }) as unknown as DBOSConfig,
    );
    hurryQueues();
    await DBOS.launch();
    hurryWaits();
    this.#listeners = [...getLifecycleListeners()];
    this.#launched = true;
  }

  /** Stops the engine and forgets everything registered, as for a fresh process. */
  async shutDown(): Promise<void> {
    await DBOS.shutdown({ deregister: true });
    this.#launched = false;
  }

  /** As in a database of its own: workflows, queues and schedules of one example are none of another's. */
  async forgetRecords(): Promise<void> {
    for (const table of ['workflow_status', 'queues', 'workflow_schedules'])
      await this.#database.pool.query(`DELETE FROM dbos.${table}`);
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

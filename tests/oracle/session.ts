/**
 * An engine in this process that examples are put into one after the other, without launching it anew for each: the registry is emptied,
 * the example is evaluated as if before the launch, and the running engine then finds its workflows.
 */
import { createRequire } from 'node:module';

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
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';

import type { Pool } from 'pg';

import { startEmbeddedPool, type EmbeddedPool } from './pglite-pool.ts';
import { answerRecipe } from './stand-in.ts';

const require = createRequire(import.meta.url);

/** How often queues are polled, in milliseconds. */
const poll = 10;

const quiet = { info: () => undefined, debug: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * What the engine of a test needs besides its database; a configuration that an example makes is completed with it. A database
 * accepts each `version` from one application only.
 */
export function configFor(
  database: { readonly url: string; readonly pool?: Pool },
  version: string,
  own: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    applicationVersion: version,
    ...own,
    logger: quiet,
    useListenNotify: false,
    systemDatabaseUrl: database.url,
    ...(database.pool === undefined ? {} : { systemDatabasePool: database.pool }),
  };
}

/** Makes queues, results and events prompt. Call it before each launch. */
export function hurryQueues(): void {
  const queues = require('@dbos-inc/dbos-sdk/internal/wfqueue') as {
    registerInternalQueue: (name: string, options: object) => unknown;
    wfQueueRunner: { constructor: { reconcileIntervalMs: number; transitionIntervalMs: number } };
    WorkflowQueue: { recordFromParams: (name: string, options: object) => Record<string, unknown> };
  };
  const { INTERNAL_QUEUE_NAME } = require('@dbos-inc/dbos-sdk/internal/utils') as { INTERNAL_QUEUE_NAME: string };
  queues.registerInternalQueue(INTERNAL_QUEUE_NAME, { minPollingIntervalMs: poll });
  queues.wfQueueRunner.constructor.reconcileIntervalMs = 5 * poll;
  queues.wfQueueRunner.constructor.transitionIntervalMs = 5 * poll;
  const original = queues.WorkflowQueue.recordFromParams;
  if (original.name === 'hurried') return;
  queues.WorkflowQueue.recordFromParams = function hurried(name, options) {
    return { ...original(name, options), pollingIntervalSec: poll / 1000 };
  };
}

/** As {@link hurryQueues}, for what exists only after the launch. */
export function hurryWaits(): void {
  const database = DBOSExecutor.globalInstance?.systemDatabase;
  if (!database) return;
  database.dbPollingIntervalResultMs = poll;
  database.dbPollingIntervalEventMs = poll;
  database.dbPollingIntervalStreamMs = poll;
  database.dbPollingIntervalCancelMs = poll;
}

/** Stand-ins survive being recorded. Once per process, before any launch. */
export function teachSerializer(): void {
  DBOS.registerSerialization(answerRecipe as unknown as Parameters<typeof DBOS.registerSerialization>[0]);
}

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

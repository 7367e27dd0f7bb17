/** The settings under which the oracle runs the engine: quiet, prompt, on a database of the oracle's. */
import { createRequire } from 'node:module';

import { DBOS } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import type { Pool } from 'pg';

import type { Scene } from '../example-scene.ts';
import { answerRecipe } from './stand-in.ts';

const require = createRequire(import.meta.url);

/** How often results, events and streams are polled, in milliseconds. */
const poll = 10;

export const quiet = { info: () => undefined, debug: () => undefined, warn: () => undefined, error: () => undefined };

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

/** Between two versions of a program, the engine tells the versions apart by itself when the program does not say them. */
export function withOwnVersion(
  config: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
  scene: Scene | undefined,
): Record<string, unknown> {
  const { applicationVersion, ...others } = config;
  const isPinned = scene?.previous === undefined || own['applicationVersion'] !== undefined;
  return isPinned ? { ...others, applicationVersion } : others;
}

/** What runs the queues; the parts that are used here (wfqueue.js). */
interface QueueModule {
  readonly registerInternalQueue: (name: string, options: object) => unknown;
  readonly wfQueueRunner: {
    readonly constructor: { reconcileIntervalMs: number; transitionIntervalMs: number };
    /** Queues that are polled, by name. */
    readonly states: Map<string, { readonly queue: { readonly databaseBacked?: boolean } }>;
  };
  WorkflowQueue: { recordFromParams: (name: string, options: object) => Record<string, unknown> };
}

export function queueModule(): QueueModule {
  return require('@dbos-inc/dbos-sdk/internal/wfqueue') as QueueModule;
}

/** Stops polling queues whose rows are gone, without waiting for the runner to notice: until then it would run what the next one of the name holds. */
export function forgetQueues(): void {
  const { states } = queueModule().wfQueueRunner;
  for (const [name, { queue }] of states) if (queue.databaseBacked === true) states.delete(name);
}

/** Makes queues prompt: they are polled every `interval` milliseconds. Call it before each launch. */
export function hurryQueues(interval = poll): void {
  const queues = queueModule();
  const { INTERNAL_QUEUE_NAME } = require('@dbos-inc/dbos-sdk/internal/utils') as { INTERNAL_QUEUE_NAME: string };
  queues.registerInternalQueue(INTERNAL_QUEUE_NAME, { minPollingIntervalMs: interval });
  queues.wfQueueRunner.constructor.reconcileIntervalMs = 5 * poll;
  queues.wfQueueRunner.constructor.transitionIntervalMs = 5 * poll;
  const original = queues.WorkflowQueue.recordFromParams;
  if (original.name === 'hurried') return;
  queues.WorkflowQueue.recordFromParams = function hurried(name, options) {
    return { ...original(name, options), pollingIntervalSec: interval / 1000 };
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

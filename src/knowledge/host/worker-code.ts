/** What only code in a worker thread or in a child process reads, and what tells such code from the main one. */

/** Values that exist in a worker only. */
export const workerOnly: ReadonlySet<string> = new Set([
  'node:worker_threads#parentPort',
  'node:worker_threads#workerData',
]);

/** Values that are true in the main thread or in the first process. */
export const mainOnly: ReadonlySet<string> = new Set([
  'node:worker_threads#isMainThread',
  'node:cluster#isPrimary',
  'node:cluster#isMaster',
]);

/** Values that are true in a worker. */
export const workerFlags: ReadonlySet<string> = new Set(['node:cluster#isWorker']);

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

/** Listeners that hear from the main thread or from the parent process, with the event that says so; undefined: every event. */
export const workerListeners: ReadonlyMap<string, string | undefined> = new Map([
  ['node:worker_threads#parentPort.on', undefined],
  ['node:worker_threads#parentPort.once', undefined],
  ['node:worker_threads#parentPort.addListener', undefined],
  ['node:worker_threads#parentPort.addEventListener', undefined],
  ['global#process.on', 'message'],
  ['global#process.once', 'message'],
  ['node:process#on', 'message'],
  ['node:process#once', 'message'],
  ['global#addEventListener', 'message'],
]);

/** Properties to which such a listener is assigned: `self.onmessage = …`. */
export const workerHandlers: ReadonlySet<string> = new Set([
  'global#onmessage',
  'node:worker_threads#parentPort.onmessage',
]);

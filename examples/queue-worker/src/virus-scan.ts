/** Runs in a thread of its own, because it keeps a core busy for seconds. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const signature = Buffer.from('X5O!P%@AP');

parentPort?.postMessage({ infected: readFileSync(String(workerData)).includes(signature) });

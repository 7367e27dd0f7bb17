import type { Engine } from '../vocabulary/engine.ts';
import { QUEUE } from './apis/places.ts';

/** "Last-known cached values. May be stale … Use getters instead." (wfqueue.d.ts) */
export const queueFields: NonNullable<Engine['queueFields']> = {
  [`${QUEUE}.concurrency`]: { get: 'getGlobalConcurrency', set: 'setGlobalConcurrency' },
  [`${QUEUE}.workerConcurrency`]: { get: 'getWorkerConcurrency', set: 'setWorkerConcurrency' },
  [`${QUEUE}.rateLimit`]: { get: 'getRateLimit', set: 'setRateLimit' },
  [`${QUEUE}.partitionConcurrency`]: { get: 'getPartitionConcurrency', set: 'setPartitionConcurrency' },
  [`${QUEUE}.partitionWorkerConcurrency`]: {
    get: 'getPartitionWorkerConcurrency',
    set: 'setPartitionWorkerConcurrency',
  },
  [`${QUEUE}.partitionRateLimit`]: { get: 'getPartitionRateLimit', set: 'setPartitionRateLimit' },
  [`${QUEUE}.minPollingIntervalMs`]: { get: 'getMinPollingIntervalMs', set: 'setMinPollingIntervalMs' },
};

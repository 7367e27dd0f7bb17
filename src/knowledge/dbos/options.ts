import type { ArgumentTable } from '../facts.ts';
import { configArguments } from './options/config.ts';
import { debounceArguments } from './options/debounce.ts';
import { enqueueArguments } from './options/enqueue.ts';
import { forkArguments } from './options/forks.ts';
import { listArguments } from './options/lists.ts';
import { queueArguments } from './options/queues.ts';
import { scheduleArguments } from './options/schedules.ts';
import { stepArguments } from './options/steps.ts';
import { waitArguments } from './options/waits.ts';
import { workflowArguments } from './options/workflows.ts';

/** What may be written for the arguments of the SDK's calls, and what the engine does with what may not. Read from 5.3.0. */
export const argumentTable: ArgumentTable = {
  ...stepArguments,
  ...workflowArguments,
  ...enqueueArguments,
  ...debounceArguments,
  ...forkArguments,
  ...queueArguments,
  ...waitArguments,
  ...listArguments,
  ...configArguments,
  ...scheduleArguments,
};

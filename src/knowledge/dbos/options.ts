import type { ArgumentTable, OptionTopic } from '../facts/options.ts';
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

/** The arguments with their topic, where they have none of their own. */
function about(topic: OptionTopic, table: ArgumentTable): ArgumentTable {
  return Object.fromEntries(
    Object.entries(table).map(([name, specs]) => [
      name,
      Object.fromEntries(Object.entries(specs).map(([position, spec]) => [position, { topic, ...spec }])),
    ]),
  );
}

/** What may be written for the arguments of the SDK's calls, and what the engine does with what may not. Read from 5.3.0. */
export const argumentTable: ArgumentTable = {
  ...about('step', stepArguments),
  ...about('start', workflowArguments),
  ...about('enqueue', enqueueArguments),
  ...about('debounce', debounceArguments),
  ...about('start', forkArguments),
  ...about('queue', queueArguments),
  ...about('wait', waitArguments),
  ...about('listing', listArguments),
  ...about('config', configArguments),
  ...about('schedule', scheduleArguments),
};

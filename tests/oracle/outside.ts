/** Calls of an example from outside of a workflow, as a program makes them when it starts, or a client that sends a request. */
import { DBOS } from '@dbos-inc/dbos-sdk';
import { getAllRegisteredFunctions } from '@dbos-inc/dbos-sdk/internal/decorators';

import type { OutsideCall } from '../docs-examples.ts';
import type { Evaluated } from './evaluate.ts';
import type { Program } from './load.ts';
import { engineErrorOf } from './probe.ts';
import { pause } from './time.ts';
import type { EngineError, OutsideLife } from './trace.ts';

/** How long the workflows of one call may take, in milliseconds. */
const patience = 2000;

/** Makes the call, a request twice; `over` is told after each, when the workflows have ended that it started. */
export async function callFromOutside(
  call: OutsideCall,
  program: Program,
  evaluated: Evaluated,
  over: (how: Pick<OutsideLife, 'error' | 'isWaiting'>) => void,
): Promise<void> {
  if (DBOS.isInitialized()) for (const name of program.queues) await DBOS.registerQueue(name);
  for (let count = 0; count < (call.isRequest ? 2 : 1); count++) {
    const since = new Date();
    let error: EngineError | undefined;
    try {
      await evaluated.call(call.code);
    } catch (thrown) {
      error = engineErrorOf(thrown);
    }
    const isSettled = await settled(since);
    over({ ...(error && { error }), ...(!isSettled && { isWaiting: true }) });
  }
}

/** Whether all workflows of the example end that were started since then; a delayed one has not begun. */
async function settled(since: Date): Promise<boolean> {
  for (const end = Date.now() + patience; DBOS.isInitialized() && Date.now() < end;) {
    const open = await DBOS.listWorkflows({
      startTime: since.toISOString(),
      status: ['PENDING', 'ENQUEUED'],
      limit: 20,
    });
    const own = new Set(getAllRegisteredFunctions().map(({ name }) => name));
    if (open.every(({ workflowName }) => !own.has(workflowName))) return true;
    await pause(10);
  }
  return !DBOS.isInitialized();
}

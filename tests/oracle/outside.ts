/** Calls of an example from outside of a workflow, as a program makes them when it starts, or a client that sends a request. */
import { DBOS } from '@dbos-inc/dbos-sdk';
import { getAllRegisteredFunctions } from '@dbos-inc/dbos-sdk/internal/decorators';

import type { OutsideCall } from '../docs-examples.ts';
import type { Evaluated } from './evaluate.ts';
import type { Program } from './load.ts';
import { engineErrorOf } from './probe.ts';
import { pause } from './time.ts';
import type { EngineError, OutsideLife } from './trace.ts';

/** What is called, and in which program. */
export interface Caller {
  readonly call: OutsideCall;
  readonly program: Program;
  readonly evaluated: Evaluated;
  /** Evaluated before the first call. */
  readonly before?: string | undefined;
  /** Workflows that were started since then are waited for; absent: the process is killed as the call comes back. */
  readonly since?: Date | undefined;
  /** How long the workflows of one call may take, in milliseconds. */
  readonly patience: number;
}

/**
 * Makes the call, a request twice; `over` is told after each, when the workflows have ended that it started. Gives what the last call gave.
 */
export async function callFromOutside(
  { call, program, evaluated, before, since, patience }: Caller,
  over: (how: Pick<OutsideLife, 'error' | 'isWaiting'>) => void,
): Promise<unknown> {
  await readyQueues(program);
  if (before !== undefined) await evaluated.call(before);
  let answer: unknown;
  for (let count = 0; count < (call.isRequest ? 2 : 1); count++) {
    let error: EngineError | undefined;
    try {
      answer = await evaluated.call(call.code);
      await evaluated.arrived();
    } catch (thrown) {
      error = engineErrorOf(thrown);
    }
    const isSettled = since === undefined || (await settled(since, patience));
    over({ ...(error && { error }), ...(!isSettled && { isWaiting: true }) });
  }
  return answer;
}

/** Registers the queues that the program leaves to another one to register. */
export async function readyQueues(program: Program): Promise<void> {
  if (DBOS.isInitialized()) for (const name of program.queues) await DBOS.registerQueue(name);
}

/** The longest between two questions whether workflows have ended, in milliseconds. */
const longestRest = 40;

/** Whether all workflows of the example end that were started since then; a delayed one has not begun. */
async function settled(since: Date, patience: number): Promise<boolean> {
  const end = Date.now() + patience;
  for (let rest = 5; DBOS.isInitialized() && Date.now() < end; rest = Math.min(2 * rest, longestRest)) {
    const open = await DBOS.listWorkflows({
      startTime: since.toISOString(),
      status: ['PENDING', 'ENQUEUED'],
      limit: 20,
    });
    const own = new Set(getAllRegisteredFunctions().map(({ name }) => name));
    if (open.every(({ workflowName }) => !own.has(workflowName))) return true;
    await pause(rest);
  }
  return !DBOS.isInitialized();
}

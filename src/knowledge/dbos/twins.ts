import type { ReplacementSpec, TwinTable } from '../vocabulary/engine.ts';
import { SDK } from './apis/places.ts';

const CLIENT = `${SDK}#DBOSClient()`;

/** The same call on the application's own object, which is recorded in a workflow. `$R` is all that is not numbered. */
function twin(name: string, steps = 1): ReplacementSpec {
  return { code: `$E.${name}($R)`, awaited: true, steps, safety: 'suggest' };
}

/** Calls with the same parameters and results (client.d.ts, dbos.d.ts). */
const SAME = [
  'send',
  'listWorkflows',
  'listQueuedWorkflows',
  'listWorkflowSteps',
  'waitFirst',
  'waitAll',
  'cancelWorkflow',
  'cancelWorkflows',
  'resumeWorkflow',
  'resumeWorkflows',
  'deleteWorkflow',
  'deleteWorkflows',
  'setWorkflowPriority',
  'setWorkflowDelay',
  'rewindWorkflow',
  'readStreamOffset',
  'getSchedule',
  'deleteSchedule',
  'pauseSchedule',
  'resumeSchedule',
  'updateSchedule',
];

/**
 * What takes the place of a client's call in a workflow, by the name of the client's. Not here: `forkWorkflow`, which gives an ID instead of a handle;
 * schedules that name their workflow by a string.
 */
export const twins: TwinTable = {
  ...Object.fromEntries(
    SAME.map((name) => [`${CLIENT}.${name}`, { call: `${SDK}#DBOS.${name}`, replacement: twin(name) }]),
  ),
  // One number for the event, one for the durable deadline.
  [`${CLIENT}.getEvent`]: { call: `${SDK}#DBOS.getEvent`, replacement: twin('getEvent', 2) },
  [`${CLIENT}.getWorkflow`]: { call: `${SDK}#DBOS.getWorkflowStatus`, replacement: twin('getWorkflowStatus') },
  // A generator, which is not awaited.
  [`${CLIENT}.readStream`]: {
    call: `${SDK}#DBOS.readStream`,
    replacement: { ...twin('readStream'), awaited: false },
  },
  [`${CLIENT}.enqueue`]: {
    call: `${SDK}#DBOS.enqueueWorkflowWithOptions`,
    replacement: twin('enqueueWorkflowWithOptions'),
    without: ['duplicationPolicy'],
  },
  [`${CLIENT}.enqueuePortable`]: {
    call: `${SDK}#DBOS.enqueueWorkflowWithOptionsPortable`,
    replacement: twin('enqueueWorkflowWithOptionsPortable'),
    without: ['duplicationPolicy'],
  },
};

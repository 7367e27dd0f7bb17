import type { Verdict } from '../../vocabulary/apis.ts';
import type { Place } from '../../vocabulary/roles.ts';

/** The module and the objects that the tables speak of. */
export const SDK = '@dbos-inc/dbos-sdk';
export const HANDLE = `${SDK}#WorkflowHandle()`;
export const QUEUE = `${SDK}#WorkflowQueue()`;
export const CLIENT_HANDLE = `${SDK}#ClientHandle()`;

type At = Readonly<Partial<Record<Place, Verdict>>>;

/*
 * The five places as the engine's guards tell them apart. "TypeError: `DBOS.launch()` must be called before running …" is the guard before
 * launch (decorators.js ensureDBOSIsLaunched); "Invalid call to …" is `DBOSInvalidWorkflowTransitionError`.
 */

/** Needs only a launched engine. */
export const LAUNCHED = { 'before-launch': 'throws' } as const satisfies At;

/** Recorded in a workflow, plain in a step and outside, forbidden in a transaction (dbos.js runInternalStep, runTransactionalInternalStep). */
export const INTERNAL_STEP = {
  workflow: 'records',
  transaction: 'throws',
  'before-launch': 'throws',
} as const satisfies At;

/** Recorded in a workflow, plain outside, forbidden in steps and transactions: whatever starts a workflow, `getEvent`. */
export const NOT_IN_STEPS = {
  workflow: 'records',
  step: 'throws',
  transaction: 'throws',
  'before-launch': 'throws',
} as const satisfies At;

/** Only in the body of a workflow: `recv`, `setEvent`, `patch`. */
export const WORKFLOW_ONLY = {
  workflow: 'records',
  step: 'throws',
  transaction: 'throws',
  outside: 'throws',
  'before-launch': 'throws',
} as const satisfies At;

/** Works everywhere after launch, but takes no step number: a replay asks again. */
export const NOT_RECORDED = { workflow: 'unrecorded', 'before-launch': 'throws' } as const satisfies At;

/** Only before launch: whatever registers. */
export const BEFORE_LAUNCH_ONLY = {
  workflow: 'throws',
  step: 'throws',
  transaction: 'throws',
  outside: 'throws',
} as const satisfies At;

/** After launch it is accepted, but too late to count. */
export const TOO_LATE_AFTER_LAUNCH = {
  workflow: 'degrades',
  step: 'degrades',
  transaction: 'degrades',
  outside: 'degrades',
} as const satisfies At;

/** Throws in workflows, steps and transactions of a workflow; needs a launched engine. */
export const OUTSIDE_ONLY = {
  workflow: 'throws',
  step: 'throws',
  transaction: 'throws',
  'before-launch': 'throws',
} as const satisfies At;

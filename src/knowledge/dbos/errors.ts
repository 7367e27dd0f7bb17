import type { ErrorSpec, ErrorTable } from '../facts/outcomes.ts';

const SDK = '@dbos-inc/dbos-sdk';
const NAMESPACE = `${SDK}#Error`;

/** Raised by a guard before anything is written, so a replay raises it anew and `instanceof` holds. */
const live = (code: number): ErrorSpec => ({ code, recorded: false });
/** The outcome of a durable call, which a replay reads back as a plain `Error`. */
const recorded = (code: number): ErrorSpec => ({ code, recorded: true });

const CONFLICT: ErrorSpec = {
  ...live(5),
  stops: true,
  reason:
    'This execution lost the workflow to another: nothing it does from here on is kept. A step that meets it records nothing.',
};
const NONDETERMINISM: ErrorSpec = {
  ...live(37),
  stops: true,
  named: true,
  since: '5.2.0',
  reason: 'Recording itself fails with it.',
};

/**
 * The error classes of 5.3.0, which all live in the namespace `Error` of the package; two are exported beside it. Codes and names from error.js;
 * what is recorded from dbos-executor.js (callStepFunction, runInternalStep, internalWorkflow) and enqueue_workflow.js.
 */
export const errors = {
  namespace: NAMESPACE,
  globalMembers: new Set(['captureStackTrace', 'stackTraceLimit', 'prepareStackTrace', 'isError', 'prototype', 'name']),
  codeOf: `${NAMESPACE}.getDBOSErrorCode`,
  revivedAs: ['global#Error', 'global#Object'],
  classes: {
    [`${NAMESPACE}.DBOSError`]: {
      ...recorded(1),
      reason: 'The base of all others; on replay an error is not even this.',
    },
    [`${NAMESPACE}.DBOSInitializationError`]: live(3),
    [`${NAMESPACE}.DBOSWorkflowConflictError`]: CONFLICT,
    [`${SDK}#DBOSWorkflowConflictError`]: CONFLICT,
    [`${NAMESPACE}.DBOSNotRegisteredError`]: live(6),
    [`${NAMESPACE}.DBOSNonExistentWorkflowError`]: recorded(16),
    [`${NAMESPACE}.DBOSMaxRecoveryAttemptsExceededError`]: live(18),
    [`${NAMESPACE}.DBOSExecutorNotInitializedError`]: live(20),
    [`${NAMESPACE}.DBOSInvalidWorkflowTransitionError`]: live(21),
    [`${NAMESPACE}.DBOSConflictingWorkflowError`]: live(22),
    [`${NAMESPACE}.DBOSMaxStepRetriesError`]: recorded(23),
    [`${NAMESPACE}.DBOSWorkflowCancelledError`]: {
      ...live(24),
      stops: true,
      reason: 'Every durable call of a cancelled workflow throws it, before it does anything.',
    },
    [`${NAMESPACE}.DBOSConflictingRegistrationError`]: live(25),
    [`${NAMESPACE}.DBOSUnexpectedStepError`]: {
      ...live(26),
      stops: true,
      reason: 'A parent that awaits the child which ended with it does get a recorded one.',
    },
    [`${NAMESPACE}.DBOSAwaitedWorkflowCancelledError`]: recorded(27),
    [`${NAMESPACE}.DBOSQueueDuplicatedError`]: { ...recorded(28), named: true },
    [`${NAMESPACE}.DBOSInvalidQueuePriorityError`]: live(29),
    [`${NAMESPACE}.DBOSAwaitedWorkflowExceededMaxRecoveryAttempts`]: { ...recorded(30), since: '4.9.0' },
    [`${NAMESPACE}.DBOSStepTimeoutError`]: { ...recorded(31), since: '4.21.0' },
    [`${NAMESPACE}.DBOSInvalidWorkflowInputError`]: { ...live(32), since: '4.24.0' },
    [`${NAMESPACE}.DBOSStreamTimeoutError`]: {
      ...recorded(33),
      named: true,
      matcher: `${NAMESPACE}.isStreamTimeoutError`,
      since: '4.27.0',
    },
    [`${NAMESPACE}.DBOSStreamNondeterminismError`]: { ...live(34), named: true, since: '4.27.0' },
    [`${NAMESPACE}.DBOSQueryTimeoutError`]: { ...recorded(35), named: true, since: '5.0.0' },
    [`${NAMESPACE}.DBOSWorkflowIDInUseError`]: {
      ...recorded(36),
      named: true,
      matcher: `${NAMESPACE}.isWorkflowIDInUseError`,
      since: '5.1.0',
    },
    [`${NAMESPACE}.DBOSStepNondeterminismError`]: NONDETERMINISM,
    [`${SDK}#DBOSStepNondeterminismError`]: NONDETERMINISM,
  },
} satisfies ErrorTable;

import type { Change, RemovedApi } from '../facts/migration.ts';
import { HANDLER, removedBefore5, REQUEST } from './removed-before-5.ts';

const SDK = '@dbos-inc/dbos-sdk';
const DBOS = `${SDK}#DBOS`;
const QUEUE = `${SDK}#WorkflowQueue()`;
const CLIENT = `${SDK}#DBOSClient()`;

/** The newest 4.x, which has what takes the place of all that is gone. */
const LAST_OF_4 = { since: '4.27.0' } as const;

const NONE: Change = { kind: 'none' };
const DELETE: Change = { kind: 'delete' };

/** Gone in 5.0: reading it gives `undefined`. */
const gone = (
  name: string,
  safety: RemovedApi['safety'],
  instead: string,
  change: Change = NONE,
  more: Pick<RemovedApi, 'remainsType' | 'objects' | 'since' | 'ownedElsewhere'> = {},
): RemovedApi => ({
  name,
  removedIn: '5.0.0',
  outcome: 'missing',
  safety,
  instead,
  change,
  ...more,
});

/** A type that is gone: only the type checker sees it. */
const type = (name: string, instead: string, change: Change = NONE): RemovedApi => ({
  ...gone(`${SDK}#${name}`, change.kind === 'none' ? 'report' : 'fix', instead, change),
  typeOnly: true,
});

/** An option that is gone. */
const option = (
  call: string,
  argument: number,
  key: string,
  rest: Pick<RemovedApi, 'outcome' | 'safety' | 'since' | 'instead' | 'change'>,
): RemovedApi => ({ name: call, key: { argument, name: key }, removedIn: '5.0.0', ...rest });

const wholePackage = (name: string, instead: string): RemovedApi => ({
  ...gone(name, 'report', instead),
  package: true,
});

const ROLES = 'a check of `DBOS.authenticatedRoles` as the first statement of the function';
const PARTITIONS =
  '`partitionConcurrency`, `partitionWorkerConcurrency` or `partitionRateLimit`, any of which partitions the queue';

/** Limits of a partition, any of which partitions the queue. */
const LIMITS = ['PartitionConcurrency', 'PartitionWorkerConcurrency', 'PartitionRateLimit'];
const SOME = 'some((limit) => limit !== undefined)';

const queueOptions = (call: string): readonly RemovedApi[] => [
  option(call, 1, 'partitionQueue', {
    since: '4.27.0',
    outcome: 'throws',
    safety: 'fix',
    instead: PARTITIONS,
    change: { kind: 'rewrite', recipe: 'partition-limits' },
  }),
  option(call, 1, 'priorityEnabled', {
    since: '4.27.0',
    outcome: 'throws',
    safety: 'fix',
    instead: 'nothing: every queue dispatches in the order of priority',
    change: DELETE,
  }),
];

/**
 * What 4.x (and 3.x) had and 5.x has not, with what takes its place. Every replacement exists in 4.27, so code can be moved before the upgrade.
 * Checked against the declarations of 4.0.2, 4.27.6, 5.0.2 and 5.3.0; what
 * is older stands in `removed-before-5.ts`.
 */
export const removed: readonly RemovedApi[] = [
  gone(
    `${SDK}#WorkflowQueue`,
    'fix',
    '`await DBOS.registerQueue(name, options)` after `DBOS.launch()`, and the name wherever the queue is used',
    { kind: 'rewrite', recipe: 'queue-registration' },
    { remainsType: true, objects: true, since: '4.17.0' },
  ),
  ...queueOptions(`${DBOS}.registerQueue`),
  ...queueOptions(`${CLIENT}.registerQueue`),
  gone(
    `${QUEUE}.setPriorityEnabled`,
    'suggest',
    'nothing: every queue dispatches in the order of priority',
    DELETE,
    LAST_OF_4,
  ),
  gone(
    `${QUEUE}.getPriorityEnabled`,
    'suggest',
    'nothing: every queue dispatches in the order of priority',
    DELETE,
    LAST_OF_4,
  ),
  gone(`${QUEUE}.setPartitionQueue`, 'suggest', PARTITIONS, DELETE, LAST_OF_4),
  gone(
    `${QUEUE}.getPartitionQueue`,
    'suggest',
    PARTITIONS,
    {
      kind: 'replace',
      code: `Promise.all([${LIMITS.map((limit) => `$O.get${limit}()`).join(', ')}]).then((limits) => limits.${SOME})`,
    },
    LAST_OF_4,
  ),
  gone(
    `${QUEUE}.priorityEnabled`,
    'suggest',
    'nothing: every queue dispatches in the order of priority',
    { kind: 'replace', code: 'true', of: 'read' },
    LAST_OF_4,
  ),
  gone(
    `${QUEUE}.partitionQueue`,
    'suggest',
    PARTITIONS,
    { kind: 'replace', code: `[${LIMITS.map((limit) => `$O.p${limit.slice(1)}`).join(', ')}].${SOME}`, of: 'read' },
    LAST_OF_4,
  ),

  gone(
    `${DBOS}.scheduled`,
    'fix',
    '`await DBOS.applySchedules([...])` after `DBOS.launch()`',
    { kind: 'rewrite', recipe: 'schedule' },
    { since: '4.9.0' },
  ),
  gone(
    `${DBOS}.registerScheduled`,
    'fix',
    '`await DBOS.applySchedules([...])` after `DBOS.launch()`',
    { kind: 'rewrite', recipe: 'schedule' },
    { since: '4.9.0' },
  ),
  gone(
    `${SDK}#SchedulerMode`,
    'fix',
    '`automaticBackfill: true` for `ExactlyOncePerInterval`; nothing for `ExactlyOncePerIntervalWhenActive`',
    DELETE,
  ),
  type('SchedulerConfig', 'nothing', DELETE),

  gone(`${DBOS}.requiredRole`, 'agree', ROLES, { kind: 'rewrite', recipe: 'role-check' }),
  gone(`${DBOS}.defaultRequiredRole`, 'agree', ROLES, { kind: 'rewrite', recipe: 'role-check' }),
  gone(`${DBOS}.request`, 'report', REQUEST),
  gone(`${DBOS}.requestObject`, 'report', REQUEST),
  gone(`${DBOS}.getRequest`, 'report', REQUEST),
  gone(
    `${DBOS}.runWithContext`,
    'agree',
    '`DBOS.withAuthedContext`, `DBOS.withNextWorkflowID`, `DBOS.withWorkflowQueue` or `DBOS.withWorkflowTimeout`',
    { kind: 'rewrite', recipe: 'context' },
  ),
  gone(`${DBOS}.getEventDispatchState`, 'report', 'a table of your own, or a durable event of a workflow'),
  gone(`${DBOS}.upsertEventDispatchState`, 'report', 'a table of your own, or a durable event of a workflow'),
  gone(`${DBOS}.registerMiddlewareInstaller`, 'suggest', 'nothing', DELETE),
  gone(`${DBOS}.associateParamWithInfo`, 'suggest', 'nothing', DELETE),
  gone(`${DBOS}.getResultInternal`, 'suggest', '`DBOS.getResult`', { kind: 'rename', to: 'getResult' }),
  gone(`${DBOS}.initEventReceivers`, 'suggest', 'nothing: `DBOS.launch` does it', DELETE),
  gone(`${DBOS}.deactivateEventReceivers`, 'suggest', 'nothing: `DBOS.shutdown` does it', DELETE),
  gone(`${DBOS}.defaultSerializationType`, 'suggest', 'nothing', DELETE),
  gone(`${DBOS}.adminServer`, 'suggest', 'nothing: there is no admin server', DELETE),
  gone(`${DBOS}.conductor`, 'suggest', 'nothing', DELETE),
  // A slip of the docs; no version had it.
  gone(`${DBOS}.deprecate_patch`, 'fix', '`DBOS.deprecatePatch`', { kind: 'rename', to: 'deprecatePatch' }),

  // 4.x made a workflow around it (dbos.js invokeRegOp). A step that a call registers could never be started.
  {
    name: `${DBOS}.startWorkflow`,
    starts: 'decorated',
    removedIn: '5.0.0',
    outcome: 'throws',
    safety: 'suggest',
    instead: 'a workflow that calls the step',
    change: { kind: 'rewrite', recipe: 'workflow-around' },
    ownedElsewhere: true,
  },

  ...['WorkflowHandle()', 'ClientHandle()'].flatMap((handle) => [
    gone(`${SDK}#${handle}.getWorkflowUUID`, 'fix', '`handle.workflowID`', {
      kind: 'replace',
      code: '$O.workflowID',
    }),
    gone(`${SDK}#${handle}.workflowUUID`, 'fix', '`handle.workflowID`', { kind: 'rename', to: 'workflowID' }),
    gone(`${SDK}#${handle}.getWorkflowInputs`, 'agree', '`(await handle.getStatus())?.input`', {
      kind: 'replace',
      code: '$O.getStatus().then((status) => status?.input)',
    }),
  ]),
  gone(`${SDK}#WorkflowStatus().applicationID`, 'suggest', 'nothing', DELETE),
  gone(`${SDK}#WorkflowStatus().request`, 'suggest', 'nothing', DELETE),

  type('GetQueuedWorkflowsInput', '`GetWorkflowsInput`', { kind: 'rename', to: 'GetWorkflowsInput' }),
  type('ArgDataType', 'nothing'),
  type('DBOSMethodMiddlewareInstaller', 'nothing'),
  type('DBOSExternalState', 'nothing'),
  gone(`${SDK}#DBOSDataType`, 'report', 'nothing'),
  gone(`${SDK}#ArgName`, 'report', 'nothing'),
  gone(`${SDK}#MethodParameter`, 'report', 'nothing'),
  gone(`${SDK}#DEFAULT_RENAME_BATCH_SIZE`, 'report', 'nothing'),
  ...['DBOSConfigKeyTypeError', 'DBOSDataValidationError', 'DBOSFailLoadOperationsError', 'DBOSNotAuthorizedError'].map(
    (name) => gone(`${SDK}#Error.${name}`, 'suggest', 'nothing: the error is never thrown', DELETE, { since: '5.0.0' }),
  ),
  gone(`${SDK}#Error.isDataValidationError`, 'suggest', 'nothing: the error is never thrown', DELETE, {
    since: '5.0.0',
  }),
  gone(
    `${SDK}#StatusString.RETRIES_EXCEEDED`,
    'fix',
    '`StatusString.MAX_RECOVERY_ATTEMPTS_EXCEEDED`',
    {
      kind: 'rename',
      to: 'MAX_RECOVERY_ATTEMPTS_EXCEEDED',
    },
    { ownedElsewhere: true },
  ),

  wholePackage('@dbos-inc/koa-serve', HANDLER),
  wholePackage(
    '@dbos-inc/sqs-receive',
    'a consumer of your own that calls `DBOS.startWorkflow` with the message ID as `workflowID`',
  ),
  wholePackage('@dbos-inc/pgnotifier-receiver', 'a listener of your own that calls `DBOS.startWorkflow`'),
  wholePackage('@dbos-inc/aws-s3-workflows', 'steps of your own around the S3 client'),

  ...removedBefore5,
];

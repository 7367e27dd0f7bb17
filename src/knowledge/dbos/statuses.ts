import type { StatusSet } from '../facts/outcomes.ts';

const SDK = '@dbos-inc/dbos-sdk';
const DBOS = `${SDK}#DBOS`;
const CLIENT = `${SDK}#DBOSClient()`;

/** The states of a workflow (workflow.js StatusString) and of a schedule (scheduler.d.ts, dbos.js setScheduleStatus). */
export const statuses = [
  {
    read: [`${SDK}#WorkflowStatus().status`],
    given: [
      { call: `${DBOS}.listWorkflows`, argument: 0, key: 'status' },
      { call: `${DBOS}.listQueuedWorkflows`, argument: 0, key: 'status' },
      { call: `${CLIENT}.listWorkflows`, argument: 0, key: 'status' },
      { call: `${CLIENT}.listQueuedWorkflows`, argument: 0, key: 'status' },
    ],
    constants: `${SDK}#StatusString`,
    values: ['PENDING', 'SUCCESS', 'ERROR', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED', 'CANCELLED', 'ENQUEUED', 'DELAYED'],
    renamed: { RETRIES_EXCEEDED: 'MAX_RECOVERY_ATTEMPTS_EXCEEDED' },
  },
  {
    read: [`${SDK}#WorkflowSchedule().status`],
    given: [
      { call: `${DBOS}.listSchedules`, argument: 0, key: 'status' },
      { call: `${CLIENT}.listSchedules`, argument: 0, key: 'status' },
    ],
    values: ['ACTIVE', 'PAUSED'],
    renamed: {},
  },
] as const satisfies readonly StatusSet[];

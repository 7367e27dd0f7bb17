import type { ArgumentTable, OptionShape, OptionSpec } from '../../facts/options.ts';
import { BOOLEAN, CLIENT, DBOS, ONE_OR_MORE, STRING, STRINGS, spelling } from './checks.ts';

const options = (shape: OptionShape): OptionSpec => ({ types: ['object'], shape });

/** What to list (workflow.d.ts GetWorkflowsInput). The values of `status` are in the table of states. */
const list = options({
  keys: {
    workflowIDs: { ...STRINGS, mark: 'selection' },
    workflowName: ONE_OR_MORE,
    status: ONE_OR_MORE,
    ...Object.fromEntries(
      ['startTime', 'endTime', 'completedAfter', 'completedBefore', 'dequeuedAfter', 'dequeuedBefore'].map((key) => [
        key,
        STRING,
      ]),
    ),
    ...Object.fromEntries(
      [
        'authenticatedUser',
        'applicationVersion',
        'executorId',
        'workflow_id_prefix',
        'queueName',
        'forkedFrom',
        'parentWorkflowID',
        'scheduleName',
        'applicationName',
      ].map((key) => [key, ONE_OR_MORE]),
    ),
    ...Object.fromEntries(
      ['queuesOnly', 'wasForkedFrom', 'isFork', 'hasParent', 'sortDesc'].map((key) => [key, BOOLEAN]),
    ),
    loadInput: { ...BOOLEAN, mark: 'payload' },
    loadOutput: { ...BOOLEAN, mark: 'payload' },
    attributes: { types: ['object'] },
    limit: { types: ['number'], unit: 'count', mark: 'limit' },
    offset: { types: ['number'], unit: 'count' },
  },
  wrong: {
    workflowIds: spelling('workflowIDs'),
    workflowIdPrefix: spelling('workflow_id_prefix'),
    workflowIDPrefix: spelling('workflow_id_prefix'),
    executorID: spelling('executorId'),
  },
});
const listSteps = options({
  keys: { limit: { types: ['number'], unit: 'count', mark: 'limit' }, offset: { types: ['number'], unit: 'count' } },
});

const cancel = options({ keys: { cancelChildren: BOOLEAN } });
const resume = options({ keys: { queueName: { ...STRING, mark: 'queue-name' } } });

/** The same for the application and for the client. */
const both = (member: string, specs: Readonly<Record<number, OptionSpec>>): ArgumentTable => ({
  [`${DBOS}.${member}`]: specs,
  [`${CLIENT}.${member}`]: specs,
});

export const listArguments: ArgumentTable = {
  ...both('listWorkflows', { 0: list }),
  ...both('listQueuedWorkflows', { 0: list }),
  ...both('listWorkflowSteps', { 1: listSteps }),
  ...both('cancelWorkflow', { 1: cancel }),
  ...both('cancelWorkflows', { 1: cancel }),
  ...both('resumeWorkflow', { 1: resume }),
  ...both('resumeWorkflows', { 1: resume }),
};

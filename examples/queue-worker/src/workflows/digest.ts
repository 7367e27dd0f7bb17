import { DBOS } from '@dbos-inc/dbos-sdk';

import { dayOf } from '../lib/index.js';
import { writeReport } from '../steps/archive.js';

/** Every night: what came in during the day. The scheduler says which day, also when it is late. */
async function digestBody(scheduledAt: Date, _context: unknown): Promise<void> {
  const day = dayOf(scheduledAt);
  const since = `${day}T00:00:00Z`;
  const done = await DBOS.listWorkflows({ workflowName: 'ingest', startTime: since, limit: 1_000 });
  const lines = done.map(({ workflowID, status }) => `${workflowID}: ${status}`);
  await writeReport(`${day}.txt`, lines);
}

/** Every hour: how many invoices wait for a reviewer. */
async function backlogBody(scheduledAt: Date, _context: unknown): Promise<void> {
  const waiting = await DBOS.listWorkflows({ workflowName: 'approve', status: 'PENDING', limit: 1_000 });
  await writeReport(`backlog-${scheduledAt.getTime()}.txt`, [`${waiting.length} waiting`]);
}

export const digest = DBOS.registerWorkflow(digestBody, { name: 'digest' });
export const backlog = DBOS.registerWorkflow(backlogBody, { name: 'backlog' });

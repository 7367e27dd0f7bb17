/**
 * For the night shift: takes up the checkouts again that failed since a given day.
 *
 *     node dist/tools/resume-failed.js 2026-11-01
 */
import { DBOS } from '@dbos-inc/dbos-sdk';

import '../checkout/checkout-service';

async function resumeFailed(since: string): Promise<number> {
  const failed = await DBOS.listWorkflows({ status: 'ERROR', startTime: since, limit: 500 });
  for (const { workflowID } of failed) await DBOS.resumeWorkflow(workflowID);
  return failed.length;
}

const day = process.argv[2] ?? new Date().toISOString().slice(0, 10);

DBOS.setConfig({ name: 'express-checkout', systemDatabaseUrl: process.env.DBOS_SYSTEM_DATABASE_URL }); // planted: config-in-main
// planted: config-in-main
DBOS.launch()
  .then(() => resumeFailed(day))
  .then((count) => console.log(`${count} checkouts resumed.`))
  .catch((error: unknown) => console.error(error))
  .finally(() => DBOS.shutdown());

import { DBOS } from '@dbos-inc/dbos-sdk';

import { beat, createInbox, watchBacklog } from './inbox.js';
import { digest } from './workflows/index.js';

async function main(): Promise<void> {
  DBOS.setConfig({ name: 'queue-worker', systemDatabaseUrl: process.env.DBOS_SYSTEM_DATABASE_URL });
  await DBOS.launch();

  await DBOS.registerQueue('invoices', { workerConcurrency: 4, rateLimit: { limitPerPeriod: 60, periodSec: 60 } });
  await DBOS.applySchedules([{ scheduleName: 'digest', workflowFn: digest, schedule: '30 23 * * *' }]);

  createInbox().listen(Number(process.env.PORT ?? 3001));
  beat();
  watchBacklog();
}

await main();

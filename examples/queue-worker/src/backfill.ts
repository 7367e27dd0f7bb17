/**
 * Puts the invoices of a folder into the queue, once, after a migration.
 *
 *     node dist/backfill.js /mnt/old-archive
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { DBOS } from '@dbos-inc/dbos-sdk';

import { ingestTrusted } from './workflows/index.js';

const folder = process.argv[2] ?? '.';

async function backfill(): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const upload = { supplier: 'migration', path, currency: 'EUR', sentAt: (await stat(path)).mtime.toISOString() };
    await DBOS.startWorkflow(ingestTrusted, { queueName: 'invoices', workflowID: `backfill-${name}` })(upload);
  }
}

DBOS.setConfig({ name: 'queue-worker', systemDatabaseUrl: process.env.DBOS_SYSTEM_DATABASE_URL }); // planted: config-in-main
await DBOS.launch(); // planted: config-in-main
await backfill();
await DBOS.shutdown();

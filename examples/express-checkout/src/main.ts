import { DBOS } from '@dbos-inc/dbos-sdk';

import { createApp } from './app';

async function main(): Promise<void> {
  DBOS.setConfig({ name: 'express-checkout', systemDatabaseUrl: process.env.DBOS_SYSTEM_DATABASE_URL });
  await DBOS.launch();
  await DBOS.registerQueue('reminders', { workerConcurrency: 5 });

  const port = Number(process.env.PORT ?? 3000);
  const server = createApp().listen(port, () => console.log(`The shop is open on port ${port}.`));

  process.once('SIGTERM', () => {
    server.close();
    // A request that hangs must not keep the old instance alive.
    setTimeout(() => process.exit(1), 10_000).unref();
    void DBOS.shutdown();
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

import { createServer } from 'node:http';

import { DBOS } from '@dbos-inc/dbos-sdk';

import { createAppModule } from './app.module.js';

async function bootstrap(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? 'postgres://localhost/orders';
  const { controller } = createAppModule(databaseUrl);

  DBOS.setConfig({ name: 'nest-orders', systemDatabaseUrl: databaseUrl });
  await DBOS.launch();

  const server = createServer((request, response) => {
    controller.handle(request, response).catch((error: unknown) => {
      DBOS.logger.error(error);
      response.writeHead(500).end();
    });
  });
  server.listen(Number(process.env.PORT ?? 3002));
}

bootstrap().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

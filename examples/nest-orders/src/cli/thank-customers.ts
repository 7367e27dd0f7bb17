/**
 * Thanks the customers that are named on the command line.
 *
 *     node dist/cli/thank-customers.js ada grace
 */
import { DBOS } from '@dbos-inc/dbos-sdk';

import { createAppModule } from '../app.module.js';

const databaseUrl = process.env.DATABASE_URL ?? 'postgres://localhost/orders';
const { orders } = createAppModule(databaseUrl);

async function thankAll(customers: readonly string[]): Promise<void> {
  for (const customer of customers) await orders.thank(customer);
}

DBOS.setConfig({ name: 'nest-orders', systemDatabaseUrl: databaseUrl }); // planted: config-in-main
await DBOS.launch(); // planted: config-in-main
await thankAll(process.argv.slice(2));
await DBOS.shutdown();

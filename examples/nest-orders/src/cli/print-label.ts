import { createAppModule } from '../app.module.js';
import { DurableRuntime } from '../shared/durable-runtime.js';

async function main(orderId: string): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? 'postgres://localhost/orders';
  const { orders } = createAppModule(databaseUrl);
  const runtime = new DurableRuntime({ name: 'nest-orders', systemDatabaseUrl: databaseUrl });

  await runtime.onModuleInit();
  await orders.printLabel(orderId);
  await runtime.onModuleDestroy();
}

await main(process.argv[2] ?? '');

import { Pool } from 'pg';

import { PoolDataSource } from './datasource/pool-data-source.js';
import { InventoryService } from './inventory/inventory.service.js';
import { OrdersController } from './orders/orders.controller.js';
import { OrdersRepository } from './orders/orders.repository.js';
import { OrdersService } from './orders/orders.service.js';
import { PaymentsService } from './payments/payments.service.js';
import { SystemClock } from './shared/clock.js';
import { HttpClient } from './shared/http-client.js';
import { OrderNumbers } from './shared/order-numbers.js';

/** Everything the service is made of, put together once. */
export interface AppModule {
  readonly orders: OrdersService;
  readonly controller: OrdersController;
}

export function createAppModule(databaseUrl: string): AppModule {
  const dataSource = new PoolDataSource('orders', new Pool({ connectionString: databaseUrl }));
  const orders = new OrdersService(
    dataSource,
    new OrdersRepository(dataSource),
    new InventoryService(new HttpClient(process.env.WAREHOUSE_URL ?? 'http://localhost:4020')),
    new PaymentsService(new HttpClient(process.env.BANK_URL ?? 'http://localhost:4021')),
    new OrderNumbers('A'),
    new SystemClock(),
    new Pool({ connectionString: databaseUrl, max: 2 }),
  );
  return { orders, controller: new OrdersController(orders) };
}

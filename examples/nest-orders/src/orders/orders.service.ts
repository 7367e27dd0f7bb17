import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';

import { ConfiguredInstance, DBOS } from '@dbos-inc/dbos-sdk';
import type { Pool } from 'pg';

import type { PoolDataSource } from '../datasource/pool-data-source.js';
import type { InventoryService } from '../inventory/inventory.service.js';
import type { PaymentsService, Settlement } from '../payments/payments.service.js';
import type { Clock } from '../shared/clock.js';
import type { OrderNumbers } from '../shared/order-numbers.js';
import type { Order, OrderDraft } from './order.js';
import type { OrdersRepository } from './orders.repository.js';

/** How long an order may take before somebody looks at it, in milliseconds. */
const SLOW = 3_600_000;

export class OrdersService extends ConfiguredInstance {
  constructor(
    private readonly dataSource: PoolDataSource,
    private readonly repository: OrdersRepository,
    private readonly inventory: InventoryService,
    private readonly payments: PaymentsService,
    private readonly numbers: OrderNumbers,
    private readonly clock: Clock,
    private readonly reporting: Pool,
  ) {
    super('orders');
  }

  /** From a draft to a packed parcel. */
  @DBOS.workflow()
  async place(draft: OrderDraft): Promise<Order> {
    const startedAt = Date.now(); // planted: workflow-determinism
    const id = `order-${randomUUID().slice(0, 8)}`; // planted: workflow-determinism
    const number = this.numbers.draw(); // planted: workflow-determinism, via shared/order-numbers.ts
    const order = { ...draft, id, number, submittedAt: this.clock.now() }; // planted: workflow-determinism, via shared/clock.ts

    const pieces = await this.inventory.available(draft.sku); // planted: workflow-determinism, via inventory/inventory.service.ts and shared/http-client.ts
    if (pieces < draft.pieces) throw new Error(`Only ${pieces} of ${draft.sku} are left.`);

    await this.dataSource.runTransaction(
      async () => {
        await this.repository.insert(order);
        await DBOS.setEvent('number', number); // planted: no-recv-in-step, via datasource/pool-data-source.ts
      },
      { name: 'insert' },
    );

    await DBOS.runStep(() => this.payments.request(id, draft.amount), { name: 'request' });
    const settlement = await DBOS.runStep(() => this.payments.settlement(), { name: 'settlement' }); // planted: no-recv-in-step, via payments/payments.service.ts
    if (!settlement?.settled) throw new Error(`${number} was not paid.`);

    await DBOS.runStep(
      async () => {
        await DBOS.setEvent('stage', 'packing'); // planted: no-recv-in-step
        return this.inventory.pack(id);
      },
      { name: 'pack' },
    );

    const isSlow = Date.now() - startedAt > SLOW; // planted: workflow-determinism
    await this.dataSource.runTransaction(() => this.repository.setStage(id, isSlow ? 'late' : 'done'), {
      name: 'done',
    });
    fork('./dist/cli/print-label.js', [id]); // planted: no-thread-start
    return order;
  }

  /** The same for a shop that sends its orders by itself. */
  @DBOS.workflow()
  async placeForShop(draft: OrderDraft): Promise<Order> {
    const startedAt = await DBOS.now();
    const id = `order-${(await DBOS.randomUUID()).slice(0, 8)}`;
    const number = this.numbers.numberOf(id);
    const submittedAt = await DBOS.runStep(async () => this.clock.now(), { name: 'submittedAt' });
    const order = { ...draft, id, number, submittedAt };

    const pieces = await DBOS.runStep(() => this.inventory.available(draft.sku), { name: 'available' });
    if (pieces < draft.pieces) throw new Error(`Only ${pieces} of ${draft.sku} are left.`);

    await this.dataSource.runTransaction(() => this.repository.insert(order), { name: 'insert' });
    await DBOS.setEvent('number', number);

    await DBOS.runStep(() => this.payments.request(id, draft.amount), { name: 'request' });
    const settlement = await this.payments.settlement();
    if (!settlement?.settled) throw new Error(`${number} was not paid.`);

    await DBOS.setEvent('stage', 'packing');
    await DBOS.runStep(() => this.inventory.pack(id), { name: 'pack' });

    const isSlow = (await DBOS.now()) - startedAt > SLOW;
    await this.dataSource.runTransaction(() => this.repository.setStage(id, isSlow ? 'late' : 'done'), {
      name: 'done',
    });
    await DBOS.startWorkflow(this).printLabel(id);
    return order;
  }

  /** Sends the customer a letter when this was the tenth order. */
  @DBOS.workflow()
  async thank(customer: string): Promise<boolean> {
    const { rows } = await this.reporting.query('SELECT 1 FROM thanked WHERE customer = $1', [customer]); // planted: workflow-determinism
    if (rows.length > 0) return false;

    const count = await this.dataSource.runTransaction(() => this.repository.countOf(customer), { name: 'countOf' });
    if (count !== 10) return false;

    await DBOS.runStep(() => this.acknowledged(), { name: 'acknowledged' });
    return true;
  }

  /** The warehouse prints the label of a parcel as soon as a printer is free. */
  @DBOS.workflow()
  async printLabel(id: string): Promise<void> {
    const printed = await DBOS.recv<string>('printer', { timeoutSeconds: 600 });
    const stage = printed === null ? 'label missing' : 'label printed';
    await this.dataSource.runTransaction(() => this.repository.setStage(id, stage), { name: 'setStage' });
  }

  /** A shop repeats an order that it has sent before; its request is answered before the order is placed. */
  async repeat(draft: OrderDraft): Promise<void> {
    setImmediate(() => this.place(draft)); // planted: no-thread-start
  }

  /** The same for shops that want to ask how it went. */
  async repeatAndTell(draft: OrderDraft): Promise<string> {
    const { workflowID } = await DBOS.startWorkflow(this).placeForShop(draft);
    return workflowID;
  }

  private async acknowledged(): Promise<Settlement | null> {
    return DBOS.recv<Settlement>('acknowledged', { timeoutSeconds: 60 }); // planted: no-recv-in-step
  }
}

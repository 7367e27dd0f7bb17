import type { IncomingMessage, ServerResponse } from 'node:http';

import { DBOS } from '@dbos-inc/dbos-sdk';

import type { Settlement } from '../payments/payments.service.js';
import type { OrderDraft } from './order.js';
import type { OrdersService } from './orders.service.js';

/** The HTTP interface of the order service. */
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, resource = '', id = ''] = (request.url ?? '').split('/');
    if (resource === 'orders') response.end(await this.create(await bodyOf<OrderDraft>(request)));
    else if (resource === 'letters') response.end(await this.thank(id));
    else if (resource === 'settlements') response.end(await this.settle(id, await bodyOf<Settlement>(request)));
    else if (resource === 'numbers') response.end((await DBOS.getEvent<string>(id, 'number')) ?? 'not yet');
    else response.writeHead(404).end();
  }

  private async create(draft: OrderDraft): Promise<string> {
    const { workflowID } = await DBOS.startWorkflow(this.orders).place(draft);
    return `${workflowID} taken at ${new Date().toISOString()}`;
  }

  private async thank(customer: string): Promise<string> {
    queueMicrotask(() => this.orders.thank(customer)); // planted: no-thread-start, via orders/orders.service.ts
    return 'on its way';
  }

  private async settle(workflowID: string, settlement: Settlement): Promise<string> {
    await DBOS.send(workflowID, settlement, 'settlement', settlement.reference);
    return 'thank you';
  }
}

async function bodyOf<T>(request: IncomingMessage): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as T;
}

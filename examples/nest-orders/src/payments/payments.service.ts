import { DBOS } from '@dbos-inc/dbos-sdk';

import type { HttpClient } from '../shared/http-client.js';

export interface Settlement {
  readonly reference: string;
  readonly settled: boolean;
}

/** Money: asks the bank for it, and hears from the bank when it is there. */
export class PaymentsService {
  constructor(private readonly http: HttpClient) {}

  async request(orderId: string, amount: number): Promise<void> {
    await this.http.post('/requests', { orderId, amount });
  }

  /** Waits for the bank's message, which the controller passes on to the order's workflow. */
  async settlement(): Promise<Settlement | null> {
    return DBOS.recv<Settlement>('settlement', { timeoutSeconds: 900 });
  }
}

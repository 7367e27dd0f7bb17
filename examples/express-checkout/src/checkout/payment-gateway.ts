import { ConfiguredInstance, DBOS } from '@dbos-inc/dbos-sdk';

import { RiskClient } from './risk-client';
import type { Payment } from './types';

const RISKY = 0.8;

/** One payment provider. The shop has one instance for each that it is under contract with. */
export class PaymentGateway extends ConfiguredInstance {
  constructor(
    name: string,
    private readonly endpoint: string,
    private readonly risk: RiskClient,
  ) {
    super(name);
  }

  /** Takes the money. A busy provider is asked again a little later. */
  @DBOS.workflow()
  async charge(orderId: string, amount: number): Promise<Payment> {
    const score = await this.risk.score(orderId, amount); // planted: workflow-determinism, via risk-client.ts
    if (score > RISKY) return { reference: orderId, status: 'declined' };

    for (let attempt = 1; attempt < 4; attempt++) {
      const payment = await this.capture(orderId, amount);
      if (payment.status !== 'busy') return payment;
      await new Promise((resolve) => setTimeout(resolve, attempt * 2_000)); // planted: workflow-determinism
    }
    return { reference: orderId, status: 'declined' };
  }

  /** Gives the money back. The provider wants a minute between a capture and its reversal. */
  @DBOS.workflow()
  async refund(orderId: string, amount: number): Promise<Payment> {
    const score = await DBOS.runStep(() => this.risk.score(orderId, -amount), { name: 'score' });
    if (score > RISKY) return { reference: orderId, status: 'declined' };

    await DBOS.sleep(60_000);
    return this.capture(orderId, -amount);
  }

  @DBOS.step({ retriesAllowed: true, maxAttempts: 5 })
  async capture(orderId: string, amount: number): Promise<Payment> {
    const response = await fetch(`${this.endpoint}/captures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `${orderId}:${amount}` },
      body: JSON.stringify({ amount, requestedAt: Date.now() }),
    });
    if (response.status === 503) return { reference: orderId, status: 'busy' };
    return (await response.json()) as Payment;
  }
}

const risk = new RiskClient(process.env.RISK_URL ?? 'http://localhost:4001');

export const cards = new PaymentGateway('cards', process.env.CARDS_URL ?? 'http://localhost:4002', risk);

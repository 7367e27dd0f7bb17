import { randomUUID } from 'node:crypto';

import { DBOS } from '@dbos-inc/dbos-sdk';

import { cards } from './payment-gateway';
import { isHappyHour, reduced, totalOf, wasHappyHour } from './pricing';
import { nextReceiptNumber, receiptNumberOf, textOf } from './receipts';
import type { Approval, Cart, Payment, PriceList, Receipt } from './types';

const CATALOGUE = process.env.CATALOGUE_URL ?? 'http://localhost:4003';
const MAILER = process.env.MAILER_URL ?? 'http://localhost:4004';

/** Orders above this many cents are looked at by a clerk. */
const NEEDS_CLERK = 500_000;

export class CheckoutService {
  /** From a full cart to a receipt. */
  @DBOS.workflow()
  static async checkout(cart: Cart): Promise<Receipt> {
    const placedAt = new Date(); // planted: workflow-determinism
    const orderId = randomUUID(); // planted: workflow-determinism
    DBOS.logger.info(`cart ${cart.id} became order ${orderId} at ${new Date().toISOString()}`);

    const prices = await CheckoutService.loadPrices(cart);
    let total = totalOf(cart, prices);
    if (isHappyHour()) total = reduced(total, 10); // planted: workflow-determinism, via pricing.ts
    if (CheckoutService.winsVoucher()) total = reduced(total, 25);

    await CheckoutService.reserveStock(orderId, cart);
    if (total > NEEDS_CLERK) {
      const approval = await DBOS.runStep(() => DBOS.recv<Approval>('approval'), { name: 'approval' }); // planted: no-recv-in-step
      if (!approval?.approved) throw new Error(`Order ${orderId} was not approved.`);
    }

    const payment = await cards.charge(orderId, total);
    if (payment.status !== 'captured') throw new Error(`Order ${orderId} could not be paid.`);
    await CheckoutService.announce(orderId, 'paid');

    const number = nextReceiptNumber(); // planted: workflow-determinism, via receipts.ts and lib/identifiers.ts
    const receipt = { number, orderId, total, placedAt: placedAt.toISOString() };
    await CheckoutService.mailReceipt(cart.customer, receipt);
    return receipt;
  }

  /** The same for a customer who pays at the till: everything that could differ the second time is recorded. */
  @DBOS.workflow()
  static async checkoutAtTill(cart: Cart): Promise<Receipt> {
    const placedAt = new Date(await DBOS.now()).toISOString();
    const orderId = await DBOS.randomUUID();

    const prices = await CheckoutService.loadPrices(cart);
    let total = totalOf(cart, prices);
    if (wasHappyHour(placedAt)) total = reduced(total, 10);

    if (total > NEEDS_CLERK) {
      const approval = await DBOS.recv<Approval>('approval', { timeoutSeconds: 3600 });
      if (!approval?.approved) throw new Error(`Order ${orderId} was not approved.`);
    }
    await CheckoutService.announce(orderId, 'paid');

    const receipt = { number: receiptNumberOf(orderId), orderId, total, placedAt };
    await CheckoutService.mailReceipt(cart.customer, receipt);
    return receipt;
  }

  /** Takes a paid order back, and tells accounting when that took suspiciously long. */
  @DBOS.workflow()
  static async cancel(orderId: string, total: number): Promise<Payment> {
    const startedAt = Date.now(); // planted: workflow-determinism
    const payment = await cards.refund(orderId, total);
    const seconds = (Date.now() - startedAt) / 1000; // planted: workflow-determinism
    if (seconds > 300) await CheckoutService.reportSlowRefund(orderId, seconds);
    await CheckoutService.announce(orderId, 'cancelled');
    return payment;
  }

  @DBOS.step({ retriesAllowed: true })
  static async loadPrices(cart: Cart): Promise<PriceList> {
    const skus = cart.items.map((item) => item.sku).join(',');
    const response = await fetch(`${CATALOGUE}/prices?sku=${encodeURIComponent(skus)}&at=${Date.now()}`);
    return (await response.json()) as PriceList;
  }

  @DBOS.step()
  static async reserveStock(orderId: string, cart: Cart): Promise<void> {
    await CheckoutService.announce(orderId, 'reserving'); // planted: no-recv-in-step
    await fetch(`${CATALOGUE}/reservations/${orderId}`, { method: 'PUT', body: JSON.stringify(cart.items) });
  }

  @DBOS.step()
  static async mailReceipt(customer: string, receipt: Receipt): Promise<void> {
    await fetch(`${MAILER}/mails`, { method: 'POST', body: JSON.stringify({ to: customer, text: textOf(receipt) }) });
  }

  @DBOS.step()
  static async reportSlowRefund(orderId: string, seconds: number): Promise<void> {
    const report = { orderId, seconds, reportedAt: new Date().toISOString() };
    await fetch(`${MAILER}/accounting`, { method: 'POST', body: JSON.stringify(report) });
  }

  /** Lets the order page follow the order. */
  private static async announce(orderId: string, stage: string): Promise<void> {
    await DBOS.setEvent('stage', { orderId, stage });
  }

  /** One customer in a hundred is lucky. */
  private static winsVoucher(): boolean {
    return Math.random() < 0.01; // planted: workflow-determinism
  }
}

import { newReference, referenceFor } from '../lib/identifiers';
import type { Receipt } from './types';

/** The number of the next receipt. */
export function nextReceiptNumber(): string {
  return newReference('R');
}

/** The number of the receipt for an order. */
export function receiptNumberOf(orderId: string): string {
  return referenceFor('R', orderId);
}

/** The receipt as the customer reads it. */
export function textOf(receipt: Receipt): string {
  const total = (receipt.total / 100).toFixed(2);
  return `Receipt ${receipt.number} for order ${receipt.orderId}: ${total} EUR, ${receipt.placedAt}`;
}

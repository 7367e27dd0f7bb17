import { now } from './clock.js';

const YEAR = 365 * 24 * 3_600_000;

/** Until when an invoice that is booked now has to be kept. */
export function keepUntil(): string {
  return new Date(now() + 10 * YEAR).toISOString();
}

/** Until when an invoice has to be kept that was received at that moment. */
export function keepUntilFrom(receivedAt: string): string {
  return new Date(Date.parse(receivedAt) + 10 * YEAR).toISOString();
}

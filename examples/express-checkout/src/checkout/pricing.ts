import type { Cart, PriceList } from './types';

/** The price of everything in the cart, in cents. */
export function totalOf(cart: Cart, prices: PriceList): number {
  return cart.items.reduce((sum, item) => sum + (prices[item.sku] ?? 0) * item.quantity, 0);
}

/** Takes some percent off, rounded in the customer's favour. */
export function reduced(total: number, percent: number): number {
  return Math.floor((total * (100 - percent)) / 100);
}

/** Between five and seven in the evening everything is ten percent off. */
export function isHappyHour(at: Date = new Date()): boolean {
  const hour = at.getUTCHours();
  return hour >= 17 && hour < 19;
}

/** The same question for the moment at which an order was placed. */
export function wasHappyHour(placedAt: string): boolean {
  return isHappyHour(new Date(placedAt));
}

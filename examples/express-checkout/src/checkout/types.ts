export interface CartItem {
  readonly sku: string;
  readonly quantity: number;
}

export interface Cart {
  readonly id: string;
  readonly customer: string;
  readonly items: readonly CartItem[];
}

/** Prices in cents, by SKU. */
export type PriceList = Readonly<Record<string, number>>;

export interface Approval {
  readonly clerk: string;
  readonly approved: boolean;
}

export interface Payment {
  readonly reference: string;
  readonly status: 'captured' | 'declined' | 'busy';
}

export interface Receipt {
  readonly number: string;
  readonly orderId: string;
  readonly total: number;
  readonly placedAt: string;
}

/** Reads a cart out of a request body. Throws a `TypeError` that says what is wrong with it. */
export function cartFrom(body: unknown): Cart {
  if (typeof body !== 'object' || body === null) throw new TypeError('The body is no cart.');
  const { id, customer, items } = body as Partial<Cart>;
  if (typeof id !== 'string' || typeof customer !== 'string') throw new TypeError('A cart has an id and a customer.');
  if (!Array.isArray(items) || items.length === 0) throw new TypeError('The cart is empty.');
  return { id, customer, items };
}

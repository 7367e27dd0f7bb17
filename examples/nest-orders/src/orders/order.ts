export interface OrderDraft {
  readonly customer: string;
  readonly sku: string;
  readonly pieces: number;
  /** In cents. */
  readonly amount: number;
}

export interface Order extends OrderDraft {
  readonly id: string;
  readonly number: string;
  readonly submittedAt: Date;
}

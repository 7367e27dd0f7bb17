/** A file that a supplier uploaded. */
export interface Upload {
  readonly supplier: string;
  readonly path: string;
  readonly currency: string;
  /** When the supplier sent it, as ISO 8601. */
  readonly sentAt: string;
}

export interface Invoice {
  readonly id: string;
  readonly supplier: string;
  /** In the smallest unit of the book currency. */
  readonly amount: number;
  readonly receivedAt: string;
}

export interface Decision {
  readonly reviewer: string;
  readonly approved: boolean;
}

/** What one unit of the book currency costs in others. */
export interface Rates {
  readonly base: string;
  readonly rates: Readonly<Record<string, number>>;
}

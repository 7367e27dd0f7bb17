import { createHash, randomBytes } from 'node:crypto';

/** A reference that nobody can guess, for links in mails: `R-9f86d081`. */
export function newReference(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

/** A reference that is always the same for the same order. */
export function referenceFor(prefix: string, orderId: string): string {
  return `${prefix}-${createHash('sha256').update(orderId).digest('hex').slice(0, 8)}`;
}

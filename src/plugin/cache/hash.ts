import { createHash } from 'node:crypto';

/** A short name for a text that no other text has: 162 bits in letters, digits, `-` and `_`. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}

/** Milliseconds since 1970, on this machine. */
export function now(): number {
  return Date.now();
}

/** The day of a moment, for file names and headings: `2026-11-24`. */
export function dayOf(moment: Date | string): string {
  return new Date(moment).toISOString().slice(0, 10);
}

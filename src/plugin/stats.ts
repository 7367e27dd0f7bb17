/** What the analysis cost, printed to stderr when the process ends: the linter's own timing charges all of it to one rule. */
import type { Counters } from './program/counters.ts';

/** Whether `DURABLE_STATS` asks for them. */
export function wantsStats(): boolean {
  const value = process.env['DURABLE_STATS'];
  return value !== undefined && value !== '' && value !== '0';
}

/** Counts, and prints when the process ends. */
export class Stats {
  #files = 0;
  #concerned = 0;
  #kept = 0;
  #milliseconds = 0;

  constructor(counters: () => Counters) {
    process.once('exit', () => {
      const { parse, resolve, validate } = counters();
      const each = (name: string, count: number, milliseconds: number): string =>
        `${name} ${String(count)} (${milliseconds.toFixed(0)} ms)`;
      const parts = [
        `durable: ${String(this.#files)} files linted, ${String(this.#concerned)} with durable code, ${String(this.#kept)} known from before`,
        `analysis ${this.#milliseconds.toFixed(0)} ms, parsing and resolving included`,
        each('parsed', parse.count, parse.milliseconds),
        each('resolved', resolve.count, resolve.milliseconds),
        each('looked for changes', validate.count, validate.milliseconds),
      ];
      process.stderr.write(`${parts.join('; ')}\n`);
    });
  }

  /** A file is linted. */
  count(isConcerned: boolean, isKept: boolean): void {
    this.#files += 1;
    if (isConcerned) this.#concerned += 1;
    if (isKept) this.#kept += 1;
  }

  /** The analysis took so long once more. */
  spend(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }
}

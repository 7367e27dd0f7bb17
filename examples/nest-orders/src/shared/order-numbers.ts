import { randomInt } from 'node:crypto';

/** Numbers that customers can read out on the phone. */
export class OrderNumbers {
  constructor(private readonly prefix: string) {}

  /** A number that says nothing about how many orders there are. */
  draw(): string {
    return `${this.prefix}-${randomInt(100_000, 1_000_000)}`;
  }

  /** The number that belongs to a workflow, each time it is asked. */
  numberOf(workflowID: string): string {
    return `${this.prefix}-${workflowID.slice(-6).toUpperCase()}`;
  }
}

/**
 * Queues are polled all the time, so that a replay begins at once, and nearly always in vain. A queue that gave nothing gives nothing as long as the
 * database says the same: then it is not asked.
 */
import { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';

/** What a queue gives may also depend on the time, and on what runs: so it is asked again after so many milliseconds. */
const longestIdle = 50;

interface Idle {
  readonly changes: number;
  readonly since: number;
}

type Poll = (
  this: object,
  queue: { readonly name: string },
  ...rest: readonly unknown[]
) => Promise<readonly unknown[]>;

/** `changes`: how often the database was changed. Once per process. */
export function spareIdlePolls(changes: () => number): void {
  const idle = new WeakMap<object, Map<string, Idle>>();
  const prototype = SystemDatabase.prototype as unknown as { findAndMarkStartableWorkflows: Poll };
  const original = prototype.findAndMarkStartableWorkflows;
  prototype.findAndMarkStartableWorkflows = async function (queue, ...rest) {
    const known = idle.get(this) ?? new Map<string, Idle>();
    idle.set(this, known);
    // A partition, its third argument, is a queue of its own.
    const key = JSON.stringify([queue.name, rest[2]]);
    const before: Idle = { changes: changes(), since: Date.now() };
    const last = known.get(key);
    if (last?.changes === before.changes && before.since - last.since < longestIdle) return [];
    const found = await original.call(this, queue, ...rest);
    if (found.length === 0) known.set(key, before);
    return found;
  };
}

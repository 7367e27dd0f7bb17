/** What was found to happen in a file: of one cause at one place, the most certain occurrence on the shortest way. */
import { factKey, type CallEdge, type Fact } from './facts.ts';
import type { Occurrence, Context } from './contexts.ts';

/** The occurrences of a file, as they are found. */
export class OccurrenceList {
  readonly #found = new Map<string, Occurrence>();

  get all(): readonly Occurrence[] {
    return [...this.#found.values()];
  }

  /** Adds what is not known yet, or is more certain, or found on a shorter way, than what is known at its place. */
  add(occurrence: Occurrence): void {
    const { fact, node, context, path } = occurrence;
    const key = `${String(node.range[0])}:${String(node.range[1])}:${factKey(fact)}:${subjectOf(fact, path)}:${context.role}`;
    const known = this.#found.get(key);
    const gain = known ? weakness(known.context) - weakness(context) : 1;
    if (gain > 0 || (gain === 0 && known && known.path.length > path.length)) this.#found.set(key, occurrence);
  }
}

/** What tells facts of one kind at one place apart. Behind a call all clocks are one cause: the call, which may be of several functions. */
function subjectOf(fact: Fact, path: readonly CallEdge[]): string {
  if (fact.kind === 'durable') return fact.value.key;
  return fact.kind === 'effect' && path.length > 0 ? '' : `${fact.name.module}#${fact.name.path.join('.')}`;
}

/** How uncertain it is that code runs in a context now: the smaller, the more certain. */
export function weakness({ deferred, assumed }: Context): number {
  return Number(deferred) + 2 * Number(assumed);
}

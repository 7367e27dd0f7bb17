import type { Occurrence } from '../analysis/contexts.ts';
import type { Node } from '../analysis/nodes.ts';

/** What is found in each occurrence; where one place runs in a step and in a transaction, only the transaction's, since it forbids more. */
export function* onceForSteps<Found>(
  occurrences: readonly Occurrence[],
  listen: (occurrence: Occurrence) => Iterable<Found>,
): Iterable<Found> {
  const answers = occurrences.map((occurrence) => ({ occurrence, found: [...listen(occurrence)] }));
  const inTransactions = new Map<Node, Set<Node>>();
  for (const { occurrence, found } of answers) {
    if (occurrence.context.role !== 'transaction' || found.length === 0) continue;
    const { node, fact } = occurrence;
    const facts = inTransactions.get(node) ?? new Set();
    inTransactions.set(node, facts.add(fact.node));
  }
  for (const { occurrence, found } of answers) {
    const { node, fact, context } = occurrence;
    if (context.role !== 'step' || inTransactions.get(node)?.has(fact.node) !== true) yield* found;
  }
}

import type { Occurrence } from '../analysis/contexts.ts';
import type { Node } from '../analysis/nodes.ts';

/** What is found in each occurrence; where one place runs in a step and in a transaction, only the transaction's, since it forbids more. */
export function* onceForSteps<Found>(
  occurrences: readonly Occurrence[],
  listen: (occurrence: Occurrence) => Iterable<Found>,
): Iterable<Found> {
  const answers: { readonly occurrence: Occurrence; readonly found: readonly Found[] }[] = [];
  for (const occurrence of occurrences) {
    const found = [...listen(occurrence)];
    if (found.length > 0) answers.push({ occurrence, found });
  }
  const inTransactions = new Map<Node, Set<Node>>();
  for (const { occurrence } of answers) {
    if (occurrence.context.role !== 'transaction') continue;
    const { node, fact } = occurrence;
    const facts = inTransactions.get(node) ?? new Set();
    inTransactions.set(node, facts.add(fact.node));
  }
  for (const { occurrence, found } of answers) {
    const { node, fact, context } = occurrence;
    if (context.role !== 'step' || inTransactions.get(node)?.has(fact.node) !== true) yield* found;
  }
}

import type { Occurrence } from '../analysis/contexts.ts';
import type { Node } from '../analysis/nodes.ts';

/** What is found in each occurrence; where one place runs in a step and in a transaction, only the transaction's, since it forbids more. */
export function onceForSteps<Found>(
  occurrences: readonly Occurrence[],
  listen: (occurrence: Occurrence) => Iterable<Found>,
): readonly Found[] {
  const answers: { readonly occurrence: Occurrence; readonly found: Found }[] = [];
  for (const occurrence of occurrences) for (const found of listen(occurrence)) answers.push({ occurrence, found });
  if (answers.length < 2) return answers.map(({ found }) => found);
  const inTransactions = new Map<Node, Set<Node>>();
  for (const { occurrence } of answers) {
    if (occurrence.context.role !== 'transaction') continue;
    const { node, fact } = occurrence;
    const facts = inTransactions.get(node) ?? new Set();
    inTransactions.set(node, facts.add(fact.node));
  }
  return answers.flatMap(({ occurrence: { node, fact, context }, found }) =>
    context.role === 'step' && inTransactions.get(node)?.has(fact.node) === true ? [] : [found],
  );
}

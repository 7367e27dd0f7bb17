import type { Occurrence } from '../analysis/contexts.ts';
import type { Node } from '../analysis/nodes.ts';

/** What is found in each occurrence; where one place runs in a step and in a transaction, only the transaction's, since it forbids more. */
export function* onceForSteps<Found>(
  occurrences: readonly Occurrence[],
  listen: (occurrence: Occurrence) => Iterable<Found>,
): Iterable<Found> {
  const answers: { readonly occurrence: Occurrence; readonly found: readonly Found[] }[] = [];
  for (const occurrence of occurrences) {
    // Nearly always there is nothing, and this runs for each rule and occurrence.
    const found = listen(occurrence)[Symbol.iterator]();
    const first = found.next();
    if (first.done !== true) answers.push({ occurrence, found: [first.value, ...rest(found)] });
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

/** What an iterator still gives. */
function* rest<Item>(iterator: Iterator<Item>): Iterable<Item> {
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value;
}

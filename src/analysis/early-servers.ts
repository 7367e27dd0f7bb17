/**
 * Servers that take requests before the engine is launched: in front of the launch, at the top level of a file whose functions launch, or behind a
 * launch that nobody waits for. Leaves out servers and launches of other files.
 */
import type { LaunchOrder, LifecycleEvent } from './launch-order.ts';
import type { Node } from './nodes.ts';
import type { FunctionUnit } from './units.ts';

/** A server that takes requests too early, and the launch that it should wait for. */
export interface EarlyServer {
  /** The call from which on requests come in. */
  readonly node: Node;
  /** It comes before the launch, runs when the file is loaded, or nobody waits for the launch. */
  readonly why: 'order' | 'loading' | 'unfinished';
  readonly launch: LifecycleEvent;
  /** The launch and the configuration that goes along with it, where they can move in front of the server. */
  readonly setUp: readonly Node[] | undefined;
}

/**
 * @param launches that the functions of the file make themselves
 * @param isOthers whether of a launch that nobody waits for more is wrong than the server behind it
 */
export function earlyServer(
  order: LaunchOrder,
  { node, unit }: { readonly node: Node; readonly unit: FunctionUnit },
  launches: readonly LifecycleEvent[],
  isOthers: (launch: Node) => boolean,
): EarlyServer | undefined {
  const isLoading = unit === unit.module.main;
  const later = order.launchAfter(node, unit);
  if (later) {
    // `app.listen(3000)` above `main()`
    const isBehindCall = isLoading && !later.direct;
    return { node, why: 'order', launch: later, setUp: isBehindCall ? undefined : setUpOf(order, node, later, unit) };
  }
  if (!isLoading) {
    const unfinished = order.launchUnfinished(node, unit);
    return unfinished && !isOthers(unfinished.node)
      ? { node, why: 'unfinished', launch: unfinished, setUp: undefined }
      : undefined;
  }
  const [launch] = launches;
  if (!launch || isLaunchedBefore(order, node, unit)) return undefined;
  return { node, why: 'loading', launch, setUp: undefined };
}

function isLaunchedBefore(order: LaunchOrder, node: Node, unit: FunctionUnit): boolean {
  return order
    .eventsOf(unit)
    .some((event) => event.kind === 'launch' && event.awaited && event.node.range[0] < node.range[1]);
}

function setUpOf(order: LaunchOrder, server: Node, launch: LifecycleEvent, unit: FunctionUnit): readonly Node[] {
  const configuring = order
    .eventsOf(unit)
    .filter(({ kind, direct }) => kind === 'config' && direct)
    .map(({ node }) => node)
    .filter(({ range }) => server.range[1] <= range[0] && range[1] <= launch.node.range[0]);
  return [...configuring, launch.node];
}

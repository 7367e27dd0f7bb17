/**
 * Which queues a call of the engine puts workflows on, by name, and where it says which partition of the queue they go to. Knows the queue that
 * another call sets around it. Leaves out names that are made at run time.
 */
import type { OptionTopic } from '../knowledge/facts/options.ts';
import type { CallSite } from './call-sites.ts';
import type { Node } from './nodes.ts';
import type { MarkedOption } from './option-marks.ts';
import type { World } from './world.ts';

/** A queue that a call puts workflows on. */
export interface QueueUse {
  readonly queue: string;
  /** Where the queue is named; the call, when another one sets the queue. */
  readonly node: Node;
  /** The place for the key of the partition; `nowhere`: it can have none. */
  readonly partitionKey: MarkedOption | 'nowhere';
  /** The call's own place for the name of the queue. */
  readonly option: MarkedOption | undefined;
}

/** What a call says of its queue. */
export interface QueueOptions {
  readonly names: readonly MarkedOption[];
  readonly partitionKeys: readonly MarkedOption[];
  /** What certainly is set around the call. */
  readonly around: MarkedOption | undefined;
}

/** The queues that a call puts workflows on; nothing is said of several calls in one. */
export function queueUsesOf(world: World, call: CallSite, options: QueueOptions): readonly QueueUse[] {
  if (options.partitionKeys.length > 1 || (options.names.length === 0 && !options.around)) return [];
  return [...aroundCall(call, options), ...atCall(world, call, options)];
}

function* aroundCall({ fact, node }: CallSite, { names, partitionKeys, around }: QueueOptions): Iterable<QueueUse> {
  const queue = around?.text;
  if (queue === undefined) return;
  const [option] = names;
  const [key] = partitionKeys;
  if (fact.kind === 'durable') {
    if (fact.role === 'workflow') yield { queue, node, partitionKey: 'nowhere', option };
  } else if (key?.presence === 'absent' && option?.presence === 'absent') {
    yield { queue, node, partitionKey: key, option };
  }
}

function* atCall(world: World, { fact }: CallSite, { names, partitionKeys }: QueueOptions): Iterable<QueueUse> {
  if (fact.kind !== 'api') return;
  const [option] = names;
  for (const { value, entry, key, argument, text: queue } of names) {
    if (key === '' || !entry || !value || queue === undefined) continue;
    const topic = world.knowledge.options(fact.name)?.[argument]?.topic;
    const partitionKey = partitionKeys[0] ?? (takesNoKey(topic) ? 'nowhere' : undefined);
    if (partitionKey) yield { queue, node: value.node, partitionKey, option };
  }
}

/** Schedules, debouncers and consumers put workflows on a queue, and take no key. */
function takesNoKey(topic: OptionTopic | undefined): boolean {
  return topic === 'schedule' || topic === 'debounce' || topic === 'config';
}

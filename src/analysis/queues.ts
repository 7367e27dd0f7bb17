/** The queues that a file registers, by name. Knows nothing of those of other files. */
import type { MarkedOption } from './option-marks.ts';
import type { CallSite } from './model.ts';

export interface Queue {
  readonly name: string;
  /** The name as it is written. */
  readonly code: string;
  readonly call: CallSite;
  /** Undefined: not known. */
  readonly isPartitioned: boolean | undefined;
}

export interface QueueQuestions {
  readonly calls: readonly CallSite[];
  /** Whether the call makes a queue: its first argument is the name, and it takes the limits for partitions. */
  readonly optionsAt: (call: CallSite, mark: 'queue-name' | 'partitions') => readonly MarkedOption[];
  readonly textOf: (range: readonly [number, number]) => string;
}

export function queuesOf({ calls, optionsAt, textOf }: QueueQuestions): readonly Queue[] {
  return calls.flatMap((call): readonly Queue[] => {
    const partitions = optionsAt(call, 'partitions');
    const name = optionsAt(call, 'queue-name').find((option) => option.key === '' && option.argument === 0);
    if (partitions.length === 0 || name?.value?.kind !== 'literal' || typeof name.value.value !== 'string') return [];
    const isPartitioned = partitions.some(({ presence, value }) => presence === 'there' && !isFalse(value))
      ? true
      : partitions.every(({ presence }) => presence === 'absent')
        ? false
        : undefined;
    return [{ name: name.value.value, code: textOf(name.value.node.range), call, isPartitioned }];
  });
}

function isFalse(value: MarkedOption['value']): boolean {
  return value?.kind === 'literal' && value.value === false;
}

/** The queues that a file registers, by name. Knows nothing of those of other files. */
import type { MarkedOption } from './option-marks.ts';
import type { CallSite } from './call-sites.ts';

/** A queue that the file registers. */
export interface Queue {
  readonly name: string;
  /** The name as it is written. */
  readonly code: string;
  readonly call: CallSite;
  /** Undefined: not known. */
  readonly isPartitioned: boolean | undefined;
}

/** What has to be known of a file to find its queues. */
export interface QueueQuestions {
  readonly calls: readonly CallSite[];
  /** A call makes a queue when its first argument is the name, and it takes the limits for partitions or is that of a constructor. */
  readonly optionsAt: (call: CallSite, mark: 'queue-name' | 'partitions') => readonly MarkedOption[];
  readonly textOf: (range: readonly [number, number]) => string;
}

/** The queues that a file registers. */
export function queuesOf({ calls, optionsAt, textOf }: QueueQuestions): readonly Queue[] {
  return calls.flatMap((call): readonly Queue[] => {
    const partitions = optionsAt(call, 'partitions');
    const name = optionsAt(call, 'queue-name').find((option) => option.key === '' && option.argument === 0);
    const makes = partitions.length > 0 || call.node.type === 'NewExpression';
    if (!makes || !name?.value || name.text === undefined) return [];
    const isPartitioned = partitions.some(({ presence, value }) => presence === 'there' && !isFalse(value))
      ? true
      : partitions.length > 0 && partitions.every(({ presence }) => presence === 'absent')
        ? false
        : undefined;
    return [{ name: name.text, code: textOf(name.value.node.range), call, isPartitioned }];
  });
}

function isFalse(value: MarkedOption['value']): boolean {
  return value?.kind === 'literal' && value.value === false;
}

/** Tries texts out, one message each, in a process that may be killed when one takes too long. */
import { seedOf, randomOf } from './random.ts';
import { durable, strewn } from './durable.ts';
import { mutated } from './mutate.ts';
import { textOfFile } from './sources.ts';
import { tryOut, type Trial, type Variant } from './trial.ts';

/** What is asked for: the file as it is, made durable, or made durable and then spoilt. */
export interface Task {
  readonly file: string;
  /** Pieces of this one go into the first. */
  readonly other: string;
  readonly shape: 'whole' | 'durable' | 'mutated';
  readonly seed: number;
  readonly variant: Variant;
}

export interface Answer {
  readonly trial: Trial;
  readonly text: string;
  /** Bytes of memory that are in use after the trial. */
  readonly memory: number;
}

/** The text of a task: the same whenever it is asked for. */
export function textOf({ file, other, shape, seed }: Task): string {
  const text = textOfFile(file);
  if (shape === 'whole') return text;
  const random = randomOf(seedOf(text, seed));
  const made = durable(file, text, random);
  return shape === 'durable' ? made : mutated(strewn(made, random), random, textOfFile(other));
}

process.on('message', (task: Task) => {
  const text = textOf(task);
  const trial = tryOut(task.file, text, task.variant);
  const answer: Answer = {
    trial,
    text: trial.failures.length > 0 ? text : '',
    memory: process.memoryUsage().rss,
  };
  process.send?.(answer);
});

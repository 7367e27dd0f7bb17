/** Whether what the author of an example wants holds in the end. */
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';

import { ExampleFault, type Evaluated } from './evaluate.ts';

/** What `wants` may look at besides what the block exports. */
export interface Sights {
  /** What the last call gave. */
  readonly answer: unknown;
  /** The effects of the last process, each with its arguments: `charge(10)`. */
  readonly effects: readonly string[];
  /** Requests that nobody gave up although their answer never came. */
  readonly open: readonly string[];
  readonly printed: readonly string[];
  /** The longest that the engine was asked to wait, in seconds. */
  readonly waited: number;
  readonly workflowID: string;
}

export async function isWanted(wants: string, evaluated: Evaluated, sights: Sights): Promise<boolean> {
  try {
    return Boolean(await evaluated.call(wants, { ...sights, valuesOf, rowsOf }));
  } catch (error) {
    throw new ExampleFault(
      `\`wants: ${wants}\` cannot be told: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** What the engine's database holds. */
async function rowsOf(sql: string): Promise<unknown> {
  return (await DBOSExecutor.globalInstance?.systemDatabase.pool.query(sql))?.rows;
}

/** All that a stream gives until it ends. */
async function valuesOf(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

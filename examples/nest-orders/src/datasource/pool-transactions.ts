import { AsyncLocalStorage } from 'node:async_hooks';

import { DBOS } from '@dbos-inc/dbos-sdk';
import {
  assertStillOwnsWorkflow,
  DBOSStepAlreadyRecordedError,
  DBOSWorkflowConflictError,
  isPGKeyConflictError,
  isPGRetriableTransactionError,
  migrateDataSourcePG,
  replayRecordedStep,
  type DataSourceTransactionHandler,
  type PGTransactionConfig,
} from '@dbos-inc/dbos-sdk/datasource';
import type { Pool, PoolClient } from 'pg';

interface Recorded {
  readonly output: string | null;
  readonly error: string | null;
}

const running = new AsyncLocalStorage<PoolClient>();

/** The connection of the transaction that runs here and now. */
export function currentClient(): PoolClient | undefined {
  return running.getStore();
}

/** Runs functions in transactions, and writes their outcome into the same transaction. */
export class PoolTransactions implements DataSourceTransactionHandler {
  constructor(
    readonly name: string,
    private readonly pool: Pool,
  ) {}

  async initialize(): Promise<void> {
    await this.inTransaction({}, (client) =>
      migrateDataSourcePG(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows),
    );
  }

  async destroy(): Promise<void> {
    await this.pool.end();
  }

  async invokeTransactionFunction<This, Args extends unknown[], Return>(
    config: PGTransactionConfig | undefined,
    target: This,
    func: (this: This, ...args: Args) => Promise<Return>,
    ...args: Args
  ): Promise<Return> {
    const { workflowID, stepID } = DBOS;
    const isRecorded = workflowID !== undefined && stepID !== undefined && config?.readOnly !== true;

    for (let wait = 1; ; wait = Math.min(wait * 2, 2_000)) {
      const recorded = isRecorded ? await this.recorded(workflowID, stepID) : undefined;
      if (recorded !== undefined) return replayRecordedStep<Return>(recorded);
      try {
        return await this.inTransaction(config ?? {}, async (client) => {
          const result = await running.run(client, () => func.call(target, ...args));
          if (isRecorded) await record(client, workflowID, stepID, result);
          return result;
        });
      } catch (error) {
        const isTakenOver = error instanceof DBOSStepAlreadyRecordedError || isPGRetriableTransactionError(error);
        if (!isTakenOver || error instanceof DBOSWorkflowConflictError) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  private async recorded(workflowID: string, stepID: number): Promise<Recorded | undefined> {
    const sql = 'SELECT output, error FROM dbos.transaction_completion WHERE workflow_id = $1 AND function_num = $2';
    return (await this.pool.query<Recorded>(sql, [workflowID, stepID])).rows[0];
  }

  private async inTransaction<T>(config: PGTransactionConfig, run: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      const access = config.readOnly === true ? 'READ ONLY' : 'READ WRITE';
      await client.query(`BEGIN ISOLATION LEVEL ${config.isolationLevel ?? 'READ COMMITTED'} ${access}`);
      const result = await run(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }
}

async function record(client: PoolClient, workflowID: string, stepID: number, result: unknown): Promise<void> {
  const sql = 'INSERT INTO dbos.transaction_completion (workflow_id, function_num, output) VALUES ($1, $2, $3)';
  // The form that `replayRecordedStep` reads. The transactions of this service give back plain JSON, or nothing.
  const output = JSON.stringify({ json: result });
  try {
    await client.query(sql, [workflowID, stepID, output]);
  } catch (error) {
    if (isPGKeyConflictError(error)) throw new DBOSStepAlreadyRecordedError(workflowID, stepID);
    throw error;
  }
  await assertStillOwnsWorkflow(workflowID);
}

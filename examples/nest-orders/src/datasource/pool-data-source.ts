import { DBOS, type FunctionName } from '@dbos-inc/dbos-sdk';
import {
  registerDataSource,
  registerTransaction,
  runTransaction,
  type DBOSDataSource,
  type PGTransactionConfig,
} from '@dbos-inc/dbos-sdk/datasource';
import type { Pool, PoolClient } from 'pg';

import { currentClient, PoolTransactions } from './pool-transactions.js';

export interface TransactionConfig extends PGTransactionConfig {
  readonly name?: string;
}

/** Transactions of the `pg` package, recorded together with the rows that they write. */
export class PoolDataSource implements DBOSDataSource<TransactionConfig> {
  constructor(
    readonly name: string,
    pool: Pool,
  ) {
    registerDataSource(new PoolTransactions(name, pool));
  }

  /** The connection of the running transaction. Throws outside of one. */
  get client(): PoolClient {
    const client = DBOS.isInTransaction() ? currentClient() : undefined;
    if (client === undefined) throw new Error(`The client of ${this.name} is used outside of a transaction.`);
    return client;
  }

  async runTransaction<T>(callback: () => Promise<T>, config?: TransactionConfig): Promise<T> {
    return runTransaction(callback, config?.name ?? callback.name, { dsName: this.name, config });
  }

  registerTransaction<This, Args extends unknown[], Return>(
    func: (this: This, ...args: Args) => Promise<Return>,
    config?: TransactionConfig & FunctionName,
  ): (this: This, ...args: Args) => Promise<Return> {
    return registerTransaction(this.name, func, config);
  }

  transaction(config?: TransactionConfig) {
    return <This, Args extends unknown[], Return>(
      target: object,
      propertyKey: string,
      descriptor: TypedPropertyDescriptor<(this: This, ...args: Args) => Promise<Return>>,
    ): TypedPropertyDescriptor<(this: This, ...args: Args) => Promise<Return>> => {
      if (descriptor.value === undefined) throw new TypeError('Only a method can be a transaction.');
      const registration = { ...config, name: config?.name ?? propertyKey, ctorOrProto: target };
      descriptor.value = this.registerTransaction(descriptor.value, registration);
      return descriptor;
    };
  }
}

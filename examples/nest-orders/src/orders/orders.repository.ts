import type { PoolDataSource } from '../datasource/pool-data-source.js';
import type { Order } from './order.js';

/** The table of orders. Its methods run in a transaction that the caller opens. */
export class OrdersRepository {
  constructor(private readonly dataSource: PoolDataSource) {}

  async insert(order: Order): Promise<void> {
    await this.dataSource.client.query(
      'INSERT INTO orders (id, number, customer, sku, pieces, amount, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [order.id, order.number, order.customer, order.sku, order.pieces, order.amount, order.submittedAt],
    );
  }

  async setStage(id: string, stage: string): Promise<void> {
    const sql = 'UPDATE orders SET stage = $2, changed_at = $3 WHERE id = $1';
    await this.dataSource.client.query(sql, [id, stage, new Date()]);
  }

  async countOf(customer: string): Promise<number> {
    const sql = 'SELECT count(*)::int AS count FROM orders WHERE customer = $1';
    const { rows } = await this.dataSource.client.query<{ count: number }>(sql, [customer]);
    return rows[0]?.count ?? 0;
  }
}

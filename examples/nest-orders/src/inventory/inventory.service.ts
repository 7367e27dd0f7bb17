import type { HttpClient } from '../shared/http-client.js';

/** The warehouse, which belongs to another team. */
export class InventoryService {
  constructor(private readonly http: HttpClient) {}

  /** How many pieces lie on the shelf. */
  async available(sku: string): Promise<number> {
    const { pieces } = await this.http.get<{ pieces: number }>(`/stock/${sku}`);
    return pieces;
  }

  async pack(orderId: string): Promise<string> {
    await this.http.post('/parcels', { orderId, requestedAt: Date.now() });
    return `parcel of ${orderId}`;
  }
}

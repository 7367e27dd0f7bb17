/** Asks the fraud service how risky a payment looks: 0 is safe, 1 is fraud. */
export class RiskClient {
  constructor(private readonly baseUrl: string) {}

  async score(orderId: string, amount: number): Promise<number> {
    const response = await fetch(`${this.baseUrl}/score`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId, amount }),
    });
    if (!response.ok) throw new Error(`The fraud service answers ${response.status}.`);
    const { score } = (await response.json()) as { score: number };
    return score;
  }
}

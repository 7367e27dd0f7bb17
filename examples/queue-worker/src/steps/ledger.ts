import { DBOS } from '@dbos-inc/dbos-sdk';

import type { Decision, Invoice } from '../model.js';

const LEDGER = process.env.LEDGER_URL ?? 'http://localhost:4010';

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(`${LEDGER}/${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The ledger answers ${response.status}.`);
}

export const book = DBOS.registerStep(
  async (invoice: Invoice): Promise<void> => {
    await post('entries', { ...invoice, bookedAt: Date.now() });
  },
  { name: 'book', retriesAllowed: true, maxAttempts: 10 },
);

export const askReviewer = DBOS.registerStep(
  async (invoice: Invoice): Promise<void> => {
    await post('reviews', { invoice: invoice.id, amount: invoice.amount });
    await DBOS.setEvent('stage', 'in review'); // planted: no-recv-in-step
  },
  { name: 'askReviewer' },
);

/** A plain function: the caller decides in which step it runs. */
export async function recordDecision(invoice: Invoice, decision: Decision | null): Promise<void> {
  await post('decisions', { invoice: invoice.id, decision, recordedAt: new Date().toISOString() });
}

export async function remindReviewer(invoice: Invoice, stage: string | null): Promise<void> {
  await post('reminders', { invoice: invoice.id, stage });
}

import { DBOS } from '@dbos-inc/dbos-sdk';

import type { Rates } from '../model.js';

const BANK = process.env.BANK_URL ?? 'http://localhost:4011';

/** An amount in the book currency, at the rate of the day. */
async function convertBody(amount: number, currency: string): Promise<number> {
  const rates = (await fetch(`${BANK}/rates`).then((response) => response.json())) as Rates; // planted: workflow-determinism
  return Math.round(amount / (rates.rates[currency] ?? 1));
}

/** The same at the rate of another day. */
async function convertAtBody(amount: number, currency: string, day: string): Promise<number> {
  const rates = await DBOS.runStep(async () => (await fetch(`${BANK}/rates/${day}`)).json() as Promise<Rates>, {
    name: 'rates',
  });
  return Math.round(amount / (rates.rates[currency] ?? 1));
}

/** What the bank charged for a conversion. */
async function feeBody(amount: number): Promise<number> {
  // planted: workflow-determinism
  const response = await fetch(`${BANK}/fee?amount=${amount}`);
  const { fee } = (await response.json()) as { fee: number };
  return fee;
}

export const convert = DBOS.registerWorkflow(convertBody, { name: 'convert' });
export const convertAt = DBOS.registerWorkflow(convertAtBody, { name: 'convertAt' });
export const fee = DBOS.registerWorkflow(feeBody, { name: 'fee' });

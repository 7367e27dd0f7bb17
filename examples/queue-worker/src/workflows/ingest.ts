import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';

import { DBOS } from '@dbos-inc/dbos-sdk';

import { dayOf, keepUntil, keepUntilFrom, now } from '../lib/index.js';
import type { Invoice, Upload } from '../model.js';
import { diskArchive, type Archive } from '../steps/archive.js';
import { book } from '../steps/ledger.js';
import { approve } from './approve.js';
import { convert, convertAt } from './currency.js';

const SAMPLED = 0.05;
const DAY = 24 * 3_600_000;

/** Uploads since this process started, for the status page. */
let uploads = 0;

/** Called for each upload that arrives, before it is queued. */
export function countUpload(): number {
  uploads += 1;
  return uploads;
}

function amountIn(text: string): number {
  const match = /total:?\s*(\d+)/iu.exec(text);
  if (match?.[1] === undefined) throw new Error('The invoice has no total.');
  return Number(match[1]);
}

/** The bank's interface allows one request in a while. */
async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds)); // planted: workflow-determinism
}

/** Reads an uploaded invoice, has it approved, books it. */
async function ingestBody(upload: Upload, archive: Archive): Promise<Invoice> {
  // Only for the log: nothing depends on it.
  const startedAt = now();
  const id = randomUUID(); // planted: workflow-determinism
  const receivedAt = new Date().toISOString(); // planted: workflow-determinism

  const isLate = now() - Date.parse(upload.sentAt) > DAY; // planted: workflow-determinism, via lib/clock.ts
  if (isLate) await DBOS.setEvent('late', true);

  const text = await archive.readText(upload.path); // planted: workflow-determinism, via steps/archive.ts
  await pause(1_000);
  const amount = await convert(amountIn(text), upload.currency);
  const invoice = { id, supplier: upload.supplier, amount, receivedAt };

  if (Math.random() < SAMPLED) await DBOS.setEvent('sampled', true); // planted: workflow-determinism
  if (uploads % 1_000 === 0) await DBOS.setEvent('milestone', true); // planted: workflow-determinism
  new Worker(new URL('../virus-scan.js', import.meta.url), { workerData: upload.path }); // planted: no-thread-start

  await approve(invoice);
  await book(invoice);
  const until = keepUntil(); // planted: workflow-determinism, via lib/retention.ts and lib/clock.ts
  await DBOS.runStep(() => archive.keep(invoice, until), { name: 'keep' });
  DBOS.logger.info(`${invoice.id} took ${now() - startedAt} ms`);
  return invoice;
}

/** The same for the invoices that a supplier's own system sends, which nobody approves. */
async function ingestTrustedBody(upload: Upload, archive: Archive): Promise<Invoice> {
  const id = await DBOS.randomUUID();
  const receivedAt = new Date(await DBOS.now()).toISOString();

  const text = await DBOS.runStep(() => archive.readText(upload.path), { name: 'readText' });
  await DBOS.sleep(1_000);
  const amount = await convertAt(amountIn(text), upload.currency, dayOf(receivedAt));
  const invoice = { id, supplier: upload.supplier, amount, receivedAt };

  const isSampled = await DBOS.runStep(async () => Math.random() < SAMPLED, { name: 'sample' });
  if (isSampled) await DBOS.setEvent('sampled', true);

  await book(invoice);
  const until = keepUntilFrom(receivedAt);
  await DBOS.runStep(() => archive.keep(invoice, until), { name: 'keep' });
  return invoice;
}

export const ingest = DBOS.registerWorkflow((upload: Upload) => ingestBody(upload, diskArchive), { name: 'ingest' });

export const ingestTrusted = DBOS.registerWorkflow((upload: Upload) => ingestTrustedBody(upload, diskArchive), {
  name: 'ingestTrusted',
});

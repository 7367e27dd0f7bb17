import { DBOS } from '@dbos-inc/dbos-sdk';

import { stageOf } from '../lib/index.js';
import type { Decision, Invoice } from '../model.js';
import { askReviewer, recordDecision, remindReviewer } from '../steps/ledger.js';

const SMALL = 10_000;
const DAY = 24 * 3_600_000;

/** Waits for one reviewer, a day at most. */
async function approveBody(invoice: Invoice): Promise<void> {
  if (invoice.amount < SMALL) return;

  await askReviewer(invoice);
  await DBOS.runStep(
    async () => {
      const decision = await DBOS.recv<Decision>('decision', { timeoutSeconds: 86_400 }); // planted: no-recv-in-step
      await recordDecision(invoice, decision);
    },
    { name: 'recordDecision' },
  );
  await DBOS.setEvent('stage', 'approved');
}

/** Waits for two reviewers, and reminds the second. */
async function approveTwiceBody(invoice: Invoice): Promise<boolean> {
  const first = await DBOS.recv<Decision>('decision', { deadlineEpochMS: Date.now() + DAY });
  await DBOS.runStep(() => recordDecision(invoice, first), { name: 'recordFirst' });

  const id = DBOS.workflowID ?? invoice.id;
  await DBOS.runStep(async () => remindReviewer(invoice, await stageOf(id)), { name: 'remind' }); // planted: no-recv-in-step, via lib/status.ts

  const second = await DBOS.recv<Decision>('decision', { timeoutSeconds: 86_400 });
  await DBOS.runStep(() => recordDecision(invoice, second), { name: 'recordSecond' });
  return first?.approved === true && second?.approved === true;
}

export const approve = DBOS.registerWorkflow(approveBody, { name: 'approve' });
export const approveTwice = DBOS.registerWorkflow(approveTwiceBody, { name: 'approveTwice' });

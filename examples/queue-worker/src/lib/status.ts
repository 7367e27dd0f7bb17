import { DBOS } from '@dbos-inc/dbos-sdk';

/** Where an invoice is: `read`, `approved`, `booked`; null while nothing is known. */
export async function stageOf(workflowID: string): Promise<string | null> {
  return DBOS.getEvent<string>(workflowID, 'stage', { timeoutSeconds: 10 });
}

import { createServer, type IncomingMessage, type Server } from 'node:http';

import { DBOS } from '@dbos-inc/dbos-sdk';

import type { Upload } from './model.js';
import { backlog, countUpload, ingest, ingestTrusted } from './workflows/index.js';

/** Takes uploads in over HTTP and puts them into the queue. */
export function createInbox(): Server {
  return createServer(async (request, response) => {
    const upload = await uploadIn(request);
    const workflow = request.url === '/trusted' ? ingestTrusted : ingest;
    await DBOS.startWorkflow(workflow, { queueName: 'invoices' })(upload);
    response.end(`${countUpload()} uploads at ${new Date().toISOString()}`);
  });
}

/** For suppliers that still use the shared folder: `fs.watch` tells which file is new. */
export function uploadFound(upload: Upload): void {
  setTimeout(() => ingest(upload), 0); // planted: no-thread-start, via workflows/ingest.ts
}

/** Invoices by mail come in bursts; the queue evens them out. */
export async function mailFound(upload: Upload): Promise<void> {
  await DBOS.startWorkflow(ingest, { queueName: 'invoices' })(upload);
}

/** Keeps the status page fresh between two runs of the schedule. */
export function watchBacklog(): NodeJS.Timeout {
  return setInterval(() => DBOS.startWorkflow(backlog)(new Date(), undefined), 3_600_000); // planted: no-thread-start
}

/** Writes a sign of life into the log. */
export function beat(): NodeJS.Timeout {
  return setInterval(() => DBOS.logger.info(`alive at ${new Date().toISOString()}`), 60_000);
}

async function uploadIn(request: IncomingMessage): Promise<Upload> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Upload;
}

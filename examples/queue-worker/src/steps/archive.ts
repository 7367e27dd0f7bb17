import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DBOS } from '@dbos-inc/dbos-sdk';

import type { Invoice } from '../model.js';

const ARCHIVE = process.env.ARCHIVE ?? '/var/lib/invoices';

/** Where uploads lie and booked invoices go. Workflows get it handed in, so that tests can use a folder in memory. */
export interface Archive {
  readText(path: string): Promise<string>;
  keep(invoice: Invoice, until: string): Promise<void>;
}

/** An archive on the disk. It records nothing: whoever reads from it in a workflow does so in a step. */
export const diskArchive: Archive = {
  readText: (path) => readFile(path, 'utf8'),
  keep: async (invoice, until) => {
    await mkdir(ARCHIVE, { recursive: true });
    await writeFile(join(ARCHIVE, `${invoice.id}.json`), JSON.stringify({ invoice, until, keptAt: new Date() }));
  },
};

export const writeReport = DBOS.registerStep(
  async (name: string, lines: readonly string[]): Promise<void> => {
    await mkdir(join(ARCHIVE, 'reports'), { recursive: true });
    await writeFile(join(ARCHIVE, 'reports', name), lines.join('\n'));
  },
  { name: 'writeReport' },
);

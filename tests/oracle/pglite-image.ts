/**
 * The engine's database, empty and migrated. To make one takes PGlite several seconds of the processor, to read one from a file less than one; so it is
 * kept among the caches in node_modules, by the versions that it was made with. A file that cannot be read is made anew, one that cannot be
 * written is done without.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { ensureSystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import type { GlobalLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs';

import { quiet } from './engine-settings.ts';
import { EmbeddedDatabase } from './pglite-database.ts';
import { poolOver } from './pglite-pool.ts';
import { sdkVersion, versionOf } from './sdk-version.ts';

const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'durable-oracle');

/** Where the database is kept that these versions make. */
export function imageFile(folder = cache): string {
  return join(folder, `pglite-${versionOf('@electric-sql/pglite')}-dbos-${sdkVersion()}.tar.gz`);
}

export async function openMigrated(file = imageFile()): Promise<EmbeddedDatabase> {
  return (await openImage(file)) ?? (await makeImage(file));
}

async function openImage(file: string): Promise<EmbeddedDatabase | undefined> {
  try {
    // Not unpacked by PGlite, which lets a file that is none fail where nobody waits for it.
    const image = gunzipSync(readFileSync(file));
    const database = await EmbeddedDatabase.open(new Blob([image], { type: 'application/x-tar' }));
    await database.ask('SELECT version FROM dbos.dbos_migrations');
    return database;
  } catch {
    // Made anew, and written over.
    return undefined;
  }
}

async function makeImage(file: string): Promise<EmbeddedDatabase> {
  const database = await EmbeddedDatabase.open();
  const url = 'postgresql://oracle@localhost/oracle';
  await ensureSystemDatabase(url, quiet as unknown as GlobalLogger, poolOver(database).pool, 'dbos', false);
  const partial = `${file}.${String(process.pid)}`;
  try {
    const image = Buffer.from(await (await database.image()).arrayBuffer());
    mkdirSync(dirname(file), { recursive: true });
    // Renamed when it is whole, so that another process never reads half of it.
    writeFileSync(partial, image);
    renameSync(partial, file);
  } catch {
    // Next time it is made again.
  }
  return database;
}

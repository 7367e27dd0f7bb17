/** The database in this process: where its image is kept, and that it answers as a server does. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { EmbeddedDatabase } from './pglite-database.ts';
import { imageFile, openMigrated } from './pglite-image.ts';
import { poolOver } from './pglite-pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'durable-image-'));
let database: EmbeddedDatabase;

beforeAll(async () => {
  // Half of an image, as of a disk that was full.
  writeFileSync(imageFile(folder), 'half');
  database = await openMigrated(imageFile(folder));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the image of the database', () => {
  it('is made anew when it cannot be read', () => {
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readFileSync(imageFile(folder)).length).toBeGreaterThan(100_000);
  });

  it('is read', async () => {
    const again = await openMigrated(imageFile(folder));
    const { rows } = await again.ask('SELECT count(*) FROM dbos.workflow_status');
    await again.close();
    expect(rows).toEqual([{ count: '0' }]);
  });
});

describe('the database', () => {
  it('gives values in the forms of pg', async () => {
    const sql =
      "SELECT 1::int AS number, 2::bigint AS long, true AS yes, NULL AS nothing, '{1,2}'::int[] AS list, '{\"a\":1}'::jsonb AS json, now() AS time";
    expect((await database.ask(sql)).rows).toEqual([
      { number: 1, long: '2', yes: true, nothing: null, list: [1, 2], json: { a: 1 }, time: expect.any(Date) as Date },
    ]);
  });

  it('takes values in the forms of pg, the first time and when it is prepared', async () => {
    const sql = 'SELECT $1::text[] AS list, $2::bool AS yes, $3::int AS number, $4::text AS nothing';
    for (const list of [['a', 'b, "c"'], []])
      expect((await database.ask(sql, [list, false, 7, null])).rows).toEqual([
        { list, yes: false, number: 7, nothing: null },
      ]);
  });

  it('counts what a statement changed, and gives the answer of the last of several', async () => {
    await database.ask('CREATE TEMPORARY TABLE item (id int, name text)');
    expect(await database.ask('INSERT INTO item VALUES ($1, $2), (2, $2)', [1, 'x'])).toEqual({
      rows: [],
      rowCount: 2,
    });
    expect(await database.ask('DELETE FROM item WHERE id = 1; SELECT id FROM item')).toEqual({
      rows: [{ id: 2 }],
      rowCount: 1,
    });
    await database.ask('ALTER TABLE item ADD COLUMN price int');
    expect((await database.ask('SELECT * FROM item WHERE id = $1', [2])).rows).toEqual([
      { id: 2, name: 'x', price: null },
    ]);
  });

  it('goes on after an error', async () => {
    for (const _time of [1, 2])
      await expect(database.ask('SELECT $1::int / 0', [1])).rejects.toMatchObject({ code: '22012' });
    await expect(database.ask('SELECT nowhere WHERE 1 = $1', [1])).rejects.toMatchObject({ code: '42703' });
    expect((await database.ask('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('tells when what queues are served from is changed', async () => {
    const { pool, changes } = poolOver(database);
    await pool.query('SELECT * FROM dbos.workflow_status');
    await pool.query(
      "INSERT INTO dbos.streams (workflow_uuid, key, value, \"offset\") SELECT 'a', 'a', 'a', 0 WHERE false",
    );
    expect(changes()).toBe(0);
    await pool.query('DELETE FROM dbos.workflow_status');
    expect(changes()).toBe(1);
  });
});

/**
 * A PGlite in memory that is asked as `pg` asks a server: the messages of one question go in one packet, and a text that was asked before is
 * prepared. Values go in and come out in the forms that `pg` gives them.
 */
import { createRequire } from 'node:module';

import { messages as kinds, PGlite, protocol } from '@electric-sql/pglite';
import pg from 'pg';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as {
  readonly prepareValue: (value: unknown) => string | null;
};
const { serialize } = protocol;

export interface Answer {
  readonly rows: readonly unknown[];
  readonly rowCount: number;
}

/** Statements after which an answer of a prepared one may have another shape. */
const reshapes = /^\s*(?:CREATE|ALTER|DROP)\b/iu;

export class EmbeddedDatabase {
  readonly #database: PGlite;
  /** Names of the prepared statements, by text. */
  readonly #prepared = new Map<string, string>();
  #names = 0;

  private constructor(database: PGlite) {
    this.#database = database;
  }

  /** `image`: what a database held that was closed. */
  static async open(image?: Blob): Promise<EmbeddedDatabase> {
    return new EmbeddedDatabase(await PGlite.create(image === undefined ? {} : { loadDataDir: image }));
  }

  /** One question at a time: whoever calls waits for the answer before the next. */
  async ask(text: string, values: readonly unknown[] = []): Promise<Answer> {
    const { messages } = await this.#database.execProtocol(this.#packetOf(text, values));
    if (reshapes.test(text)) this.#prepared.clear();
    return answerOf(messages);
  }

  image(): Promise<Blob> {
    return this.#database.dumpDataDir('gzip');
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #packetOf(text: string, values: readonly unknown[]): Uint8Array {
    if (values.length === 0) return serialize.query(text);
    const known = this.#prepared.get(text);
    const statement = known ?? `statement-${String(this.#names++)}`;
    if (known === undefined) this.#prepared.set(text, statement);
    return Buffer.concat([
      ...(known === undefined ? [serialize.parse({ name: statement, text })] : []),
      serialize.bind({ statement, values: values.map(prepareValue) }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]);
  }
}

/** The answer to the last of several statements. */
function answerOf(messages: Awaited<ReturnType<PGlite['execProtocol']>>['messages']): Answer {
  let columns: kinds.RowDescriptionMessage['fields'] = [];
  let rows: unknown[] = [];
  let last: Answer = { rows, rowCount: 0 };
  for (const message of messages) {
    if (message instanceof kinds.RowDescriptionMessage) columns = message.fields;
    if (message instanceof kinds.DataRowMessage) rows.push(rowOf(columns, message.fields));
    if (message instanceof kinds.CommandCompleteMessage) {
      last = { rows, rowCount: Number(/\d+$/u.exec(message.text)?.[0] ?? 0) };
      rows = [];
    }
  }
  return last;
}

function rowOf(columns: kinds.RowDescriptionMessage['fields'], fields: readonly (string | null)[]): object {
  return Object.fromEntries(
    columns.map(({ name, dataTypeID }, index) => {
      const text = fields[index] ?? null;
      const parse = pg.types.getTypeParser(dataTypeID, 'text') as (value: string) => unknown;
      return [name, text === null ? null : parse(text)];
    }),
  );
}

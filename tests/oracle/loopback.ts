/** The server that answers every request of every example, and counts them. Listens on a free port of this machine only. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Loopback {
  readonly origin: string;
  /** Requests answered so far. */
  readonly served: () => number;
  readonly close: () => Promise<void>;
}

export async function startLoopback(): Promise<Loopback> {
  let served = 0;
  const server = createServer((request, response) => {
    served++;
    request.resume();
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ value: Number(searchParams.get('value')) }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // It must not keep a process alive that forgets to close it.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    served: () => served,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

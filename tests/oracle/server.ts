/** A web framework in the shape of Express that listens to nobody: `visit('POST /orders/7', body)` calls the handler of the route. */

type Handler = (request: object, response: object) => unknown;
type Visit = (route: string, body?: unknown) => Promise<unknown>;

export interface ServerStandIn {
  /** What an example imports. */
  readonly module: unknown;
  /** Resolves with what the handler answers; rejects with what it throws. */
  readonly visit: Visit;
  /** What comes of the request that came in as the server began to listen; rejects when it never did. */
  readonly arrived: () => Promise<unknown>;
}

const methods: readonly string[] = ['get', 'post', 'put', 'patch', 'delete'];

/** `arrives`: the route of a request that comes in as soon as the server listens. */
export function serverStandIn(arrives: string | undefined): ServerStandIn {
  let arrival: Promise<unknown> | undefined;
  const routes: { readonly method: string; readonly pattern: RegExp; readonly handler: Handler }[] = [];
  const makeApp = (): object => {
    const listen = (): object => {
      if (arrives !== undefined) {
        arrival = visit(arrives);
        // Whoever asks for it is told.
        arrival.catch(() => undefined);
      }
      return app;
    };
    const app: Record<string, unknown> = { use: () => app, listen };
    for (const method of methods) {
      app[method] = (path: string, handler: Handler) => {
        routes.push({ method, pattern: patternOf(path), handler });
        return app;
      };
    }
    return app;
  };
  const visit: Visit = async (route, body = {}) => {
    const [method = '', path = ''] = route.split(' ');
    for (const { method: known, pattern, handler } of routes) {
      const match = known === method.toLowerCase() ? pattern.exec(path) : null;
      if (match)
        return await answered(handler, {
          params: { ...match.groups },
          query: {},
          body,
          get: (name: string) => `${name}-1`,
        });
    }
    throw new Error(`The example has no route for ${route}.`);
  };
  const arrived = (): Promise<unknown> => {
    if (arrives === undefined) return Promise.resolve();
    return arrival ?? Promise.reject(new Error('The server of the example never listens.'));
  };
  return { module: Object.assign(makeApp, { default: makeApp, json: () => undefined }), visit, arrived };
}

async function answered(handler: Handler, request: object): Promise<unknown> {
  let answer: unknown;
  const take = (value?: unknown): void => {
    answer = value;
  };
  const response = { json: take, send: take, end: take, status: () => response };
  await handler(request, response);
  return answer;
}

/** `/orders/:id` */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

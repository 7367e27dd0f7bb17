import type { RequestSpec, RequestTable } from './vocabulary/effects.ts';

/** The options of requests, as the documentation of each client has them. */
const web = (options: number): RequestSpec => ({
  options,
  signal: 'signal',
  headers: 'headers',
  method: { key: 'method' },
});
const verb = (options: number, is: string): RequestSpec => ({
  options,
  signal: 'signal',
  headers: 'headers',
  method: { is },
});

function each(names: string, spec: RequestSpec): RequestTable {
  return Object.fromEntries(names.split(/\s+/u).map((name) => [name, spec]));
}

const axioses = ['axios', 'axios#AxiosInstance()', 'axios#Axios()'];

export const requests: RequestTable = {
  ...each('global#fetch node-fetch cross-fetch cross-fetch#fetch isomorphic-fetch undici#fetch undici#request', web(1)),
  ...each('axios axios#request axios#AxiosInstance() axios#AxiosInstance().request', web(1)),
  ...Object.fromEntries(
    axioses.flatMap((owner): readonly (readonly [string, RequestSpec])[] => {
      const member = (key: string): string => `${owner}${owner.includes('#') ? '.' : '#'}${key}`;
      return [
        ...['get', 'delete', 'head', 'options'].map((key) => [member(key), verb(1, key.toUpperCase())] as const),
        // The second argument is the body.
        ...['post', 'put', 'patch'].map((key) => [member(key), verb(2, key.toUpperCase())] as const),
      ];
    }),
  ),
  ...each('got got#got ky ofetch#ofetch ofetch#$fetch', web(1)),
  ...Object.fromEntries(
    ['got', 'got#got', 'ky'].flatMap((owner): readonly (readonly [string, RequestSpec])[] =>
      ['get', 'post', 'put', 'patch', 'delete', 'head'].map((key) => [
        `${owner}${owner.includes('#') ? '.' : '#'}${key}`,
        verb(1, key.toUpperCase()),
      ]),
    ),
  ),
  // stripe.customers.create(params, options), stripe.checkout.sessions.create(params, options)
  ...Object.fromEntries(
    ['stripe#()', 'stripe#Stripe()'].flatMap((owner): readonly (readonly [string, RequestSpec])[] =>
      ['*.create', '*.*.create'].map((path) => [`${owner}.${path}`, { options: 1, once: 'idempotencyKey' }]),
    ),
  ),
};

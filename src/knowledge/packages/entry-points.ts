/** Functions that frameworks and platforms call for each request because of the file in which they are exported, or how they are marked. */

/** Files whose exports of these names answer requests. */
export const requestFiles: readonly { readonly file: RegExp; readonly exports: ReadonlySet<string> }[] = [
  {
    file: /(?:^|\/)app\/(?:.*\/)?route\.[cm]?[jt]sx?$/u,
    exports: new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
  },
  { file: /(?:^|\/)pages\/api\/.+\.[cm]?[jt]sx?$/u, exports: new Set(['default']) },
  // SvelteKit
  {
    file: /(?:^|\/)\+server\.[jt]s$/u,
    exports: new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'fallback']),
  },
  { file: /(?:^|\/)\+(?:page|layout)\.server\.[jt]s$/u, exports: new Set(['load']) },
  // Remix and React Router
  { file: /(?:^|\/)app\/routes\/.+\.[jt]sx?$/u, exports: new Set(['loader', 'action']) },
];

/** At the beginning of a file it makes all exported functions callable from a page; at the beginning of a function, that one. */
export const serverDirective = 'use server';

/**
 * An exported function of that name that takes an event, by the name of its first parameter or by a type of the package: what a cloud calls. Command
 * line tools export a `handler`, too; theirs takes arguments.
 */
export const eventHandlers = {
  exports: new Set(['handler']),
  parameters: new Set(['event', '_event']),
  types: new Set(['aws-lambda']),
} as const;

/**
 * Methods of an object that is the default export of a file, which the runtime calls: Cloudflare's workers, Bun, Deno. A module of functions for an API has a
 * `fetch`, too; it takes something else.
 */
export const servingObjects: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['fetch', new Set(['req', 'request', '_req', '_request', 'Request'])],
  ['scheduled', new Set(['event', 'controller', '_event', '_controller', 'ScheduledEvent', 'ScheduledController'])],
  ['queue', new Set(['batch', 'MessageBatch'])],
]);

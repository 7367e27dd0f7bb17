import { join, listeners, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const network = { effect: 'network', callbacks: 'deferred' } satisfies EffectSpec;
/** Made, but not yet connected or listening. */
const idle = { effect: 'pure', callbacks: 'deferred' } satisfies EffectSpec;
/** What it is given runs for each request. */
const answers = { ...idle, role: 'handler' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
const serves = { ...network, serves: true } satisfies EffectSpec;

const sockets: EffectTable = {
  ...rows(['node:net', 'node:tls'], 'connect createServer().listen Server().listen', network),
  'node:net#createConnection': network,
  ...rows(['node:net', 'node:tls'], 'createServer Server', idle),
  ...rows('node:net', 'Socket Stream BlockList SocketAddress isIP isIPv4 isIPv6', idle),
  ...rows('node:net#Socket()', 'connect write end', network),
  ...rows('node:net', 'connect().write connect().end createConnection().write createConnection().end', network),
  ...rows('node:net', 'getDefaultAutoSelectFamily getDefaultAutoSelectFamilyAttemptTimeout BlockList().*', pure),
  ...rows('node:net', 'setDefaultAutoSelectFamily setDefaultAutoSelectFamilyAttemptTimeout', { effect: 'process' }),
  ...rows('node:tls', 'TLSSocket createSecureContext SecureContext checkServerIdentity getCiphers', pure),
  ...rows('node:tls', 'connect().write connect().end TLSSocket().write TLSSocket().end', network),
  ...rows('node:dgram', 'createSocket Socket', idle),
  ...rows(['node:dgram#createSocket()', 'node:dgram#Socket()'], 'bind connect send addMembership disconnect', network),
  ...listeners([
    'node:net#connect()',
    'node:net#createConnection()',
    'node:net#createServer()',
    'node:net#Socket()',
    'node:tls#connect()',
    'node:dgram#createSocket()',
  ]),
};

const http: EffectTable = {
  ...rows(['node:http', 'node:https'], 'request get', network),
  // Writing the body and ending belong to the request; one request, one finding.
  ...rows(['node:http', 'node:https'], 'request().* get().*', { effect: 'pure', callbacks: 'deferred' }),
  'node:http#ClientRequest': network,
  ...rows(['node:http', 'node:https'], 'createServer Server', answers),
  ...rows(['node:http', 'node:https'], 'Agent', idle),
  ...rows(['node:http', 'node:https'], 'createServer().listen Server().listen', serves),
  ...rows('node:http', 'validateHeaderName validateHeaderValue IncomingMessage OutgoingMessage ServerResponse', pure),
  ...rows('node:http', 'WebSocket', network),
  'node:http#setMaxIdleHTTPParsers': { effect: 'process' },
  ...listeners(['node:http#createServer()', 'node:https#createServer()']),

  ...rows('node:http2', 'connect connect().request', network),
  ...rows('node:http2', 'createServer createSecureServer', answers),
  ...rows('node:http2', 'createServer().listen createSecureServer().listen', serves),
  ...rows('node:http2', 'getDefaultSettings getPackedSettings getUnpackedSettings', pure),
  ...listeners(['node:http2#connect()', 'node:http2#createServer()', 'node:http2#createSecureServer()']),
};

const queries = `lookup lookupService resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs
  resolvePtr resolveSoa resolveSrv resolveTxt reverse`;

const dnsOwners = ['node:dns', 'node:dns/promises', 'node:dns#promises'];

const names: EffectTable = {
  ...rows(dnsOwners, queries, network),
  // `resolveTlsa` is newer than the other queries.
  ...rows(dnsOwners, 'resolveTlsa', network),
  ...rows(dnsOwners, 'Resolver', pure),
  ...rows('node:dns', 'Resolver().*', network),
  ...rows(['node:dns/promises', 'node:dns#promises'], 'Resolver().*', network),
  ...rows(dnsOwners, 'getServers setServers getDefaultResultOrder setDefaultResultOrder', { effect: 'process' }),
};

/** Sockets, HTTP and name resolution. */
export const nodeNetwork: EffectTable = join([sockets, http, names]);

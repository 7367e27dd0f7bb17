import type { Loss, RecordTable } from '../facts/records.ts';
import type { QualifiedName } from '../vocabulary/names.ts';
import { portable } from './portable.ts';

const SDK = '@dbos-inc/dbos-sdk';
const DBOS = `${SDK}#DBOS`;
const CLIENT = `${SDK}#DBOSClient()`;

/**
 * What the engine's serializer (serialization.js DBOSJSON, which is SuperJSON) makes of values; each was written and read back with 5.3.0 on Node 20.
 * What is not here comes back: numbers, dates, maps, sets, errors, URLs, buffers, typed arrays, regular expressions, cycles, handles.
 */
const lost: Readonly<Record<QualifiedName, Loss>> = {
  ...all(
    'empty',
    `Response Request Headers FormData Blob File URLSearchParams ArrayBuffer SharedArrayBuffer DataView ReadableStream WritableStream
     TransformStream AbortController AbortSignal WeakMap WeakSet WeakRef EventTarget Event TextEncoder TextDecoder BroadcastChannel`,
    (name) => `global#${name}()`,
  ),
  ...all('empty', 'NumberFormat DateTimeFormat Collator PluralRules', (name) => `global#Intl.${name}()`),
  ...all('empty', 'any timeout abort', (name) => `global#AbortSignal.${name}()`),
  ...all('empty', 'json error redirect', (name) => `global#Response.${name}()`),
  'global#AbortController().signal': 'empty',
  'global#Symbol()': 'absent',
  // A response and what it gives besides its body as text or data.
  ...all('empty', 'global#fetch undici#fetch node-fetch# cross-fetch# cross-fetch#fetch', (name) => `${name}()`),
  ...all(
    'empty',
    'clone() headers body blob() formData() arrayBuffer()',
    (name) => `global#fetch().${name}`,
    (name) => `undici#fetch().${name}`,
    (name) => `node-fetch#().${name}`,
  ),
  // A response of axios holds the request of Node, whose sockets are a cycle that is not written.
  ...all(
    'throws',
    'get post put patch delete head options request postForm putForm patchForm',
    (name) => `axios#${name}()`,
    (name) => `axios#AxiosInstance().${name}()`,
  ),
  'axios#()': 'throws',
  ...all('throws', 'request() get() ClientRequest() IncomingMessage() ServerResponse()', (name) => `node:http#${name}`),
  ...all('throws', 'request() get()', (name) => `node:https#${name}`),
  ...all('throws', 'setTimeout() setInterval() setImmediate()', (name) => `global#${name}`),
  ...all('throws', 'setTimeout() setInterval() setImmediate()', (name) => `node:timers#${name}`),
  ...all('throws', 'Request() Response()', (name) => `express#${name}`),
  ...all('throws', 'FastifyRequest() FastifyReply()', (name) => `fastify#${name}`),

  'global#Worker()': 'data',
  'node:worker_threads#Worker()': 'data',
  ...all('data', '() EventEmitter()', (name) => `node:events#${name}`),
  ...all('data', 'createReadStream() createWriteStream()', (name) => `node:fs#${name}`),
  ...all('data', 'spawn() exec() execFile() fork()', (name) => `node:child_process#${name}`),
  ...all('data', 'Readable() Writable() Duplex() Transform() PassThrough()', (name) => `node:stream#${name}`),
  ...all('data', 'connect() createConnection() Socket() createServer()', (name) => `node:net#${name}`),
  'node:async_hooks#AsyncLocalStorage()': 'data',
  ...all(
    'empty',
    `createHash() createHash().update() createHash().copy() createHmac() createHmac().update() createSecretKey() createPrivateKey()
     createPublicKey() createECDH() generateKeySync()`,
    (name) => `node:crypto#${name}`,
  ),
  ...all(
    'empty',
    'generateKey() importKey() deriveKey() unwrapKey()',
    (name) => `global#crypto.subtle.${name}`,
    (name) => `node:crypto#subtle.${name}`,
    (name) => `node:crypto#webcrypto.subtle.${name}`,
  ),
  'node:fs/promises#FileHandle()': 'data',
  ...all('empty', 'node:fs/promises#opendir() node:fs#promises.opendir() node:fs#opendirSync()', (name) => name),
  ...all('data', 'createSign() createVerify() createCipheriv() createDecipheriv()', (name) => `node:crypto#${name}`),
  'node:perf_hooks#PerformanceObserver()': 'empty',
  ...all(
    'data',
    `node:stream#Readable.from() node:tls#connect() node:http#Agent() node:http#createServer() node:https#Agent()
     node:https#createServer() node:dgram#createSocket() node:zlib#createGzip() node:zlib#createGunzip() node:readline#createInterface()
     node:worker_threads#MessageChannel() node:fs#watch()`,
    (name) => name,
  ),
  // Clients of databases and services are objects with methods.
  ...all(
    'data',
    `pg#Pool() pg#Client() pg#Pool().connect() @prisma/client#PrismaClient() ioredis#() ioredis#Redis() redis#createClient()
     mongodb#MongoClient() knex#() openai#() openai#OpenAI() stripe#() stripe#Stripe()`,
    (name) => name,
  ),
};

const lostWithout: RecordTable['lostWithout'] = {
  'node:crypto#generateKeyPairSync': { argument: 1, keys: ['publicKeyEncoding', 'privateKeyEncoding'], loss: 'empty' },
};

/** Calls whose arguments are written as the values of a workflow are. Those of a step are not: only its result is. */
const given: RecordTable['given'] = {
  [`${DBOS}.setEvent`]: { from: 1, to: 1 },
  [`${DBOS}.writeStream`]: { from: 1, to: 1 },
  [`${DBOS}.send`]: { from: 1, to: 1 },
  [`${DBOS}.startWorkflow()`]: { from: 0 },
  [`${DBOS}.startWorkflow().*`]: { from: 0 },
  [`${DBOS}.enqueueWorkflowWithOptions`]: { from: 1 },
  [`${SDK}#Debouncer().debounce`]: { from: 2 },
  [`${CLIENT}.enqueue`]: { from: 1 },
  [`${CLIENT}.send`]: { from: 1, to: 1 },
  [`${CLIENT}.sendInTransaction`]: { from: 2, to: 2 },
  'registered:workflow': { from: 0 },
};

export const records: RecordTable = {
  lost,
  lostWithout,
  given,
  recipes: [`${DBOS}.registerSerialization`],
  connections: ['express', 'fastify', 'node:http', 'node:https'],
  portable,
};

function all(
  loss: Loss,
  names: string,
  ...toNames: readonly ((name: string) => QualifiedName)[]
): Readonly<Record<QualifiedName, Loss>> {
  const words = names.split(/\s+/u).filter((word) => word !== '');
  return Object.fromEntries(toNames.flatMap((toName) => words.map((word) => [toName(word), loss] as const)));
}

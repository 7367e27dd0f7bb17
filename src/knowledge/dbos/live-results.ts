import type { Engine } from '../vocabulary/engine.ts';

/**
 * Results that do not come back from a step as they were: functions, sockets and streams in them are lost, classes become plain objects
 * (measured: a `Response` comes back as `{}`, a method of an instance throws on the first run and is gone on a replay).
 */
export const liveResults: NonNullable<Engine['liveResults']> = [
  // Responses of clients; their data is another matter.
  ...[
    'axios',
    'axios.*',
    'axios#*',
    'got',
    'got#*',
    'ky',
    'ky#*',
    'wretch',
    'superagent',
    'superagent#*',
    'needle',
    'needle#*',
  ],
  ...['undici#*', 'node-fetch', 'cross-fetch', 'request', 'request#*', 'global#fetch', 'node:http#*', 'node:https#*'],
  // Connections, sockets and sessions.
  ...['global#WebSocket', 'global#EventSource', 'global#WebTransport', 'global#RTCPeerConnection', 'node:http2#*'],
  ...['node:net#*', 'node:tls#*', 'node:dgram#*', 'amqplib#*', 'ws', 'ws#*', 'puppeteer#*', 'playwright#*'],
  ...[
    'pg#Pool().connect',
    'pg-pool#().connect',
    'mysql2#createPool().getConnection',
    'mysql2/promise#createPool().getConnection',
  ],
  ...['mysql2#createConnection', 'mysql2/promise#createConnection', 'ioredis', 'ioredis#Redis', 'ioredis#Cluster'],
  // Files that are open, streams, terminals.
  ...['node:fs#createReadStream', 'node:fs#createWriteStream', 'node:fs#ReadStream', 'node:fs#WriteStream'],
  ...['node:fs#watch', 'node:fs#watchFile', 'node:fs#opendir', 'node:fs#opendirSync', 'node:fs/promises#open'],
  ...[
    'node:fs/promises#watch',
    'node:fs/promises#opendir',
    'node:readline#createInterface',
    'node:readline/promises#createInterface',
  ],
  ...['node:readline#Interface', 'global#Bun.file', 'bun#file'],
  // Cursors.
  ...[
    'mongodb#Collection().find',
    'mongodb#Collection().aggregate',
    'mongodb#Collection().watch',
    'mongodb#Db().watch',
  ],
  ...['mongodb#Db().listCollections', 'mongodb#Db().aggregate', 'mongodb#Collection().listIndexes'],
  // Instances of classes with methods.
  ...['dayjs', 'dayjs#*', 'moment', 'moment#*', 'moment-timezone', 'luxon#*', 'global#Temporal.*', 'chance'],
  ...[
    'bson#ObjectId',
    'bson#ObjectID',
    'mongodb#ObjectId',
    'mongodb#ObjectID',
    'mongoose#Types.ObjectId',
    'mongoose#mongo.ObjectId',
  ],
  ...['node:crypto#generateKey*', 'node:crypto#generateKeyPair*', 'global#Intl.*'],
];

/** Queries that further calls complete, and that run when they are awaited: then they give rows, which survive. */
export const unfinished: NonNullable<Engine['unfinished']> = [
  'knex#*',
  'kysely#*',
  'drizzle-orm*',
  '@supabase/*',
  'mongoose#*',
];

/** What ends this process: the workflow is recovered, and ends the next one. */
export const ends: NonNullable<Engine['ends']> = [
  'global#process',
  'node:process#',
  'global#Deno',
  'global#Bun',
].flatMap((owner) =>
  ['exit', 'reallyExit', 'abort'].map((name) => (owner.endsWith('#') ? owner + name : `${owner}.${name}`)),
);

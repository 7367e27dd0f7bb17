import { each, join, listeners, rows, statements } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

/**
 * Drivers. Making a client is pure unless it connects at once. Of a statement that is built by several calls, the effect belongs to
 * the call that starts it (see `statements`).
 */
const database = { effect: 'database' } satisfies EffectSpec;
const connects = { effect: 'database', reason: 'Connects when it is made.' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
const later = { effect: 'database', callbacks: 'deferred' } satisfies EffectSpec;

const postgres: EffectTable = {
  ...rows(
    'pg',
    'Pool Client native.Pool native.Client escapeIdentifier escapeLiteral types.setTypeParser types.getTypeParser',
    pure,
  ),
  // The form with a callback runs it when the rows are there.
  ...rows('pg', 'Pool().query Client().query PoolClient().query ClientBase().query', later),
  ...rows('pg', 'Pool().end Client().connect Client().end native.Pool().query native.Client().query', later),
  'pg#Pool().connect': { effect: 'database', result: 'pg#PoolClient()', callbacks: 'deferred' },
  ...rows('pg', 'PoolClient().release Client().escapeIdentifier Client().escapeLiteral', pure),
  ...listeners(['pg#Pool()', 'pg#Client()', 'pg#PoolClient()']),
  'pg-pool': pure,
  ...rows('pg-pool#()', 'query end', later),
  'pg-pool#().connect': { effect: 'database', result: 'pg#PoolClient()', callbacks: 'deferred' },

  // postgres.js: const sql = postgres(url); sql`select 1`
  postgres: pure,
  ...each('postgres#() postgres#Sql() postgres#TransactionSql()', database),
  ...rows(['postgres#()', 'postgres#Sql()', 'postgres#TransactionSql()'], 'unsafe file notify end', database),
  ...rows(['postgres#()', 'postgres#Sql()'], 'begin reserve', { effect: 'database', callbacks: 'inline' }),
  ...rows(['postgres#()', 'postgres#Sql()'], 'listen subscribe', later),
  ...rows(['postgres#()', 'postgres#Sql()'], 'array json typed', pure),
  ...each('postgres#()().** postgres#Sql()().**', pure),

  'pg-promise': pure,
  'pg-promise#()': { effect: 'pure', result: 'pg-promise#IDatabase()' },
  ...rows(
    'pg-promise#IDatabase()',
    'any each many manyOrNone map none one oneOrNone query result multi multiResult func proc task taskIf tx txIf connect',
    database,
  ),
  ...each('@vercel/postgres#sql @neondatabase/serverless#neon() @vercel/postgres#db.sql', database),
  ...each('@neondatabase/serverless#neon @neondatabase/serverless#Pool @neondatabase/serverless#Client', pure),
  ...rows(
    '@neondatabase/serverless',
    'neon().transaction neon().query Pool().query Pool().connect Pool().end',
    database,
  ),
  ...rows('@neondatabase/serverless', 'Client().query Client().connect Client().end PoolClient().query', database),
  ...rows(
    '@vercel/postgres',
    'sql.query sql.connect db.query db.connect createPool().query createPool().connect',
    database,
  ),
  ...rows(
    '@electric-sql/pglite',
    'PGlite().query PGlite().exec PGlite().sql PGlite().transaction PGlite().listen',
    database,
  ),
  ...rows('@electric-sql/pglite', 'PGlite PGlite.create', { effect: 'database', reason: 'Opens its files.' }),
  ...rows('slonik', 'createPool', { effect: 'database', result: 'slonik#DatabasePool()' }),
  ...rows(
    'slonik#DatabasePool()',
    'any anyFirst exists many manyFirst maybeOne maybeOneFirst one oneFirst query connect transaction end stream',
    database,
  ),
};

const mysqlOwners = ['mysql2', 'mysql2/promise', 'mysql'];
const mysqlClients = mysqlOwners.flatMap((module) =>
  ['createPool()', 'createConnection()', 'Pool()', 'Connection()', 'PoolConnection()'].map(
    (client) => `${module}#${client}`,
  ),
);

const mysql: EffectTable = {
  ...rows(mysqlOwners, 'createPool createPoolCluster escape escapeId format raw', pure),
  ...rows(mysqlOwners, 'createConnection', connects),
  ...rows(mysqlClients, 'query execute end connect ping beginTransaction commit rollback prepare changeUser', later),
  ...rows(mysqlClients, 'getConnection', {
    effect: 'database',
    result: 'mysql2/promise#PoolConnection()',
    callbacks: 'deferred',
  }),
  ...rows(mysqlClients, 'release escape escapeId format', pure),
  ...rows('mysql2', 'createPool().promise createConnection().promise', {
    effect: 'pure',
    result: 'mysql2/promise#Pool()',
  }),
  ...listeners(mysqlClients),
  ...rows(
    'mssql',
    'connect query ConnectionPool().connect ConnectionPool().query Request().query Request().execute',
    later,
  ),
  ...rows('mssql', 'ConnectionPool().request().query ConnectionPool().request().execute Request().batch', later),
  ...rows(
    'oracledb',
    'getConnection createPool Connection().execute Connection().executeMany Pool().getConnection',
    later,
  ),
};

const sqlite: EffectTable = {
  'better-sqlite3': { effect: 'database', reason: 'Opens the file.' },
  ...rows(['better-sqlite3#()', 'better-sqlite3#Database()'], 'exec pragma backup', database),
  ...rows(['better-sqlite3#()', 'better-sqlite3#Database()'], 'prepare', {
    effect: 'pure',
    result: 'better-sqlite3#Statement()',
  }),
  ...rows(['better-sqlite3#()', 'better-sqlite3#Database()'], 'transaction function aggregate close', pure),
  ...rows('better-sqlite3#Statement()', 'run get all iterate', database),
  ...rows('better-sqlite3#Statement()', 'bind pluck raw expand safeIntegers columns', {
    effect: 'pure',
    result: 'better-sqlite3#Statement()',
  }),
  ...rows('sqlite3', 'Database', { effect: 'database', reason: 'Opens the file.', callbacks: 'deferred' }),
  ...rows('sqlite3#Database()', 'run get all each exec prepare close', later),
  ...rows('sqlite', 'open', { effect: 'database', result: 'sqlite#Database()' }),
  ...rows('sqlite#Database()', 'run get all each exec prepare migrate close', database),
  ...rows(['@libsql/client', '@libsql/client/web', '@libsql/client/http'], 'createClient', pure),
  ...rows(
    [
      '@libsql/client#createClient()',
      '@libsql/client/web#createClient()',
      '@libsql/client/http#createClient()',
      '@libsql/client#Client()',
    ],
    'execute batch transaction executeMultiple migrate sync',
    database,
  ),
  ...rows('@planetscale/database', 'connect Client Client().connection', pure),
  ...rows(
    '@planetscale/database',
    'connect().execute connect().transaction Client().execute Client().transaction',
    database,
  ),
  ...rows('@planetscale/database', 'Client().connection().execute Client().connection().transaction', database),
};

const warehouses: EffectTable = {
  ...rows('@duckdb/node-api', 'DuckDBInstance.create DuckDBInstance.fromCache', {
    effect: 'database',
    result: '@duckdb/node-api#DuckDBInstance()',
  }),
  '@duckdb/node-api#DuckDBConnection.create': { effect: 'database', result: '@duckdb/node-api#DuckDBConnection()' },
  '@duckdb/node-api#DuckDBInstance().connect': { effect: 'pure', result: '@duckdb/node-api#DuckDBConnection()' },
  ...rows(
    '@duckdb/node-api#DuckDBConnection()',
    'run runAndRead runAndReadAll runAndReadUntil stream streamAndRead streamAndReadAll start prepare',
    database,
  ),
  'snowflake-sdk#createConnection': pure,
  ...rows('snowflake-sdk#createConnection()', 'connect connectAsync execute destroy', later),
  ...rows('tedious#Connection()', 'connect execSql execSqlBatch callProcedure execBulkLoad', later),
  ...listeners('tedious#Connection()'),
  ...rows('dynamoose', 'model', { effect: 'pure', result: 'dynamoose#Model()' }),
  ...rows(
    'dynamoose#Model()',
    'get batchGet create update delete batchPut batchDelete scan().exec query().exec',
    database,
  ),
};

const mongo: EffectTable = {
  'mongodb#MongoClient': pure,
  ...rows('mongodb', 'MongoClient.connect MongoClient().connect', {
    effect: 'database',
    result: 'mongodb#MongoClient()',
  }),
  ...rows('mongodb#MongoClient()', 'close bulkWrite withSession', database),
  'mongodb#MongoClient().db': { effect: 'pure', result: 'mongodb#Db()' },
  'mongodb#MongoClient().startSession': { effect: 'pure', result: 'mongodb#ClientSession()' },
  'mongodb#Db().collection': { effect: 'pure', result: 'mongodb#Collection()' },
  ...statements(['mongodb#Db()', 'mongodb#Collection()'], 'aggregate watch', database),
  ...statements('mongodb#MongoClient()', 'watch', database),
  ...rows(
    'mongodb#Db()',
    `command createCollection collections listCollections dropCollection dropDatabase renameCollection createIndex indexInformation stats
     removeUser admin().command admin().ping admin().listDatabases admin().serverStatus`,
    database,
  ),
  ...statements('mongodb#Collection()', 'find listIndexes listSearchIndexes', database),
  ...rows(
    'mongodb#Collection()',
    `insertOne insertMany bulkWrite updateOne updateMany replaceOne deleteOne deleteMany findOne findOneAndDelete findOneAndReplace
     findOneAndUpdate distinct count countDocuments estimatedDocumentCount rename drop isCapped createIndex createIndexes dropIndex
     dropIndexes indexes indexExists indexInformation options createSearchIndex createSearchIndexes dropSearchIndex updateSearchIndex`,
    database,
  ),
  ...rows(
    'mongodb',
    'FindCursor().toArray FindCursor().next FindCursor().forEach FindCursor().hasNext AggregationCursor().toArray',
    database,
  ),
  ...rows('mongodb#ClientSession()', 'withTransaction commitTransaction abortTransaction endSession', database),
  'mongodb#ClientSession().startTransaction': pure,
  ...rows(
    'mongodb#GridFSBucket()',
    'openUploadStream openDownloadStream openDownloadStreamByName delete rename drop',
    database,
  ),
};

const redisClients = ['redis#RedisClient()', 'redis#RedisClientType()', 'redis#RedisCluster()'];
const ioredisClients = ['ioredis#()', 'ioredis#Redis()', 'ioredis#Cluster()'];

const redis: EffectTable = {
  ...rows(['redis', '@redis/client'], 'createClient createClientPool createCluster createSentinel', {
    effect: 'pure',
    result: 'redis#RedisClient()',
  }),
  // Every command is a method, and those of modules lie one deeper: client.json.get.
  ...rows(redisClients, '* *.*', database),
  ...statements(redisClients, 'multi', database),
  ...rows(redisClients, 'duplicate', { effect: 'pure', result: 'redis#RedisClient()' }),
  ...rows(redisClients, 'subscribe pSubscribe sSubscribe', later),
  ...rows(redisClients, 'off removeListener removeAllListeners unref ref', pure),
  ...each('ioredis ioredis#Redis ioredis#Cluster', connects),
  ...rows(ioredisClients, '*', later),
  ...statements(ioredisClients, 'pipeline multi', database),
  ...rows(ioredisClients, 'off removeListener removeAllListeners defineCommand', pure),
  ...rows(['@upstash/redis', '@upstash/redis/cloudflare'], 'Redis', pure),
  ...rows(['@upstash/redis', '@upstash/redis/cloudflare'], 'Redis.fromEnv', {
    effect: 'pure',
    result: '@upstash/redis#Redis()',
  }),
  ...rows(['@upstash/redis#Redis()', '@upstash/redis/cloudflare#Redis()'], '* *.*', database),
  ...statements(['@upstash/redis#Redis()', '@upstash/redis/cloudflare#Redis()'], 'pipeline multi', database),
  ...rows('@upstash/ratelimit', 'Ratelimit().limit Ratelimit().blockUntilReady Ratelimit().getRemaining', database),
  ...rows(['@vercel/kv#kv', '@vercel/kv#createClient()'], '*', database),
  ...listeners([...redisClients, ...ioredisClients]),
};

const others: EffectTable = {
  ...rows('@clickhouse/client#createClient()', 'query insert command exec ping', database),
  ...rows(
    'neo4j-driver',
    'driver().session().run driver().executeQuery driver().verifyConnectivity Session().run',
    database,
  ),
  ...rows(
    'neo4j-driver',
    'Session().executeRead Session().executeWrite driver().session().executeRead driver().session().executeWrite',
    database,
  ),
  ...rows('cassandra-driver', 'Client().execute Client().batch Client().connect Client().shutdown', database),
};

/** What drivers of databases do. */
export const databases: EffectTable = join([postgres, mysql, sqlite, warehouses, mongo, redis, others]);

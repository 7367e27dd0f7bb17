import { join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const pure = { effect: 'pure' } satisfies EffectSpec;
const file = { effect: 'file' } satisfies EffectSpec;
const network = { effect: 'network', callbacks: 'deferred' } satisfies EffectSpec;
/** What it is given runs for each request, also inside objects: `fetch`, `routes`. */
const serves = { ...network, serves: true, role: 'handler' } satisfies EffectSpec;
const database = { effect: 'database' } satisfies EffectSpec;
const ofProcess = { effect: 'process' } satisfies EffectSpec;
const thread = { effect: 'thread', callbacks: 'deferred' } satisfies EffectSpec;
const environment = { effect: 'environment', when: 'read' } satisfies EffectSpec;

/** `Bun` is a global and, member by member, the module `bun`. */
const buns = ['global#Bun', 'bun'];

const bun: EffectTable = {
  ...rows(buns, 'file write which resolve resolveSync mmap build Glob().scan Glob().scanSync', file),
  // Making the reference and reading through it are one finding, at the reference.
  ...rows(buns, 'file().**', pure),
  ...rows(buns, 'spawn spawnSync $', thread),
  ...rows(buns, '$().**', pure),
  ...rows(buns, 'connect listen udpSocket fetch dns.lookup dns.prefetch', network),
  ...rows(buns, 'serve', serves),
  ...rows(buns, 's3.* S3Client().*', network),
  ...rows(buns, 's3.presign S3Client().presign', {
    effect: 'clock',
    reason: 'Signs the present time into the address.',
  }),
  ...rows(buns, 'sql sql.begin sql.unsafe SQL() SQL().begin SQL().unsafe redis.* RedisClient().*', database),
  ...rows(buns, 'sleep sleepSync', { effect: 'timer' }),
  ...rows(buns, 'nanoseconds', { effect: 'clock' }),
  ...rows(buns, 'randomUUIDv7', { effect: 'id' }),
  ...rows(buns, 'password.hash password.hashSync', { effect: 'random', reason: 'Draws a salt.' }),
  ...rows(buns, 'env.** argv.**', environment),
  ...rows(buns, 'gc shrink generateHeapSnapshot openInEditor', ofProcess),
  ...rows(
    buns,
    `password.verify password.verifySync hash hash.* inspect escapeHTML stringWidth deepEquals deepMatch gzipSync gunzipSync deflateSync
     inflateSync zstdCompressSync zstdDecompressSync fileURLToPath pathToFileURL peek semver.* TOML.parse YAML.parse YAML.stringify color
     CryptoHasher CryptoHasher.hash CryptoHasher().** S3Client SQL RedisClient Glob Glob().match Transpiler stripANSI randomUUIDv5`,
    pure,
  ),
  'bun:sqlite#Database': { effect: 'database', reason: 'Opens the file.' },
  ...rows(
    'bun:sqlite#Database()',
    'run exec query().get query().all query().run query().values query().iterate',
    database,
  ),
  ...rows(
    'bun:sqlite#Database()',
    'prepare().get prepare().all prepare().run prepare().values prepare().iterate',
    database,
  ),
  ...rows('bun:sqlite#Database()', 'query prepare', { effect: 'pure', result: 'bun:sqlite#Statement()' }),
  ...rows('bun:sqlite#Statement()', 'get all run values iterate', database),
};

const deno: EffectTable = {
  ...rows(
    'global#Deno',
    `readTextFile readTextFileSync readFile readFileSync writeTextFile writeTextFileSync writeFile writeFileSync open openSync create
     createSync mkdir mkdirSync remove removeSync rename renameSync copyFile copyFileSync readDir readDirSync readLink readLinkSync realPath
     realPathSync stat statSync lstat lstatSync chmod chmodSync chown chownSync link linkSync symlink symlinkSync truncate truncateSync
     utime utimeSync makeTempDir makeTempDirSync makeTempFile makeTempFileSync watchFs`,
    file,
  ),
  ...rows('global#Deno', 'Command().output Command().outputSync Command().spawn', thread),
  ...rows('global#Deno', 'Command', pure),
  ...rows('global#Deno', 'connect connectTls listen listenTls listenDatagram resolveDns', network),
  ...rows('global#Deno', 'serve', serves),
  ...rows('global#Deno', 'openKv', { effect: 'database', result: 'global#Deno.Kv()' }),
  ...rows('global#Deno.Kv()', 'get getMany set delete list enqueue listenQueue watch', {
    effect: 'database',
    callbacks: 'deferred',
  }),
  ...rows('global#Deno', 'env.get env.has env.toObject env.set env.delete', { effect: 'environment' }),
  ...rows('global#Deno', 'args.**', environment),
  ...rows('global#Deno', 'pid ppid', { effect: 'process', when: 'read' }),
  ...rows(
    'global#Deno',
    `cwd chdir exit kill memoryUsage hostname osRelease osUptime loadavg networkInterfaces systemMemoryInfo uid gid execPath
     addSignalListener removeSignalListener`,
    { effect: 'process', callbacks: 'deferred' },
  ),
  ...rows('global#Deno', 'cron', { effect: 'timer', callbacks: 'deferred' }),
  ...rows('global#Deno', 'inspect', pure),
};

/** What the globals of Bun and of Deno do. */
export const otherRuntimes: EffectTable = join([bun, deno]);

import { join, listeners, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const pure = { effect: 'pure' } satisfies EffectSpec;
const ofProcess = { effect: 'process' } satisfies EffectSpec;
const clock = { effect: 'clock' } satisfies EffectSpec;
/** Runs code of its own; a callback hears of its end, in this process. */
const started = { effect: 'thread', callbacks: 'deferred' } satisfies EffectSpec;

/** `process` is a global and a module. */
const processes = ['global#process', 'node:process'];

const OTHER_COMMAND = 'Recovery may run under another command.';

/**
 * Reading `process.platform`, `arch`, `version`, `versions` and `release` has no row: they say which machine and which Node a
 * deployment has, and code branches on them at load.
 */
const thisProcess: EffectTable = {
  ...rows(processes, 'hrtime hrtime.bigint uptime', clock),
  ...rows(
    processes,
    `cwd chdir memoryUsage memoryUsage.rss cpuUsage threadCpuUsage resourceUsage constrainedMemory availableMemory getActiveResourcesInfo
     kill exit reallyExit abort umask getuid geteuid getgid getegid getgroups setuid seteuid setgid setegid setgroups initgroups
     send disconnect dlopen setUncaughtExceptionCaptureCallback setSourceMapsEnabled stdin.read stdin.setRawMode openStdin`,
    ofProcess,
  ),
  ...rows(processes, 'pid ppid', { effect: 'process', when: 'read' }),
  // The environment as a whole (`{ ...process.env }`) and each variable.
  ...rows(processes, 'env.** argv0 execArgv.** execPath', { effect: 'environment', when: 'read' }),
  ...rows(processes, 'argv.**', { effect: 'process', when: 'read', reason: OTHER_COMMAND }),
  ...rows(
    processes,
    'argv.at argv.slice argv.concat argv.includes argv.find argv.filter argv.some argv.every argv.map argv.join',
    { effect: 'process', reason: OTHER_COMMAND },
  ),
  ...rows(processes, 'loadEnvFile', { effect: 'environment' }),
  ...rows(processes, 'nextTick', { effect: 'timer', callbacks: 'deferred' }),
  ...rows(processes, 'stdout.write stderr.write emitWarning', { effect: 'log' }),
  ...rows(processes, 'report.writeReport', { effect: 'file' }),
  ...rows(processes, 'report.getReport', ofProcess),
  ...rows(
    processes,
    'getBuiltinModule assert hasUncaughtExceptionCaptureCallback off removeListener removeAllListeners',
    pure,
  ),
  ...listeners([
    ...processes,
    ...processes.map((name) => member(name, 'stdin')),
    ...processes.map((name) => member(name, 'stdout')),
  ]),
};

const machine: EffectTable = rows(
  'node:os',
  `arch availableParallelism cpus endianness freemem getPriority homedir hostname loadavg machine networkInterfaces platform release
   setPriority tmpdir totalmem type userInfo version`,
  ofProcess,
);

const children: EffectTable = {
  ...rows('node:child_process', 'exec execFile fork spawn execSync execFileSync spawnSync', started),
  ...rows('node:child_process', 'exec().kill execFile().kill fork().kill spawn().kill ChildProcess().kill', ofProcess),
  ...rows(
    'node:child_process',
    'fork().send fork().disconnect ChildProcess().send ChildProcess().disconnect',
    ofProcess,
  ),
  ...listeners(
    ['exec()', 'execFile()', 'fork()', 'spawn()', 'ChildProcess()'].flatMap((child) => [
      `node:child_process#${child}`,
      `node:child_process#${child}.stdout`,
      `node:child_process#${child}.stderr`,
    ]),
  ),

  'node:cluster#fork': started,
  ...rows('node:cluster', 'setupPrimary setupMaster disconnect', ofProcess),
  ...listeners(['node:cluster', 'node:cluster#fork()']),

  'node:worker_threads#Worker': { effect: 'thread', callbacks: 'detached' },
  ...rows(
    'node:worker_threads',
    `Worker().postMessage Worker().terminate parentPort.postMessage MessagePort().postMessage MessageChannel().port1.postMessage
     MessageChannel().port2.postMessage BroadcastChannel().postMessage receiveMessageOnPort postMessageToThread setEnvironmentData
     getEnvironmentData`,
    ofProcess,
  ),
  ...rows(
    'node:worker_threads',
    'MessageChannel BroadcastChannel markAsUntransferable isMarkedAsUntransferable moveMessagePortToContext',
    pure,
  ),
  'node:worker_threads#threadId': { effect: 'process', when: 'read' },
  'node:worker_threads#workerData.**': { effect: 'environment', when: 'read' },
  ...listeners(['node:worker_threads#Worker()', 'node:worker_threads#parentPort', 'node:worker_threads#MessagePort()']),
};

/** `node:vm` runs code that cannot be seen: what it does is unknown. */
const engine: EffectTable = {
  ...rows('node:v8', 'serialize deserialize Serializer Deserializer DefaultSerializer DefaultDeserializer', pure),
  ...rows(
    'node:v8',
    `cachedDataVersionTag getHeapStatistics getHeapSpaceStatistics getHeapCodeStatistics getHeapSnapshot setFlagsFromString
     takeCoverage stopCoverage setHeapSnapshotNearHeapLimit queryObjects`,
    ofProcess,
  ),
  'node:v8#writeHeapSnapshot': { effect: 'file' },
  'node:vm#measureMemory': ofProcess,
  ...rows('node:vm', 'isContext createContext', pure),
  ...rows('node:inspector', 'open close url waitForDebugger', ofProcess),
  ...rows('node:tty', 'isatty', ofProcess),
  ...rows('node:module', 'isBuiltin createRequire findSourceMap', pure),
  ...rows('node:module', 'register syncBuiltinESMExports', ofProcess),
};

const context: EffectTable = {
  ...rows('node:async_hooks', 'executionAsyncId triggerAsyncId', ofProcess),
  ...rows('node:async_hooks', 'createHook', { effect: 'pure', callbacks: 'deferred' }),
  ...rows(
    'node:async_hooks',
    `AsyncLocalStorage AsyncResource AsyncLocalStorage.bind AsyncLocalStorage.snapshot AsyncLocalStorage().exit
     AsyncLocalStorage().disable AsyncResource().runInAsyncScope`,
    { effect: 'pure', callbacks: 'inline' },
  ),
  ...rows('node:async_hooks#AsyncLocalStorage()', 'run enterWith', {
    effect: 'pure',
    callbacks: 'inline',
    stores: true,
  }),
  'node:async_hooks#AsyncLocalStorage().getStore': { effect: 'pure', gives: 'stored' },
  ...rows('node:diagnostics_channel', 'channel hasSubscribers unsubscribe tracingChannel', pure),
  'node:diagnostics_channel#subscribe': { effect: 'pure', callbacks: 'deferred' },
  'node:diagnostics_channel#channel().publish': { effect: 'log' },
};

/** This process, its machine, its children, its threads and its engine. */
export const nodeProcess: EffectTable = join([
  // The clock of the machine is the one fact of it that tells the time.
  { 'node:os#uptime': clock },
  thisProcess,
  machine,
  children,
  engine,
  context,
]);

function member(owner: string, name: string): string {
  return owner.includes('#') ? `${owner}.${name}` : `${owner}#${name}`;
}

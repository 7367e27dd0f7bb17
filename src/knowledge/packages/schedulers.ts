import { each, join, listeners, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const pure = { effect: 'pure' } satisfies EffectSpec;
const timer = { effect: 'timer' } satisfies EffectSpec;
const scheduled = { effect: 'timer', callbacks: 'deferred' } satisfies EffectSpec;
const thread = { effect: 'thread' } satisfies EffectSpec;

/** Calls by the calendar, in this process. */
const calendars: EffectTable = {
  ...rows('node-cron', 'schedule createTask', scheduled),
  ...rows('node-cron', 'validate', pure),
  ...rows('cron', 'CronJob CronJob.from job', scheduled),
  ...rows('cron#CronJob()', 'start fireOnTick', timer),
  ...rows('cron#CronJob()', 'stop', pure),
  ...rows('cron', 'sendAt timeout', { effect: 'clock' }),
  ...each('croner croner#Cron', scheduled),
  ...rows(['croner#()', 'croner#Cron()'], 'nextRun msToNext nextRuns', [
    { effect: 'clock', when: 'no-arguments' },
    { effect: 'pure', when: 'arguments' },
  ]),
  ...rows(['croner#()', 'croner#Cron()'], 'stop pause resume getPattern', pure),
  ...rows(['croner#()', 'croner#Cron()'], 'schedule', scheduled),
  ...rows('node-schedule', 'scheduleJob rescheduleJob Job().schedule', scheduled),
  ...rows('node-schedule', 'Job', scheduled),
  ...rows('node-schedule', 'cancelJob gracefulShutdown RecurrenceRule', pure),
  ...each('bree agenda agenda#Agenda', pure),
  ...rows('bree#()', 'start run', thread),
  ...rows(['agenda#()', 'agenda#Agenda()'], 'define', scheduled),
  ...rows(['agenda#()', 'agenda#Agenda()'], 'every schedule now start stop jobs cancel create().save', {
    effect: 'database',
  }),
  ...listeners(['bree#()', 'agenda#()', 'agenda#Agenda()']),
  ...rows(
    'toad-scheduler',
    'ToadScheduler().addSimpleIntervalJob ToadScheduler().addIntervalJob ToadScheduler().addCronJob',
    scheduled,
  ),
  ...rows('toad-scheduler', 'Task AsyncTask', scheduled),
  ...each(
    'set-interval-async#setIntervalAsync later#setInterval later#setTimeout long-timeout#setTimeout safe-timers#setTimeout',
    scheduled,
  ),
  ...rows('@nestjs/schedule', 'Cron Interval Timeout SchedulerRegistry().addCronJob', pure),
};

/** Waiting. */
const waits: EffectTable = {
  ...each('delay sleep-promise delay#rangeDelay promise.timeout timeout-signal', timer),
  ...each('sleep#sleep sleep#msleep sleep-sync system-sleep', { effect: 'timer', reason: 'Blocks the thread.' }),
  ...each(
    'debounce lodash.debounce lodash.throttle p-debounce just-debounce-it throttle-debounce#debounce throttle-debounce#throttle',
    {
      effect: 'pure',
      callbacks: 'deferred',
    },
  ),
};

/** Threads. Making a pool starts them. */
const pools: EffectTable = {
  ...each('piscina piscina#Piscina tinypool tinypool#Tinypool', thread),
  ...rows(['piscina#()', 'piscina#Piscina()', 'tinypool#()', 'tinypool#Tinypool()'], 'run runTask', thread),
  ...rows(['piscina#()', 'piscina#Piscina()', 'tinypool#()', 'tinypool#Tinypool()'], 'destroy close', {
    effect: 'process',
  }),
  ...rows('workerpool', 'pool', thread),
  'workerpool#pool().exec': { effect: 'thread', callbacks: 'detached' },
  ...rows('workerpool', 'pool().proxy worker', thread),
  'workerpool#pool().terminate': { effect: 'process' },
  ...each('tiny-worker worker-farm', { effect: 'thread', callbacks: 'detached' }),
  ...rows('threads', 'spawn Worker Pool', { effect: 'thread', callbacks: 'detached' }),
  ...each('jest-worker#Worker synckit#createSyncFn synckit#runAsWorker web-worker', thread),
};

/** What calls later or elsewhere. */
export const schedulers: EffectTable = join([calendars, waits, pools]);

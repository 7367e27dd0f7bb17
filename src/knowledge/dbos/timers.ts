import type { Engine } from '../vocabulary/engine.ts';

/** The host's timers, by what a start of a workflow from them means, and the durable way to say the same. */
export const timers: NonNullable<Engine['timers']> = {
  immediate: [
    'global#setImmediate',
    'node:timers#setImmediate',
    'global#process.nextTick',
    'node:process#nextTick',
    'global#queueMicrotask',
  ],
  delayed: ['global#setTimeout', 'node:timers#setTimeout'],
  repeated: ['global#setInterval', 'node:timers#setInterval'],
  iterated: ['node:timers/promises#setInterval', 'node:timers#promises.setInterval'],
  // With numbers, stars, lists and steps they mean by a line what the engine means: five fields, or six with seconds first.
  calendars: ['node-cron#schedule', 'node-schedule#scheduleJob'],
  start: '$E.startWorkflow($1)($R)',
  startMethod: '$E.startWorkflow($1).$M($R)',
  startAndWait: '(await $E.startWorkflow($1)($R)).getResult()',
  delayedStart: '$E.startWorkflow($1, { $O })($R)',
  delayedStartMethod: '$E.startWorkflow($1, { $O }).$M($R)',
  delayOptions: { queue: 'queueName', options: 'enqueueOptions', delay: 'delaySeconds' },
  schedule: '$E.applySchedules([{ scheduleName: $N, workflowFn: $1, schedule: $C }])',
};

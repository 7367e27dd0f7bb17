import type { Recipes } from '../facts/migration.ts';

const SDK = '@dbos-inc/dbos-sdk';

/** How 4.x code is written for 5.x. */
export const recipes: Recipes = {
  queue: {
    register: 'await $E.registerQueue($R)',
    // `new WorkflowQueue(name, concurrency, rateLimit)` of 3.x.
    positional: ['globalConcurrency', 'rateLimit'],
    nameProperty: 'name',
    lists: ['listenQueues'],
  },
  partitions: {
    flag: 'partitionQueue',
    // With the flag, 4.x applied each limit for itself in each partition (wfqueue.js resolveQueueLimits).
    limits: {
      concurrency: 'partitionConcurrency',
      workerConcurrency: 'partitionWorkerConcurrency',
      rateLimit: 'partitionRateLimit',
    },
    excluded: ['globalConcurrency', 'partitionConcurrency', 'partitionWorkerConcurrency', 'partitionRateLimit'],
  },
  schedule: {
    apply: 'await $E.applySchedules([$R])',
    nameKey: 'scheduleName',
    functionKey: 'workflowFn',
    keys: { crontab: 'schedule', queueName: 'queueName' },
    nameKeys: ['name', 'className', 'ctorOrProto'],
    modeKey: 'mode',
    modes: {
      [`${SDK}#SchedulerMode.ExactlyOncePerInterval`]: 'automaticBackfill: true',
      // The default of 4.x, and of 5.x.
      [`${SDK}#SchedulerMode.ExactlyOncePerIntervalWhenActive`]: '',
    },
    context: { name: 'context', type: 'unknown' },
    now: 'new Date(await $E.now())',
  },
  hasRole: '$E.authenticatedRoles.includes($1)',
  contexts: [
    { keys: ['authenticatedUser', 'authenticatedRoles'], code: '$E.withAuthedContext($1, $2, $C)' },
    // The other half stays as it is.
    { keys: ['authenticatedUser'], code: '$E.withAuthedContext($1, $E.authenticatedRoles, $C)' },
    { keys: ['authenticatedRoles'], code: '$E.withAuthedContext($E.authenticatedUser, $1, $C)' },
    { keys: ['idAssignedForNextWorkflow'], code: '$E.withNextWorkflowID($1, $C)' },
    { keys: ['queueAssignedForWorkflows'], code: '$E.withWorkflowQueue($1, $C)' },
    { keys: ['workflowTimeoutMS'], code: '$E.withWorkflowTimeout($1, $C)' },
  ],
};

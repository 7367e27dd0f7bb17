import type { Engine } from '../vocabulary/engine.ts';
import { apis } from './apis.ts';
import { datasourcePackages } from './apis/datasources.ts';
import { deprecated } from './deprecated.ts';
import { errors } from './errors.ts';
import { ends, liveResults, unfinished } from './live-results.ts';
import { OWN_QUEUES } from './options/checks.ts';
import { argumentTable } from './options.ts';
import { queueFields } from './queue-fields.ts';
import { recipes } from './recipes.ts';
import { records } from './records.ts';
import { removed } from './removed.ts';
import { replacements } from './repairs.ts';
import { attempt, races, responses, timerPromise } from './shapes.ts';
import { tests } from './tests.ts';
import { timers } from './timers.ts';
import { twins } from './twins.ts';
import { loggers } from './loggers.ts';
import { statuses } from './statuses.ts';

/** DBOS Transact for TypeScript and JavaScript, 4.x and 5.x. */
export const dbos = {
  title: 'DBOS',
  modules: [
    '@dbos-inc/dbos-sdk',
    '@dbos-inc/dbos-sdk/datasource',
    '@dbos-inc/dbos-sdk/eventreceiver',
    ...datasourcePackages.map((source) => source.module),
    '@dbos-inc/kafkajs-receive',
    '@dbos-inc/confluent-kafka-receive',
    // Packages of 4.x, which are gone in 5.0.
    '@dbos-inc/koa-serve',
    '@dbos-inc/sqs-receive',
    '@dbos-inc/pgnotifier-receiver',
    '@dbos-inc/aws-s3-workflows',
  ],
  object: { module: '@dbos-inc/dbos-sdk', name: 'DBOS' },
  apis,
  replacements,
  // `DBOS.now`, `DBOS.randomUUID`; `DBOS.sleep`.
  recordedEffects: { deterministic: ['clock', 'id', 'random'], sleep: ['timer'] },
  twins,
  timerPromise,
  timers,
  responses,
  attempt,
  retriesKey: 'retriesAllowed',
  liveResults,
  unfinished,
  ends,
  resultMethod: 'getResult',
  races,
  stepCall: '$E.runStep($F, { name: $N })',
  // `DBOS.now`, `DBOS.randomUUID` and `DBOS.runStep` (dbos.ts of 2.10 and 3.0).
  recordsSince: '3.0.0',
  workflowAround: '$E.registerWorkflow(async ($P) => await $C, { name: $N })',
  transactionCall: '$O.runTransaction($F, { name: $N })',
  records,
  instanceBases: ['@dbos-inc/dbos-sdk#ConfiguredInstance'],
  // dbos-executor.js: the launch waits for it, of each instance.
  instanceHooks: ['initialize'],
  arguments: argumentTable,
  removed,
  deprecated,
  recipes,
  patches: { ask: '@dbos-inc/dbos-sdk#DBOS.patch', retire: '@dbos-inc/dbos-sdk#DBOS.deprecatePatch' },
  schedules: {
    create: '@dbos-inc/dbos-sdk#DBOS.createSchedule',
    apply: ['$E.applySchedules([', '])'],
    nested: 'options',
  },
  tests,
  errors,
  statuses,
  loggers,
  queueFields,
  ownQueues: OWN_QUEUES,
} satisfies Engine;

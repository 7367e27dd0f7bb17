import type { Change, RemovedApi } from '../facts/migration.ts';

const SDK = '@dbos-inc/dbos-sdk';
const DBOS = `${SDK}#DBOS`;

const NONE: Change = { kind: 'none' };
const DELETE: Change = { kind: 'delete' };

export const HANDLER = 'a route of Express, Fastify, Koa or Nest that starts the workflow';
export const REQUEST = 'the arguments of the workflow: pass what it needs of the request';
const DATASOURCE =
  'a datasource package: `dataSource.runTransaction(callback, { name })` or `@dataSource.transaction()`';
const CONTEXT = 'the static members of `DBOS`: there are no context arguments';
const VALIDATION = 'nothing: check arguments in the function, or with `inputSchema` of the workflow';
const STEP = '`@DBOS.step()` or `DBOS.registerStep`';
const RECEIVER = '`DBOS.registerLifecycleCallback`';
const CONFIGURED = 'a class that extends `ConfiguredInstance`, and `new`';
const KAFKA = 'a receiver of `@dbos-inc/kafkajs-receive` or `@dbos-inc/confluent-kafka-receive`';
const CONFIG = '`DBOS.setConfig`';

interface Gone {
  readonly in: `${2 | 3 | 4}.${number}.0`;
  readonly instead: string;
  /** Exports of the SDK that were values. */
  readonly values?: readonly string[];
  /** Exports of the SDK that were types only. */
  readonly types?: readonly string[];
  /** Members of the engine object. */
  readonly members?: readonly string[];
}

/**
 * By what takes their place, and by the first version without them. From the declarations of 1.30.13, of each minor version of 2.x, 3.x and 4.x, and of
 * 4.27.6 (index.d.ts, dbos.d.ts).
 */
const gone: readonly Gone[] = [
  {
    in: '2.10.0',
    instead: '`DBOS.listWorkflows`, which gives a list of states',
    types: ['GetWorkflowsOutput'],
  },
  { in: '2.10.0', instead: '`DBOS.startWorkflow`', members: ['getWorkflowQueue'] },
  { in: '2.9.0', instead: '`DBOS.startWorkflow`', members: ['executeWorkflowById'] },
  { in: '2.9.0', instead: 'nothing: recovery starts with the launch', members: ['recoverPendingWorkflows'] },
  { in: '2.10.0', instead: '`DBOS.logger`', members: ['globalLogger'] },
  { in: '2.10.0', instead: CONFIG, members: ['runtimeConfig'] },
  { in: '2.8.0', instead: RECEIVER, types: ['DBOSEventReceiverQuery'] },
  { in: '3.0.0', instead: '`@DBOS.workflow()`', values: ['Workflow'] },
  { in: '3.0.0', instead: STEP, values: ['Step', 'Communicator'] },
  { in: '3.0.0', instead: DATASOURCE, values: ['Transaction', 'StoredProcedure'], types: ['TransactionFunction'] },
  {
    in: '3.0.0',
    instead: CONTEXT,
    types: [
      'DBOSContext',
      'WorkflowContext',
      'TransactionContext',
      'StepContext',
      'CommunicatorContext',
      'StoredProcedureContext',
      'HandlerContext',
      'WorkflowFunction',
      'StepFunction',
      'CommunicatorFunction',
    ],
  },
  { in: '3.0.0', instead: '`StepConfig`', types: ['CommunicatorConfig'] },
  {
    in: '3.0.0',
    instead: HANDLER,
    values: ['GetApi', 'PostApi', 'PutApi', 'PatchApi', 'DeleteApi', 'OpenApiSecurityScheme'],
  },
  { in: '3.0.0', instead: KAFKA, values: ['Kafka', 'KafkaConsume'] },
  { in: '3.0.0', instead: '`await DBOS.applySchedules([...])` after `DBOS.launch()`', values: ['Scheduled'] },
  {
    in: '3.0.0',
    instead: 'a check of `DBOS.authenticatedRoles` as the first statement of the function',
    values: ['RequiredRole', 'DefaultRequiredRole'],
  },
  {
    in: '3.0.0',
    instead: RECEIVER,
    values: ['associateMethodWithEventReceiver', 'associateClassWithEventReceiver'],
    types: [
      'DBOSEventReceiver',
      'DBOSEventReceiverRegistration',
      'DBOSExecutorContext',
      'DBNotification',
      'DBNotificationListener',
    ],
  },
  { in: '3.0.0', instead: 'code of your own, before the launch', values: ['DBOSDeploy'] },
  { in: '3.0.0', instead: CONFIGURED, values: ['configureInstance'], members: ['configureInstance'] },
  {
    in: '3.0.0',
    instead: '`DBOS.setConfig` and `DBOS.launch` in the test',
    values: ['createTestingRuntime'],
    types: ['TestingRuntime'],
  },
  { in: '3.0.0', instead: CONFIG, values: ['parseConfigFile'], types: ['ParseOptions'] },
  { in: '3.0.0', instead: 'a plain call of the function, or `DBOS.startWorkflow`', members: ['invoke'] },
  {
    in: '3.0.0',
    instead: CONFIG,
    members: ['setAppConfig', 'getConfig', 'dbosConfig'],
  },
  { in: '3.0.0', instead: 'a statement of your own against the system database', members: ['dropSystemDB'] },
  { in: '4.0.0', instead: 'code of your own, before the launch', values: ['DBOSInitializer', 'InitContext'] },
  {
    in: '4.0.0',
    instead: VALIDATION,
    values: [
      'ArgRequired',
      'ArgOptional',
      'ArgDate',
      'ArgVarchar',
      'DefaultArgRequired',
      'DefaultArgOptional',
      'DefaultArgValidate',
      'requestArgValidation',
    ],
  },
  { in: '4.0.0', instead: 'nothing', values: ['LogMask', 'LogMasks', 'SkipLogging'] },
  {
    in: '4.0.0',
    instead: HANDLER,
    values: [
      'ArgSource',
      'ArgSources',
      'Authentication',
      'KoaBodyParser',
      'KoaCors',
      'KoaGlobalMiddleware',
      'KoaMiddleware',
    ],
    types: ['DBOSHttpAuthMiddleware', 'DBOSHttpAuthReturn', 'MiddlewareContext'],
    members: ['getApi', 'postApi', 'putApi', 'patchApi', 'deleteApi'],
  },
  { in: '4.0.0', instead: 'an error of your own', values: ['DBOSResponseError'] },
  {
    in: '4.0.0',
    instead: DATASOURCE,
    values: ['OrmEntities'],
    types: ['TransactionConfig', 'StoredProcedureConfig'],
    members: [
      'transaction',
      'storedProcedure',
      'pgClient',
      'knexClient',
      'prismaClient',
      'typeORMClient',
      'drizzleClient',
      'sqlClient',
      'queryUserDB',
      'createUserSchema',
      'dropUserSchema',
      'isInStoredProc',
    ],
  },
  {
    in: '4.0.0',
    instead: CONFIG,
    values: ['readConfigFile', 'getApplicationDatabaseUrl', 'getDatabaseUrl'],
    types: ['DBOSRuntimeConfig'],
  },
  { in: '4.0.0', instead: RECEIVER, types: ['DBOSEventReceiverState'] },
  { in: '4.0.0', instead: REQUEST, members: ['koaContext', 'getKoaContext'] },
  { in: '4.0.0', instead: '`DBOS.listWorkflows`', members: ['getWorkflows'] },
  {
    in: '4.0.0',
    instead: '`DBOS.withAuthedContext`, `DBOS.withNextWorkflowID` and the like',
    members: ['withTracedContext'],
  },
  { in: '4.0.0', instead: 'an import of the files that hold the classes', members: ['loadClasses'] },
  {
    in: '4.0.0',
    instead: 'your own server, started after `DBOS.launch()`',
    members: [
      'launchAppHTTPServer',
      'setUpHandlerCallback',
      'getHTTPHandlersCallback',
      'getAdminCallback',
      'appServer',
    ],
  },
];

const row = (name: string, removedIn: string, instead: string): RemovedApi => ({
  name,
  removedIn,
  outcome: 'missing',
  safety: 'report',
  instead,
  change: NONE,
});

/** An option that the call no longer reads. */
const ignored = (
  call: string,
  key: string,
  rest: Pick<RemovedApi, 'removedIn' | 'safety' | 'instead' | 'change'>,
): RemovedApi => ({
  name: `${DBOS}.${call}`,
  key: { argument: 0, name: key },
  outcome: 'ignored',
  // Before that it did something.
  since: rest.removedIn,
  ...rest,
});

/** What versions before 4.0 had. */
export const removedBefore5: readonly RemovedApi[] = [
  ...gone.flatMap(({ in: version, instead, values = [], types = [], members = [] }) => [
    ...values.map((name) => row(`${SDK}#${name}`, version, instead)),
    ...types.map((name): RemovedApi => ({ ...row(`${SDK}#${name}`, version, instead), typeOnly: true })),
    ...members.map((name) => row(`${DBOS}.${name}`, version, instead)),
  ]),
  ...['koaApp', 'expressApp', 'nestApp', 'fastifyApp', 'honoApp'].map((key) =>
    ignored('launch', key, { removedIn: '3.0.0', safety: 'fix', instead: 'nothing', change: DELETE }),
  ),
  ignored('launch', 'debugMode', { removedIn: '4.0.0', safety: 'fix', instead: 'nothing', change: DELETE }),
  // In 3.x this was the database of the application, so which of two it should name is not for a program to say.
  ignored('setConfig', 'databaseUrl', {
    removedIn: '4.0.0',
    safety: 'suggest',
    instead: '`systemDatabaseUrl` for the database of the engine; that of the application belongs to a datasource',
    change: { kind: 'rename', to: 'systemDatabaseUrl' },
  }),
  ...['userDatabaseClient', 'userDatabasePoolSize', 'userDbclient', 'userDbPoolSize'].map((key) =>
    ignored('setConfig', key, {
      removedIn: '4.0.0',
      safety: 'agree',
      instead: 'nothing: the database of the application belongs to a datasource',
      change: DELETE,
    }),
  ),
  ignored('setConfig', 'sysDbName', {
    removedIn: '4.0.0',
    safety: 'suggest',
    instead: 'nothing: the name stands in `systemDatabaseUrl`',
    change: DELETE,
  }),
];
